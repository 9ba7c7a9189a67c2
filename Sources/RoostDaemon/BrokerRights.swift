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
    private struct State {
        var docks: [DockSite]
        /// Aircraft of other docks that are linked to a dock now, by serial number.
        var guests: [DockID: String] = [:]
    }

    private let broker: EmbeddedBroker
    private let reread: @Sendable () -> Void
    private let logger: Logger
    private let state: Mutex<State>

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
    }

    /// A reloaded site has other docks or aircraft.
    func follow(_ docks: [DockSite]) {
        state.withLock { state in
            guard state.docks != docks else { return }
            state.docks = docks
            state.guests = state.guests.filter { guest in docks.contains { $0.id == guest.key } }
            rewrite(state)
        }
    }

    /// A dock says which aircraft is linked to it; one of the site's own may then speak through it.
    ///
    /// Called before the dock is answered, or a swapped aircraft would stay mute.
    func follow(aircraft serial: String, at dock: DockID) {
        state.withLock { state in
            guard let site = state.docks.first(where: { $0.id == dock }) else { return }
            let isGuest =
                serial != site.aircraft.serial
                && state.docks.contains { $0.aircraft.serial == serial }
            let guest = isGuest ? serial : nil
            guard state.guests[dock] != guest else { return }
            state.guests[dock] = guest
            rewrite(state)
        }
    }

    private func rewrite(_ state: State) {
        do throws(DaemonError) {
            try broker.files(for: state.docks, guests: state.guests).write(to: broker.folder)
            reread()
            logger.notice(
                "broker rights rewritten",
                metadata: ["docks": "\(state.docks.count)", "guests": "\(state.guests.count)"]
            )
        } catch {
            logger.error("broker rights", metadata: ["error": "\(error)"])
        }
    }
}
