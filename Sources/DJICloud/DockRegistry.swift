// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Which serial number is whose: the only way from a topic to a dock.
public struct DockRegistry: Sendable {
    /// Whose serial number it is.
    public struct Owner: Hashable, Sendable {
        /// The dock.
        public let dock: DockID
        /// Whether the number is its aircraft's.
        public let isAircraft: Bool
    }

    private var owners: [String: Owner] = [:]
    /// The site's grid, on which an aircraft's place is projected at the edge.
    public let grid: LocalGrid?
    /// What binds a device; nil: nothing does.
    public var binding: BindingKey?

    /// The registry of a site's docks and of the aircraft that live in them.
    public init(docks: [DockSite], grid: LocalGrid?) {
        self.grid = grid
        for dock in docks {
            register(dock.id, serial: dock.serial, aircraft: dock.aircraft.serial)
        }
    }

    /// An empty registry.
    public init(grid: LocalGrid? = nil) { self.grid = grid }

    /// Adds a dock and the aircraft that lives in it.
    public mutating func register(_ dock: DockID, serial: String, aircraft: String?) {
        owners[serial] = Owner(dock: dock, isAircraft: false)
        if let aircraft { link(aircraft: aircraft, to: dock) }
    }

    /// Says that an aircraft is now at a dock: the last topology wins (PROTOCOL § 12).
    ///
    /// A dock's own
    /// number is never taken over.
    public mutating func link(aircraft serial: String, to dock: DockID) {
        guard owners[serial]?.isAircraft ?? true else { return }
        owners[serial] = Owner(dock: dock, isAircraft: true)
    }

    /// Whose serial number it is; nil when nobody's.
    public func owner(of serial: String) -> Owner? { owners[serial] }
}
