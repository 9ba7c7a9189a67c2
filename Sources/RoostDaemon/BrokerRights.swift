// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Logging
import RoostModel
import Synchronization

/// Keeps the embedded broker's logins and rights in step with docks.yaml and with who carries whose
/// aircraft (PROTOCOL § 2).
///
/// A class because the reader of docks' words and a reload both change what it remembers.
final class BrokerRights: Sendable {
    private struct State: Equatable {
        var docks: [DockSite]
        /// Aircraft of other docks that are linked to a dock now, by serial number.
        var guests: [DockID: String] = [:]
    }

    private let broker: EmbeddedBroker
    private let reread: @Sendable () -> Void
    private let logger: Logger
    private let state: Mutex<State>
    /// Who may log in, as it was hashed last; only a reload waits for this one.
    private let hashed: Mutex<[DockID]>

    /// Rights of a broker that was started with these docks; `reread` makes it read its files again.
    init(
        _ broker: EmbeddedBroker,
        docks: [DockSite],
        logger: Logger,
        reread: @escaping @Sendable () -> Void
    ) {
        self.broker = broker
        self.reread = reread
        self.logger = logger
        state = Mutex(State(docks: docks))
        hashed = Mutex(docks.map(\.id))
    }

    /// A reloaded site has other docks or aircraft.
    ///
    /// What fails is tried again with the next reload.
    func follow(_ docks: [DockSite]) {
        hashed.withLock { hashed in
            do throws(DaemonError) {
                let ids = docks.map(\.id)
                // Hashing takes a while: the reader of docks' words must not wait for it.
                if ids != hashed {
                    try broker.files(for: docks).writePasswords(to: broker.folder)
                    hashed = ids
                }
                try change { state in
                    state.docks = docks
                    state.guests = state.guests.filter { ids.contains($0.key) }
                }
            } catch {
                logger.error("broker rights", metadata: ["error": "\(error)"])
            }
        }
    }

    /// A dock says which aircraft is linked to it; one of the site's own may then speak through it.
    ///
    /// Called before the dock is answered, or a swapped aircraft would stay mute. What fails is tried
    /// again with the dock's next word about its aircraft.
    func follow(aircraft serial: String, at dock: DockID) {
        do throws(DaemonError) {
            try change { state in
                guard let site = state.docks.first(where: { $0.id == dock }) else { return }
                let isGuest =
                    serial != site.aircraft.serial
                    && state.docks.contains { $0.aircraft.serial == serial }
                state.guests[dock] = isGuest ? serial : nil
            }
        } catch {
            logger.error("broker rights", metadata: ["error": "\(error)"])
        }
    }

    /// Writes the access list of a changed state; the state is the new one only when that worked.
    private func change(_ edit: (inout State) -> Void) throws(DaemonError) {
        let written = try state.withLock { state throws(DaemonError) -> State? in
            var new = state
            edit(&new)
            guard new != state else { return nil }
            try broker.files(for: new.docks, guests: new.guests).writeAccess(to: broker.folder)
            state = new
            return new
        }
        guard let written else { return }
        reread()
        logger.notice(
            "broker rights rewritten",
            metadata: ["docks": "\(written.docks.count)", "guests": "\(written.guests.count)"]
        )
    }
}
