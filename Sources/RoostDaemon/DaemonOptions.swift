// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a daemon is started with.
public struct DaemonOptions: Sendable {
    /// The site's folder.
    public var site: String
    /// The data folder.
    public var data: String
    /// `START,EPOCH,SPEED`; nil: the wall clock.
    public var clock: String?

    /// Options from their parts.
    public init(site: String, data: String, clock: String? = nil) {
        self.site = site
        self.data = data
        self.clock = clock
    }
}
