// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What a confirmed case of a rule keeps others from saying for a time (PIPELINE § 7): an obstacle on the road
/// is why cars stand beside it.
public struct Inhibition: Codable, Equatable, Sendable {
    /// The domain whose notices are held.
    public var domain: String
    /// How near they are; nil: anywhere.
    public var within: Metres?
    /// Whether only those of the same zone are held.
    public var isSameZone: Bool
    /// How long, from the source's confirmation, unless its case is closed before.
    public var span: TimeSpan

    /// An inhibition from its parts.
    public init(domain: String, within: Metres?, isSameZone: Bool, span: TimeSpan) {
        self.domain = domain
        self.within = within
        self.isSameZone = isSameZone
        self.span = span
    }
}

/// A confirmed case that inhibits others.
struct Firing: Codable, Equatable, Sendable {
    /// Cases that inhibit at once; more do not.
    static let limit = 1000

    var inhibitions: [Inhibition]
    var from: Timestamp
    var zone: AreaID
    var ground: GridPoint?

    /// When the last of its inhibitions ends.
    var end: Timestamp { inhibitions.map { from + $0.span }.max() ?? from }

    /// Whether it holds a notice back at an instant.
    func holds(_ notice: Notice, at place: GridPoint?, now: Timestamp) -> Bool {
        inhibitions.contains { one in
            guard one.domain == notice.domain, now < from + one.span,
                !one.isSameZone || zone == notice.zone
            else { return false }
            guard let within = one.within else { return true }
            guard let ground, let place else { return false }
            return ground.distance(to: place).value <= within.value
        }
    }
}
