// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import GRDB
import RoostModel
import Synchronization
import Testing
@testable import RoostEngine
@testable import SiteCore

@Suite("The outbox")
struct OutboxTests {
    @Test("only a dock's oldest command is due, urgent ones pass, other docks go on")
    func order() throws {
        var engine = try Scene.engine(.inMemory())
        let says = [("command", "D01"), ("command", "D01"), ("command", "D02"), ("home", "D01")]
        _ = try engine.turn(says.map { Scene.says($0.0, dock: DockID($0.1)) }, at: .noon)
        func due() throws -> [Int] {
            try engine.due(in: .flight, at: .noon, limit: 9).ready.map(\.effect.id.value)
        }
        #expect(try due() == [4, 1, 3])
        _ = try engine.beginAttempt(EffectID(1), at: .noon)
        #expect(try due() == [4, 3])
        _ = try engine.turn([.settled(EffectID(1), .unknown)], at: .noon)
        #expect(try due() == [4, 2, 3])
        #expect(try engine.due(in: .flight, at: .noon, limit: 1).ready.count == 1)
        #expect(try engine.due(in: .notice, at: .noon, limit: 9).ready.isEmpty)
    }

    @Test("an effect that is being performed, or is settled, is not begun again")
    func once() throws {
        var engine = try Scene.engine(.inMemory())
        let id = try engine.turn([Scene.says("command")], at: .noon)[0].effects[0]
        #expect(try engine.beginAttempt(id, at: .noon)?.attempt == 1)
        #expect(try engine.beginAttempt(id, at: .noon) == nil)
        #expect(try engine.outbox.begin([id, id], at: .noon).isEmpty)
        try engine.postpone(id, until: .noon)
        #expect(try engine.beginAttempt(id, at: .noon)?.attempt == 2)
        _ = try engine.turn([.settled(id, .unknown)], at: .noon)
        #expect(try engine.beginAttempt(id, at: .noon) == nil)
    }

    @Test("after a restart a dock's commands wait until it says something; the way home does not")
    func unheard() throws {
        let store = try Store.inMemory()
        var first = try Scene.engine(store)
        _ = try first.turn([Scene.says("command"), Scene.says("home")], at: .noon)
        var second = try Scene.engine(store)
        func due() throws -> [Int] {
            try second.due(in: .flight, at: .noon, limit: 9).ready.map(\.effect.id.value)
        }
        #expect(try due() == [2])
        _ = try second.turn([Scene.says("a word")], at: .noon)
        #expect(try due() == [2, 1])
    }

    @Test("what ran out is never performed, and is told apart")
    func expiry() throws {
        var engine = try Scene.engine(.inMemory())
        let id = try engine.turn([Scene.says("reply 30")], at: .noon)[0].effects[0]
        let end = Timestamp.noon + .seconds(30)
        #expect(try engine.outbox.nextChange(after: .noon) == end)
        #expect(try engine.due(in: .reply, at: end - .milliseconds(1), limit: 9).expired == [])
        let late = try engine.due(in: .reply, at: end, limit: 9)
        #expect(late == DueEffects(ready: [], expired: [id]))
        #expect(try engine.beginAttempt(id, at: end) == nil)
        #expect(try engine.outbox.expired(at: end) == [id])
        _ = try engine.turn([.settled(id, .expired)], at: end)
        #expect(try engine.outbox.expired(at: end) == [])
        #expect(try engine.outbox.nextChange(after: end) == nil)
    }

    @Test("what runs out while a lane waits for the store is not begun")
    func waited() throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        let id = try engine.turn([Scene.says("reply once")], at: .noon)[0].effects[0]
        let outbox = engine.outbox
        let end = try #require(try outbox.find(id)).pending.effect.expiresAt
        let clock = Mutex(Timestamp.noon)
        let begun = Mutex<[PendingEffect]?>(nil)
        let (lane, comes) = (DispatchGroup(), DispatchSemaphore(value: 0))
        try store.write { _ in
            DispatchQueue.global().async(group: lane) {
                comes.signal()
                let some = try? outbox.begin([id], at: clock.withLock { $0 })
                begun.withLock { $0 = some }
            }
            comes.wait()
            clock.withLock { $0 = end }
        }
        lane.wait()
        #expect(begun.withLock { $0?.isEmpty } == true)
        #expect(try outbox.expired(at: end) == [id])
    }

    @Test("a postponed try waits for its time and keeps its place in the line")
    func postponed() throws {
        var engine = try Scene.engine(.inMemory())
        _ = try engine.turn([Scene.says("command"), Scene.says("command")], at: .noon)
        let id = EffectID(1)
        _ = try engine.beginAttempt(id, at: .noon)
        let next = Timestamp.noon + .seconds(5)
        try engine.postpone(id, until: next)
        #expect(try engine.due(in: .flight, at: .noon, limit: 9).ready.isEmpty)
        #expect(try engine.outbox.nextChange(after: .noon) == next)
        let due = try engine.due(in: .flight, at: next, limit: 9).ready
        #expect(due.map(\.effect.id) == [id])
        #expect(due.first?.attempt == 1)
        #expect(try engine.outbox.postpone(EffectID(2), until: next) == false)
    }

    @Test(
        "no query walks through settled effects, and none that a turn asks through all that wait",
        arguments: [
            (Outbox.readySQL, ["effect_open"]), (Outbox.laneExpiredSQL, ["effect_open"]),
            (Outbox.openSQL, ["effect_open"]), (Outbox.triedSQL, ["effect_open"]),
            (Outbox.expiredSQL, ["effect_expiry"]),
            (Outbox.nextChangeSQL, ["effect_next", "effect_expiry"]),
        ]
    )
    func plans(query: String, indices: [String]) throws {
        let count = query.contains("?1") ? 1 : query.count { $0 == "?" }
        let plan = try Store.inMemory().read { database in
            try Row.fetchAll(
                database,
                sql: "EXPLAIN QUERY PLAN " + query,
                arguments: StatementArguments(Array(repeating: 0, count: count))
            ).map { $0["detail"] as String }
        }
        let steps = plan.filter {
            $0.contains("one") || $0.contains("older") || $0.contains("effect")
        }
        #expect(steps.count >= indices.count)
        for step in steps {
            #expect(indices.contains { step.contains($0) }, "\(query): \(plan)")
        }
        #expect(indices.allSatisfy { index in steps.contains { $0.contains(index) } })
        // A scan over an index is a walk unless only its first entry is asked for.
        let isBounded = query.contains("min(expires_at)")
        #expect(isBounded || steps.allSatisfy { $0.hasPrefix("SEARCH") }, "\(query): \(plan)")
    }

    @Test("an effect is found by its id and by its face on the wire")
    func found() throws {
        var engine = try Scene.engine(.inMemory())
        let id = try engine.turn([Scene.says("reply once")], at: .noon)[0].effects[0]
        let begun = try #require(try engine.beginAttempt(id, at: .noon))
        let record = try #require(try engine.outbox.find(wire: begun.effect.wire))
        #expect(record.pending == begun)
        #expect(record.state == .sending)
        #expect(record.settlement == nil)
        #expect(try engine.outbox.open(in: .reply, limit: 9) == [record])
        _ = try engine.turn([.settled(id, .unknown)], at: .noon)
        let settled = try #require(try engine.outbox.find(id))
        #expect(settled.state == .settled)
        #expect(settled.settlement == .unknown)
        #expect(try engine.outbox.open(in: .reply, limit: 9).isEmpty)
        #expect(try engine.outbox.find(EffectID(77)) == nil)
    }

    @Test(
        "the mark of what must not be tried twice waits for the disk, of what may it does not",
        arguments: [
            (["reply"], ["NORMAL", "FULL"]), (["reply once"], []), (["reply", "reply once"], []),
        ]
    )
    func marks(says: [String], modes: [String]) throws {
        let folder = try Folder()
        var engine = try Scene.engine(try Store(path: folder.store))
        let receipts = try engine.turn(says.map { Scene.says($0) }, at: .noon)
        let seen = Mutex<[String]>([])
        engine.store.queue.writeWithoutTransaction { database in
            database.trace { event in
                guard case .statement(let statement) = event else { return }
                let words = statement.sql.split(separator: " ")
                guard words.starts(with: ["PRAGMA", "synchronous"]) else { return }
                seen.withLock { $0 += [String(words.last ?? "")] }
            }
        }
        let begun = try engine.outbox.begin(receipts.flatMap(\.effects), at: .noon)
        #expect(begun.map(\.attempt) == says.map { _ in 1 })
        #expect(seen.withLock { $0 } == modes)
        engine.store.queue.writeWithoutTransaction { $0.trace() }
        #expect(try engine.store.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
        #expect(try engine.outbox.open(in: .reply, limit: 9).allSatisfy { $0.state == .sending })
    }

    @Test("a power cut that takes the mark away leaves what a restart makes of it anyway")
    func lostMark() throws {
        let folder = try Folder()
        var engine = try Scene.engine(try Store(path: folder.store))
        let id = try engine.turn([Scene.says("reply")], at: .noon)[0].effects[0]
        let before = folder.file("before.sqlite")
        try engine.store.backup(to: before)
        _ = try engine.beginAttempt(id, at: .noon)
        let after = folder.file("after.sqlite")
        try engine.store.backup(to: after)
        for (path, tries) in [(before, 0), (after, 1)] {
            let again = try Scene.engine(try Store(path: path))
            let due = try again.due(in: .reply, at: .noon, limit: 9)
            #expect(due.ready.map(\.effect.id) == [id])
            #expect(due.ready.first?.attempt == tries)
            #expect(again.report.unknownEffects == 0)
        }
    }

    @Test("a receiver that takes nothing hides no other's notices")
    func share() throws {
        var engine = try Engine(.inMemory(), at: .noon) { site, input, now in
            var outcome = site.apply(input, at: now)
            guard case .dock(let report) = input, case .other(let name) = report.said else {
                return outcome
            }
            for violation in 1...3 {
                let delivery = Delivery(notice: .sample(violation), receiver: ReceiverID(name))
                let effect = site.issuer.effect(
                    Action.deliver(delivery),
                    at: now,
                    lifetime: .hours(24),
                    retry: .untilExpiry
                )
                outcome.effects.append(effect)
            }
            return outcome
        }
        let ids = try engine.turn([Scene.says("dead"), Scene.says("quick")], at: .noon)
            .flatMap(\.effects)
        func due(_ limit: Int, share: Int?) throws -> [EffectID] {
            try engine.outbox.due(in: .notice, at: .noon, limit: limit, share: share)
                .ready.map(\.effect.id)
        }
        #expect(try due(3, share: nil) == Array(ids[0..<3]))
        #expect(try due(.max, share: 2) == [ids[0], ids[1], ids[3], ids[4]])
        #expect(try due(.max, share: 3) == ids)
    }

    @Test("a receiver's notices of one case go one after the other, other cases do not wait")
    func noticeLine() {
        func place(_ violation: Int, _ receiver: ReceiverID) -> OutboxPlace {
            OutboxPlace(.deliver(Delivery(notice: .sample(violation), receiver: receiver)))
        }
        #expect(place(7, "duty") == place(7, "duty"))
        #expect(place(7, "duty").line != place(8, "duty").line)
        #expect(place(7, "duty").line != place(7, "log").line)
        #expect(place(7, "duty").lane == .notice)
    }
}

extension Notice {
    /// A notice of a case.
    static func sample(_ violation: Int) -> Notice {
        let wire = WireID(at: .noon, siteKey: 1, kind: 4, counter: violation)
        return Notice(
            id: NoticeID(1),
            wire: wire,
            revision: 1,
            status: .issued,
            violation: CaseID(violation),
            violationWire: wire,
            rule: "parking",
            domain: "illegal_parking",
            severity: .minor,
            issuedAt: .noon,
            observedFirst: .noon,
            observedLast: .noon,
            sightings: 3,
            passes: 1,
            place: Coordinate(latitude: 22.5, longitude: 114.1),
            placeError: 3,
            zone: "z",
            zoneName: Bilingual(en: "z", zh: "z"),
            label: "car",
            plate: nil,
            match: nil,
            evidence: [],
            reviewedBy: nil
        )
    }
}
