// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@Suite("Tables")
struct TableTests {
    @Test("a table does what a sorted dictionary does", arguments: 0..<40)
    func model(seed: Int) {
        var random = SeededGenerator(UInt64(seed))
        var table = Table<EffectID, Int>(limit: 700)
        var model: [EffectID: Int] = [:]
        for step in 0..<3000 {
            let id = EffectID(random.pick(1...900))
            switch random.pick(0...3) {
            case 0, 1:
                let isTaken = table.insert(step, for: id)
                #expect(isTaken == (model[id] != nil || model.count < 700), "seed \(seed)")
                if isTaken { model[id] = step }
            case 2:
                let removed = table.remove(id)
                let expected = model.removeValue(forKey: id)
                #expect(removed == expected, "seed \(seed)")
            default:
                let found = table.update(id) { value -> Int in
                    value += 1
                    return value
                }
                if let old = model[id] { model[id] = old + 1 }
                #expect(found == model[id], "seed \(seed)")
            }
        }
        #expect(table.ids == model.keys.sorted(), "seed \(seed)")
        #expect(table.values == model.keys.sorted().map { model[$0] }, "seed \(seed)")
        #expect(table.count == model.count, "seed \(seed)")
        var shown: [EffectID] = []
        table.forEach { id, value in
            shown.append(id)
            #expect(value == model[id], "seed \(seed)")
        }
        #expect(shown == table.ids, "seed \(seed)")
    }

    @Test("at the limit a new id is refused and a known one replaced")
    func limit() {
        var table = Table<EffectID, String>(limit: 2)
        let taken = [(1, "a"), (2, "b"), (3, "c"), (1, "d")].map { number, value in
            table.insert(value, for: EffectID(number))
        }
        #expect(taken == [true, true, false, true])
        #expect(table[EffectID(1)] == "d")
        #expect(table.isFull)
    }

    @Test("a table written and read is equal, whatever its chunks")
    func coding() throws {
        var one = Table<EffectID, Int>(limit: 1000)
        for number in 1...500 { one[EffectID(number)] = number }
        for number in stride(from: 2, through: 500, by: 2) { one[EffectID(number)] = nil }
        let read = try JSONDecoder().decode(
            Table<EffectID, Int>.self,
            from: JSONEncoder().encode(one)
        )
        #expect(read == one)
    }
}
