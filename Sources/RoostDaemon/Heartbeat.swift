// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore

/// Keeps live control open at the docks that have it, by a beat a second.
struct Heartbeat: Service {
    let loop: EngineLoop
    let publisher: Publisher

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var number = 0
            while (try? await loop.clock.sleep(until: loop.clock.now() + .seconds(1))) != nil {
                number += 1
                for serial in loop.site.fleet.liveSerials {
                    let beat = Outgoing.heartbeat(
                        to: serial,
                        number: number,
                        at: loop.clock.now()
                    )
                    // One that is late is worth nothing: the next is on its way.
                    _ = await publisher(beat, expirySeconds: 1)
                }
            }
        }
    }
}
