// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// Turns what docks say into postings: decodes, gates telemetry, matches answers, counts the rest.
struct Reader {
    var awaited = AwaitedTable()
    var hearing = Hearing()
    /// Messages that could not be read, by reason.
    private(set) var refused: [String: Int] = [:]
    private var gate = TelemetryGate()
    private var registry = DockRegistry()
    private var docks: [DockSite] = []

    /// The postings of a batch, in its order.
    mutating func postings(_ messages: [Incoming], _ site: Site, at now: Timestamp) -> [Posting] {
        if let configuration = site.configuration, configuration.fleet.docks != docks {
            docks = configuration.fleet.docks
            registry = DockRegistry(docks: docks, grid: configuration.grid)
            // What simulated docks type in unless a site says otherwise.
            registry.binding = BindingKey(organization: "roost", code: "roost")
        }
        return messages.compactMap { message in
            do throws(DJICloudError) {
                let decoded = try decode(
                    topic: message.topic,
                    payload: message.payload,
                    receivedAt: now,
                    registry: registry
                )
                return posting(decoded, site, at: now)
            } catch {
                refused[error.reason, default: 0] += 1
                return nil
            }
        }
    }

    /// Readings that were held back precede a request that may launch, in its own batch.
    mutating func release(_ docks: [DockID]) -> [Posting] {
        docks.flatMap { gate.release($0) }.map { Posting(.dock($0)) }
    }

    private mutating func posting(
        _ decoded: Decoded,
        _ site: Site,
        at now: Timestamp
    ) -> Posting? {
        switch decoded.content {
        case .report(let report):
            hearing.note(report.dock, at: now)
            if case .topology(let topology) = report.said, let serial = topology.aircraftSerial {
                registry.link(aircraft: serial, to: report.dock)
            }
            let isWatched = site.fleet.isWatched(report.dock, at: now)
            return gate.admit(report, isWatched: isWatched).map { Posting(.dock($0)) }
        case .answer(let answer):
            hearing.note(answer.dock, at: now)
            switch awaited.take(answer.key) {
            case .open(let effect):
                return Posting(.settled(effect, .succeeded(.fleet(.replied(answer.reply)))))
            case .late(let effect):
                let said = Said.repliedLate(to: effect, answer.reply)
                return Posting(
                    .dock(
                        DockReport(dock: answer.dock, receivedAt: now, deviceTime: nil, said: said)
                    )
                )
            case .none: return nil
            }
        }
    }
}
