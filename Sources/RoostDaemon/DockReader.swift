// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import Foundation
import Logging
import RoostEngine
import RoostModel
import SiteCore

/// Turns what docks say into postings: decodes, gates telemetry, matches replies, quarantines the rest.
struct DockReader {
    private let loop: EngineLoop
    private let awaited: AwaitedReplies
    private let hearing: DockHearing
    private let counters: Counters
    private let notAdopted: SeenNames
    private let rights: BrokerRights?
    private let telemetry: SharedTelemetry
    private let poses: PoseHistory
    private let binding: BindingKey
    private let drift: DriftBook
    private let wear: WearBook
    private let relays: RelayShelf
    private let logger: Logger
    private var registry = DockRegistry()
    private var docks: [DockSite] = []

    init(
        loop: EngineLoop,
        awaited: AwaitedReplies,
        hearing: DockHearing,
        watch: Watch,
        logger: Logger
    ) {
        self.loop = loop
        self.awaited = awaited
        self.hearing = hearing
        counters = watch.counters
        notAdopted = watch.notAdopted
        rights = watch.rights
        telemetry = watch.telemetry
        poses = watch.poses
        binding = watch.binding
        drift = watch.drift
        wear = watch.wear
        relays = watch.relays
        self.logger = logger
    }

    /// What a message changes beside the journal: counters, names that are shown, the broker's rights;
    /// and what binds a dock.
    struct Watch {
        var counters: Counters
        var notAdopted: SeenNames
        var rights: BrokerRights?
        var telemetry: SharedTelemetry
        var poses: PoseHistory
        var binding: BindingKey
        var drift = DriftBook()
        var wear = WearBook()
        var relays = RelayShelf()
    }

    /// One message as the broker delivers it.
    struct Incoming {
        var topic: String
        var payload: [UInt8]
        var isRetained: Bool
    }

    /// The postings of a batch, in its order; what cannot be read is quarantined and counted.
    mutating func postings(_ messages: [Incoming]) -> [Posting] {
        let site = loop.site
        followConfiguration(site)
        let now = loop.clock.now()
        return messages.compactMap { message in
            do throws(DJICloudError) {
                let decoded = try decode(
                    topic: message.topic,
                    payload: message.payload,
                    receivedAt: now,
                    registry: registry,
                    isRetained: message.isRetained
                )
                counters.add("messages{topic=\"\(decoded.topic.kind.rawValue)\"}")
                if drift.note(decoded, of: decoded.dock, at: now), decoded.topic.kind == .osd {
                    wear.note(decoded.message, of: decoded.dock, at: now)
                }
                if site.fleet.docks[decoded.dock]?.site.envelope.relayReach != nil {
                    relays.note(decoded)
                }
                if decoded.isUnknownMethod { counters.add("unknown_methods") }
                if !decoded.oddities.isEmpty {
                    counters.add("unknown_members", decoded.oddities.count)
                }
                return posting(decoded, site, at: now)
            } catch {
                quarantine(message, error, at: now)
                return nil
            }
        }
    }

    private mutating func posting(
        _ decoded: Decoded,
        _ site: Site,
        at now: Timestamp
    ) -> Posting? {
        switch decoded.content {
        case .report(let report):
            hearing.note(report.dock, at: loop.clock.steady())
            if case .topology(let topology) = report.said, let serial = topology.aircraftSerial {
                registry.link(aircraft: serial, to: report.dock)
                rights?.follow(aircraft: serial, at: report.dock)
            }
            poses.note(report)
            let isWatched = site.fleet.isWatched(report.dock, at: now)
            return telemetry.admit(report, isWatched: isWatched).map { Posting(.dock($0)) }
        case .answer(let answer):
            hearing.note(answer.dock, at: loop.clock.steady())
            switch awaited.take(answer.key) {
            case .open(let effect):
                return Posting(.settled(effect, .succeeded(.fleet(.replied(answer.reply)))))
            case .late(let effect): return late(answer, to: effect, at: now)
            case .none: return forgotten(answer, at: now)
            }
        }
    }

    private func late(_ answer: CommandAnswer, to effect: EffectID, at now: Timestamp) -> Posting {
        counters.add("replies_late")
        let report = DockReport(
            dock: answer.dock,
            receivedAt: now,
            deviceTime: nil,
            said: .repliedLate(to: effect, answer.reply)
        )
        return Posting(.dock(report))
    }

    /// An answer to a command of the process before this one is late; any other is nobody's.
    private func forgotten(_ answer: CommandAnswer, at now: Timestamp) -> Posting? {
        do {
            if let tid = WireID(answer.key.tid), let record = try loop.outbox.find(wire: tid),
                case .command(let command) = record.pending.effect.action,
                command.dock == answer.dock
            {
                return late(answer, to: record.pending.effect.id, at: now)
            }
        } catch {
            logger.error("an answer cannot be looked up", metadata: ["error": "\(error)"])
        }
        counters.add("replies_unmatched")
        return nil
    }

    /// A reloaded site has other docks; one that was taken out is heard until its aircraft is back.
    private mutating func followConfiguration(_ site: Site) {
        let known = site.fleet.docks.values.map(\.site)
        guard let configuration = site.configuration, known != docks else { return }
        docks = known
        registry = DockRegistry(docks: docks, grid: configuration.grid)
        registry.binding = binding
        // Aircraft that stand in other docks are heard through those.
        for (id, dock) in site.fleet.docks {
            guard let guest = dock.guest?.aircraft.serial else { continue }
            registry.link(aircraft: guest, to: id)
            rights?.follow(aircraft: guest, at: id)
        }
    }

    private func quarantine(_ message: Incoming, _ error: DJICloudError, at now: Timestamp) {
        counters.add("quarantined{reason=\"\(error.reason)\"}")
        if case .unknownSerial(let serial) = error, notAdopted.note(serial) {
            logger.warning("seen, not adopted", metadata: ["serial": "\(serial)"])
        }
        do {
            try loop.store.quarantine.add(
                Data(message.payload),
                reason: error.reason,
                detail: error.description,
                from: .init(transport: "mqtt", topic: message.topic),
                at: now
            )
        } catch {
            logger.error("quarantine", metadata: ["error": "\(error)"])
        }
    }
}
