// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Logging
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore

/// Says what nobody else says: a dock is silent, a command was not answered.
struct Watchdog: Service {
    let loop: EngineLoop
    let awaited: AwaitedReplies
    let hearing: DockHearing
    let telemetry: SharedTelemetry
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await loop.clock.sleep(until: loop.clock.now() + .seconds(1))) != nil {
                await look()
            }
        }
    }

    /// One look at who is silent and what was not answered.
    func look() async {
        let now = loop.clock.now()
        let steady = loop.clock.steady()
        // What docks say is not acknowledged then and comes again, answers too: they only seem silent.
        if loop.storeTrouble?.takesNothing == true { return hearing.noteDeaf(at: steady) }
        let silent = hearing.newlySilent(at: steady)
        var postings = silent.map { dock, since in
            Posting(
                .dock(
                    DockReport(
                        dock: dock,
                        receivedAt: now,
                        deviceTime: nil,
                        said: .silent(since: now - (steady - since))
                    )
                )
            )
        }
        for entry in awaited.overdue(at: steady) {
            if let posting = await outcome(of: entry, at: now) { postings.append(posting) }
        }
        await loop.say(postings)
        // Not before: one that spoke meanwhile was heard before this word of it, and must be heard anew.
        for (dock, _) in silent { telemetry.forget(dock) }
    }

    /// No answer in time means unknown; what is safe to repeat goes again with the same id (PROTOCOL § 4).
    private func outcome(of entry: AwaitedReplies.Entry, at now: Timestamp) async -> Posting? {
        if entry.retry == .untilExpiry, now < entry.expiresAt {
            await loop.putBack(entry.effect, until: now)
            return nil
        }
        return Posting(.settled(entry.effect, .unknown))
    }
}
