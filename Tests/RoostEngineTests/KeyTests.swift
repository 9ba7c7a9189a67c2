// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import Testing
@testable import RoostEngine
@testable import SiteCore

@Suite("Keys of frames and requests")
struct KeyTests {
    private func frame(_ id: String, _ content: String) -> Posting {
        PostedFrame(Scene.frame(id), content: content).posting
    }

    private func request(_ key: String, _ content: String, by name: String = "li") -> Posting {
        let verb = OperatorVerb.fleet(.recall(dock: nil))
        return Posting(
            .request(OperatorRequest(person: Person(name: name, role: .duty), verb: verb)),
            key: .request(person: name, key: key, content: content)
        )
    }

    @Test("a frame is taken once in 24 h, other content under its id is a conflict")
    func frames() throws {
        var engine = try Scene.engine(.inMemory())
        let answers = try engine.post(
            [frame("1", "aa"), frame("1", "aa"), frame("1", "bb"), frame("2", "aa")],
            at: .noon
        )
        #expect(answers.map { $0.receipt != nil } == [true, false, false, true])
        #expect(answers[1] == .duplicate)
        #expect(answers[2] == .conflict)
        let later = Timestamp.noon + .hours(24) - .milliseconds(1)
        #expect(try engine.post([frame("1", "aa")], at: later) == [.duplicate])
        #expect(try engine.post([frame("1", "bb")], at: later) == [.conflict])
        let over = try engine.post([frame("1", "bb")], at: .noon + .hours(24))
        #expect(over[0].receipt != nil)
    }

    @Test("keys outlive a restart, and no more than the limit are kept")
    func frameLimit() throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        for number in 1...10 {
            _ = try engine.post([frame("\(number)", "aa")], at: .noon + .seconds(number))
        }
        engine = try Scene.engine(store)
        let now = Timestamp.noon + .seconds(20)
        try store.prune(Retention(), at: now, frameKeyLimit: 4)
        #expect(try engine.post([frame("7", "aa")], at: now) == [.duplicate])
        #expect(try engine.post([frame("6", "aa")], at: now)[0].receipt != nil)
    }

    @Test("the same request again gets the first receipt, another with its key a conflict")
    func requests() throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        let first = try engine.post([request("k", "aa")], at: .noon)
        guard case .taken(let receipt) = first[0] else {
            Issue.record("\(first)")
            return
        }
        engine = try Scene.engine(store)
        let again = try engine.post([request("k", "aa"), request("k", "bb")], at: .noon)
        #expect(again == [.repeated(receipt), .conflict])
        #expect(engine.turns == 1)
        let other = try engine.post([request("k", "aa", by: "wu")], at: .noon)
        #expect(other[0] != .repeated(receipt))
    }

    @Test("a failed commit takes no key")
    func failed() throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        store.setFault { if $0 == .beforeCommit { throw StoreError.full } }
        #expect(throws: StoreError.full) { try engine.post([frame("1", "aa")], at: .noon) }
        store.setFault(nil)
        #expect(try engine.post([frame("1", "aa")], at: .noon)[0].receipt != nil)
    }
}
