// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import DJICloud
import FleetCore
import Foundation
import Frames
import RoostEngine
import RoostModel
import SiteCore

/// Turns what docks say into postings: decodes, gates telemetry, matches answers, counts the rest.
struct Reader {
    /// Before the name of an analysis in its topic (FRAMES § 4).
    static let framePrefix = "roost/v1/frames/"

    var awaited = AwaitedTable()
    var hearing = Hearing()
    /// Messages that could not be read, by reason.
    private(set) var refused: [String: Int] = [:]
    /// What docks said of themselves that another one must be told.
    var relays = RelayBook()
    private var gate = TelemetryGate()
    private var registry = DockRegistry()
    private var docks: [DockSite] = []
    /// Docks whose model flies to others.
    private var relaying: Set<DockID> = []
    private var translator: FrameTranslator?
    /// The clock that nobody steps, at the latest batch.
    private var steady = Timestamp.epoch

    /// Forgets a dock that fell silent, as the daemon does.
    mutating func forget(_ dock: DockID) { gate.forget(dock) }

    /// The postings of a batch, in its order.
    mutating func postings(
        _ messages: [Incoming],
        _ site: Site,
        at now: Timestamp,
        steady: Timestamp
    ) -> [Posting] {
        self.steady = steady
        if let listed = site.configuration?.fleet.docks, listed != docks,
            let configuration = site.configuration
        {
            docks = configuration.fleet.docks
            relaying = Set(docks.filter { $0.envelope.relayReach != nil }.map(\.id))
            registry = DockRegistry(docks: docks, grid: configuration.grid)
            // What simulated docks type in unless a site says otherwise.
            registry.binding = BindingKey(organization: "roost", code: "roost")
            translator = Self.translator(configuration)
            // Aircraft that stand in other docks are heard through those.
            for dock in site.fleet.docks.values {
                guard let guest = dock.guest else { continue }
                registry.link(aircraft: guest.aircraft.serial, to: dock.id)
            }
        }
        var postings: [Posting] = []
        for message in messages {
            if message.topic.hasPrefix(Self.framePrefix) {
                postings += frames(message.payload, site, at: now)
                continue
            }
            do throws(DJICloudError) {
                let decoded = try decode(
                    topic: message.topic,
                    payload: message.payload,
                    receivedAt: now,
                    registry: registry,
                    isRetained: message.isRetained
                )
                if relaying.contains(decoded.dock) { relays.note(decoded) }
                if let posting = posting(decoded, site, at: now) { postings.append(posting) }
            } catch {
                refused[error.reason, default: 0] += 1
            }
        }
        return postings
    }

    /// The frames of a message, as the daemon's intake translates them.
    private mutating func frames(
        _ payload: [UInt8],
        _ site: Site,
        at now: Timestamp
    ) -> [Posting] {
        guard let translator else { return [] }
        do {
            let intake = try translator.translate(payload, receivedAt: now)
            for item in intake.quarantined {
                refused["frame \(item.fault.reason.rawValue)", default: 0] += 1
            }
            return intake.accepted.map { frame in
                PostedFrame(
                    frame.sightings,
                    content: Vault.digest(of: Data(frame.canonical)),
                    bytes: frame.canonical.count
                ).posting
            }
        } catch {
            refused["frame too large", default: 0] += 1
            return []
        }
    }

    private static func translator(_ configuration: SiteConfiguration) -> FrameTranslator {
        let watches = configuration.cases.rules.compactMap { rule in
            configuration.cases.zones.first { $0.id == rule.zone }
                .map { FrameContext.Watch(zone: $0, labels: rule.labels) }
        }
        var context = FrameContext(grid: configuration.grid, watches: watches)
        context.grounds = configuration.fleet.docks.map { dock in
            FrameContext.Ground(
                place: dock.grid,
                aboveEllipsoid: dock.groundHeight.value
            )
        }
        return FrameTranslator(context: context)
    }

    /// Readings that were held back precede a request that may launch, in its own batch.
    mutating func release(_ docks: [DockID]) -> [Posting] {
        docks.flatMap { gate.release($0) }.map { Posting(.dock($0)) }
    }

    /// What is at hand of two docks precedes a request for a flight between them.
    func links(from: DockID, to: DockID, _ site: Site, at now: Timestamp) -> [Posting] {
        guard let one = site.fleet.docks[from], let other = site.fleet.docks[to] else { return [] }
        return relays.reports(
            from: one.site,
            to: other.site,
            aircraft: one.airframe.serial,
            at: now
        ).map { Posting(.dock($0)) }
    }

    private mutating func posting(
        _ decoded: Decoded,
        _ site: Site,
        at now: Timestamp
    ) -> Posting? {
        switch decoded.content {
        case .report(let report):
            hearing.note(report.dock, at: steady)
            if case .topology(let topology) = report.said, let serial = topology.aircraftSerial {
                registry.link(aircraft: serial, to: report.dock)
            }
            let isWatched = site.fleet.isWatched(report.dock, at: now)
            return gate.admit(report, isWatched: isWatched).map { Posting(.dock($0)) }
        case .answer(let answer):
            hearing.note(answer.dock, at: steady)
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
