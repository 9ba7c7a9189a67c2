// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What all docks together did.
///
/// A class: many tasks count in it.
public final class FleetTally: Sendable {
    /// Numbers since the start.
    public struct Counts: Equatable, Sendable {
        /// Messages that the broker has.
        public var published = 0
        /// Messages that were lost with a connection, or had no place to wait.
        public var unsent = 0
        /// Messages that docks received.
        public var received = 0
        /// Frames that the broker has, their pictures kept before.
        public var frames = 0
        /// Frames that were given up.
        public var framesLost = 0
        /// Waylines that were fetched.
        public var downloads = 0
        /// Waylines that could not be fetched.
        public var downloadsFailed = 0
    }

    private let state = Mutex(Counts())

    /// Nothing counted yet.
    public init() {}

    /// The numbers now.
    public var counts: Counts { state.withLock { $0 } }

    /// Changes the numbers.
    func count(_ change: (inout Counts) -> Void) { state.withLock { change(&$0) } }

    /// In one line, for the end of a run.
    public var summary: String {
        let now = counts
        return "published \(now.published), unsent \(now.unsent), received \(now.received), "
            + "frames \(now.frames), frames lost \(now.framesLost), "
            + "downloads \(now.downloads), downloads failed \(now.downloadsFailed)"
    }
}
