// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import Testing
@testable import RoostEngine
@testable import SiteCore

/// Random turns, tries, faults and deaths against one store.
private struct Swarm {
    var random: SeededGenerator
    let store: Store
    var engine: Engine
    var now = Timestamp.noon
    /// Inputs whose turn was acknowledged, in order.
    var acknowledged: [(sequence: Int, input: Input)] = []
    var performed: [EffectID: Int] = [:]
    var once: Set<EffectID> = []

    init(seed: UInt64) throws {
        random = SeededGenerator(seed)
        store = try Store.inMemory()
        engine = try Scene.engine(store)
    }

    mutating func draw(_ limit: UInt64) -> UInt64 { random.next() % limit }

    mutating func step() throws {
        now = now + .seconds(Int(draw(8)))
        let points = CommitPoint.allCases
        let fault = draw(3) == 0 ? points[Int(draw(UInt64(points.count)))] : nil
        store.setFault { point in
            if point == fault { throw StoreError.inputOutput("drawn") }
            if fault == .readBack, point == .afterCommit { throw StoreError.inputOutput("lost") }
        }
        do {
            switch draw(4) {
            case 0, 1: try take(sayings())
            case 2: try perform()
            default: try take(engine.outbox.expired(at: now).map { .settled($0, .expired) })
            }
        } catch let error as StoreError {
            #expect(error.isTransient)
        }
        store.setFault(nil)
        if draw(6) == 0 { try engine.snapshot(orSkipAt: now) }
        if draw(5) == 0 { engine = try Scene.engine(store, at: now) }
    }

    private mutating func sayings() -> [Input] {
        let words = ["command once", "command 5", "reply 9", "seal once", "home", "hello"]
        return (0...draw(3)).map { _ in
            let dock = DockID("D0\(draw(3))")
            return Scene.says(words[Int(draw(UInt64(words.count)))], dock: dock)
        }
    }

    private mutating func take(_ inputs: [Input]) throws {
        let receipts = try engine.turn(inputs, at: now)
        for (input, receipt) in zip(inputs, receipts) where !receipt.facts.isEmpty {
            acknowledged.append((receipt.sequence, input))
        }
    }

    private mutating func perform() throws {
        for lane in Lane.allCases {
            let due = try engine.due(in: lane, at: now, limit: 2).ready
            for pending in try engine.outbox.begin(due.map(\.effect.id), at: now) {
                let id = pending.effect.id
                performed[id, default: 0] += 1
                if pending.effect.retry == .once { once.insert(id) }
                switch draw(4) {
                case 0 where pending.effect.retry == .untilExpiry:
                    try engine.postpone(id, until: now + .seconds(2))
                case 1: break
                default: try take([.settled(id, .succeeded(.fleet(.sent)))])
                }
            }
        }
    }

    mutating func check() throws {
        engine = try Scene.engine(store, at: now)
        let replay = try Replay.run(
            store,
            until: .max,
            fromBeginning: true,
            apply: Scene.apply
        )
        #expect(try replay.digest == engine.digest())
        #expect(replay.report.isClean)
        try AuditChain.verify(store)
        for (sequence, input) in acknowledged {
            #expect(try store.input(at: sequence)?.input == input)
        }
        for id in once { #expect(performed[id] == 1) }
        let settled = try store.journaled().compactMap { input in
            if case .settled(let id, _) = input { id } else { nil }
        }
        #expect(Set(settled).count == settled.count)
    }
}

extension Engine {
    fileprivate func snapshot(orSkipAt now: Timestamp) throws {
        guard !isInDoubt else { return }
        try snapshot(at: now)
    }
}

@Suite("Under random faults and deaths")
struct SwarmTests {
    @Test(
        "nothing acknowledged is lost, nothing is settled twice, nothing once-only is tried twice (S32, S33)",
        arguments: 0..<20 as Range<UInt64>
    )
    func seeds(seed: UInt64) throws {
        var swarm = try Swarm(seed: seed)
        for _ in 0..<40 { try swarm.step() }
        try swarm.check()
        #expect(swarm.acknowledged.count > 10)
    }
}
