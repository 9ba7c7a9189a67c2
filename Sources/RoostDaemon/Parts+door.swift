// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import DJICloud
import FleetCore
import Foundation
import Logging
import RoostAPI
import RoostEngine
import RoostHTTP
import RoostModel
import SiteCore
import SiteFiles

extension Parts {
    /// What the HTTP server may ask.
    func door(
        intake: FrameIntake,
        commands: CommandLane,
        health: BrokerHealth,
        reload: Reload
    ) -> SiteDoor {
        let (loop, counters, notAdopted) = (loop, counters, notAdopted)
        let (media, logger) = (media, logger)
        let desk = OperatorDesk(
            loop: loop,
            telemetry: telemetry,
            recall: UrgentRecall(loop: loop, commands: commands, later: later, logger: logger),
            relays: relays
        )
        var door = SiteDoor(
            now: { loop.clock.now() },
            site: { loop.site },
            submit: { posting in try await desk.post(posting) },
            facts: { try loop.facts($0) },
            factSignals: { loop.factStream() }
        )
        door.version = RoostVersion.current
        door.frames = { delivery in
            if loop.isCongested { throw EngineError.busy }
            return try await intake.take(delivery)
        }
        addQuarantine(to: &door, intake)
        let noticeLinks = noticeLinks
        door.linkedNotice = { notice, receiver, expiry, signature in
            noticeLinks.record(
                (notice, receiver, expiry, signature),
                in: loop.site,
                at: loop.clock.now()
            )
        }
        door.keepMedia = { digest, bytes, person in
            do throws(VaultError) {
                guard try media.put(Data(bytes), expecting: digest) == .new else { return .known }
            } catch {
                if case .mismatch = error { return .mismatch }
                throw error
            }
            let verb = OperatorVerb.site(.pictureKept(digest: digest, bytes: bytes.count))
            _ = try await loop.one(Posting(.request(OperatorRequest(person: person, verb: verb))))
            return .new
        }
        addPictures(to: &door)
        addOutbox(to: &door)
        door.counters = { counters.all.merging(loop.counters.byName) { $1 } }
        door.notAdopted = { notAdopted.all }
        let receivers = ReceiverSecrets(secrets: secrets)
        door.warnings = {
            receivers.faults(of: loop.site.configuration?.cases.receivers ?? [])
        }
        addStanding(to: &door, health)
        door.unreadiness = {
            if loop.site.configuration == nil { return "no configuration is in force" }
            if loop.isStoreFailing { return "the store is failing" }
            return health.isComplete ? nil : "no connection to the broker"
        }
        addTokens(to: &door)
        addCare(to: &door, health)
        door.reload = { person in try await reload(person) }
        addFiles(to: &door)
        return door
    }

    /// How store, broker and docks stand now, by who knows it first.
    private func addStanding(to door: inout SiteDoor, _ health: BrokerHealth) {
        let (loop, hearing) = (loop, hearing)
        door.storeTrouble = { loop.storeTrouble }
        door.freeBytes = { loop.freeBytes }
        door.hasBroker = { health.isComplete }
        door.hearing = {
            hearing.hearing(at: loop.clock.steady(), now: loop.clock.now())
        }
    }

    /// What waits for receivers, and how a person has it tried now.
    private func addOutbox(to door: inout SiteDoor) {
        let (loop, pace) = (loop, pace)
        door.waiting = { try loop.waiting(limit: $0) }
        door.receiversResting = { pace.silent }
        door.hurry = { notice in
            guard let record = loop.site.cases.notice(notice) else { return }
            for delivery in record.deliveries where delivery.state == .queued {
                pace.allowTry(at: delivery.receiver)
            }
            let waiting = try loop.waiting(limit: .max).filter { record in
                guard case .deliver(let delivery) = record.pending.effect.action else {
                    return false
                }
                return delivery.notice.id == notice
            }
            try loop.hurry(waiting.map(\.pending.effect.id))
        }
    }

    /// Originals for who says why, and blurred copies under their signed links.
    private func addPictures(to door: inout SiteDoor) {
        let (loop, vault, noticeLinks) = (loop, vault, noticeLinks)
        door.linkedPhoto = { notice, digest, expiry, signature in
            guard let id = NoticeID(notice), let record = loop.site.cases.notice(id),
                record.notice.status != .withdrawn,
                noticeLinks.isValid(
                    photo: (digest, expiry, signature),
                    of: record.notice,
                    at: loop.clock.now()
                )
            else { return nil }
            return (try? vault.read(digest)).map { [UInt8]($0) }
        }
        door.original = { digest in
            do throws(VaultError) {
                return [UInt8](try vault.read(digest))
            } catch {
                if case .missing = error { return nil }
                throw error
            }
        }
    }

    /// What docks fetch, under the signed paths that they were told.
    private func addFiles(to door: inout SiteDoor) {
        let (loop, links) = (loop, links)
        door.wayline = { flight, expiry, signature in
            let now = loop.clock.now()
            guard
                links.isValid(flight: flight, expiry: expiry, signature: signature, at: now),
                let id = WireID(flight), let task = loop.site.fleet.task(of: id)
            else { return nil }
            return try? WaylineLinks.bytes(of: task)
        }
        door.flightAreas = { digest, expiry, signature in
            let name = WaylineLinks.areas(digest)
            let now = loop.clock.now()
            guard links.isValid(flight: name, expiry: expiry, signature: signature, at: now),
                let areas = loop.site.configuration?.fleet.areas
            else { return nil }
            let bytes = FlightAreaDocument.bytes(of: areas)
            // Areas that were reloaded since have a link of their own.
            return FlightAreaDocument.sha256(bytes) == digest ? bytes : nil
        }
    }

    /// What could not be read, and how it is taken in after all.
    private func addQuarantine(to door: inout SiteDoor, _ intake: FrameIntake) {
        let loop = loop
        door.quarantine = { limit in
            let calendar = loop.site.configuration?.fleet.calendar
            return try loop.store.quarantine.newest(limit: limit).map {
                QuarantineResource($0, calendar: calendar)
            }
        }
        door.quarantined = { id in
            try loop.store.quarantine.find(id).map { entry in
                let calendar = loop.site.configuration?.fleet.calendar
                var resource = QuarantineResource(entry, calendar: calendar)
                resource.head = String(decoding: entry.head, as: UTF8.self)
                return resource
            }
        }
        door.retryQuarantined = { id, person in
            guard let entry = try loop.store.quarantine.find(id) else { return nil }
            guard !entry.topic.hasPrefix("thing/"), !entry.topic.hasPrefix("sys/") else {
                return .notFrames
            }
            guard entry.isWhole else { return .incomplete }
            var delivery = FrameDelivery(
                bytes: Array(entry.head),
                transport: entry.transport,
                address: entry.topic,
                sender: person.name
            )
            delivery.isRetry = true
            let answer = try await intake.take(delivery)
            if answer.quarantined.isEmpty { try loop.store.quarantine.remove(id) }
            return .taken(answer)
        }
    }

    /// What is known of docks beside the journal.
    private func addCare(to door: inout SiteDoor, _ health: BrokerHealth) {
        let loop = loop
        let doctor = DockDoctor(
            loop: loop,
            secrets: secrets,
            shell: loaded.shell,
            health: health,
            hearing: hearing,
            counters: counters,
            notAdopted: notAdopted
        )
        door.probe = { await doctor.probes(of: $0) }
        let (drift, wear) = (drift, wear)
        door.wear = { wear.all(of: $0, at: loop.clock.now()) }
        door.drift = { drift.all }
    }

    /// Who may ask over an address, and how that changes; each change is on record.
    private func addTokens(to door: inout SiteDoor) {
        let (loop, tokens) = (loop, tokens)
        door.person = { tokens.person($0) }
        door.addToken = { name, role, person in
            // On record first: else a token could count and nobody could show who gave it.
            let verb = OperatorVerb.site(.tokenAdded(name: name, role: role))
            _ = try await loop.one(Posting(.request(OperatorRequest(person: person, verb: verb))))
            let old = tokens.people.first { $0.name == name }
            do {
                return try tokens.add(name, role)
            } catch {
                // It never counted, and the record says what does.
                let verb = OperatorVerb.site(
                    old.map { .tokenAdded(name: name, role: $0.role) } ?? .tokenRevoked(name: name)
                )
                let request = OperatorRequest(person: person, verb: verb)
                _ = try await loop.one(Posting(.request(request)))
                throw error
            }
        }
        door.people = { tokens.people }
        door.revokeToken = { name, person in
            guard try tokens.revoke(name) else { return false }
            let verb = OperatorVerb.site(.tokenRevoked(name: name))
            _ = try await loop.one(Posting(.request(OperatorRequest(person: person, verb: verb))))
            return true
        }
    }
}

extension EngineCounters {
    /// For the metrics page.
    fileprivate var byName: [String: Int] {
        let shed = shedFrames.values.reduce(0, +)
        return [
            "turns": turns, "inputs": inputs, "failed_commits": failedCommits,
            "snapshots": snapshots, "waiting": waiting, "shed_frames": shed,
            "ignored_settlements": ignoredSettlements,
        ]
    }
}

extension QuarantineResource {
    init(_ entry: Quarantine.Entry, calendar: DayCalendar?) {
        self.init(
            receivedAt: entry.receivedAt.text(in: calendar),
            transport: entry.transport,
            topic: entry.topic,
            reason: entry.reason,
            sha256: entry.digest,
            count: entry.count
        )
        id = entry.id
        detail = entry.detail
        sender = entry.sender
    }
}
