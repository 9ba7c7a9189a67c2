// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A set of the members of `DockReadings` or `AircraftReadings`, a bit each in the order of their lists.
public typealias ReadingMembers = UInt32

/// Goes through the members of a reading, one after the other.
private struct MemberWalk {
    private let out: ReadingMembers
    private var bit: ReadingMembers = 1
    private(set) var said: ReadingMembers = 0

    init(out: ReadingMembers) { self.out = out }

    @inline(__always)
    mutating func next<Value>(_ member: inout Value?) {
        if member != nil {
            said |= bit
            if out & bit != 0 { member = nil }
        }
        bit <<= 1
    }
}

/// Readings that come in parts.
public protocol PartialReadings {
    /// Leaves out the members of `out`; answers which were said before.
    @discardableResult
    mutating func leaveOut(_ out: ReadingMembers) -> ReadingMembers
}

extension PartialReadings {
    /// Which members are said.
    public var members: ReadingMembers {
        var copy = self
        return copy.leaveOut(0)
    }
}

extension DockReadings: PartialReadings {
    /// Leaves out the members of `out`; answers which were said before.
    @discardableResult
    public mutating func leaveOut(_ out: ReadingMembers) -> ReadingMembers {
        var walk = MemberWalk(out: out)
        walk.next(&mode)
        walk.next(&cover)
        walk.next(&isAircraftInDock)
        walk.next(&chargePercent)
        walk.next(&isCharging)
        walk.next(&wind)
        walk.next(&rainStep)
        walk.next(&temperature)
        walk.next(&isEmergencyStopPressed)
        walk.next(&taskStep)
        walk.next(&hasAlternateLanding)
        walk.next(&isAircraftOn)
        walk.next(&aircraftSerial)
        walk.next(&position)
        walk.next(&height)
        walk.next(&mediaToUpload)
        walk.next(&firmware)
        walk.next(&networkQuality)
        walk.next(&storageUsedPercent)
        walk.next(&flights)
        walk.next(&controlSource)
        return walk.said
    }
}

extension AircraftReadings: PartialReadings {
    /// The member that says who holds the aircraft's control.
    public static let controlMember: ReadingMembers = {
        var said = AircraftReadings()
        said.controlSource = ""
        return said.members
    }()

    /// Leaves out the members of `out`; answers which were said before.
    @discardableResult
    public mutating func leaveOut(_ out: ReadingMembers) -> ReadingMembers {
        var walk = MemberWalk(out: out)
        walk.next(&mode)
        walk.next(&position)
        walk.next(&grid)
        walk.next(&height)
        walk.next(&elevation)
        walk.next(&heading)
        walk.next(&speed)
        walk.next(&batteryPercent)
        walk.next(&returnPercent)
        walk.next(&batteryTemperature)
        walk.next(&gimbalPitch)
        walk.next(&gimbalYaw)
        walk.next(&gimbalRoll)
        walk.next(&isFixed)
        walk.next(&homeDistance)
        walk.next(&firmware)
        walk.next(&controlSource)
        return walk.said
    }
}
