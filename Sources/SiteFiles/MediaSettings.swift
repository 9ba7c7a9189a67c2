// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Where pictures of the analysis are found (FRAMES § 4), and where docks put theirs.
public struct MediaSettings: Codable, Equatable, Sendable {
    /// A folder or an https URL; `DATA/` at its start is the data folder.
    public var base: String
    /// Hosts that https pictures may be fetched from.
    public var hosts: [String]
    /// Where docks upload pictures; nil: they keep them.
    public var objectStore: ObjectStoreSettings?

    /// Settings from their parts.
    public init(base: String, hosts: [String], objectStore: ObjectStoreSettings? = nil) {
        self.base = base
        self.hosts = hosts
        self.objectStore = objectStore
    }

    /// ``base`` with the data folder in place of `DATA`.
    public func base(data folder: String) -> String {
        base == "DATA" || base.hasPrefix("DATA/") ? folder + base.dropFirst(4) : base
    }
}
