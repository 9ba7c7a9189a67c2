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
        var postings = hearing.newlySilent(at: steady).map { dock, since in
            telemetry.forget(dock)
            return Posting(
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
