// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import PatrolCore

@Suite("Sets of slots")
struct SlotSetTests {
    @Test(
        "whatever is put in, taken out and asked for, it is a set",
        arguments: 0..<60 as Range<UInt64>
    )
    func model(seed: UInt64) {
        var random = SeededGenerator(seed)
        let count = random.pick(1...300)
        var set = SlotSet(count: count)
        var model: Set<Int> = []
        for _ in 0..<40 {
            let low = random.pick(0...count)
            let range = low..<random.pick(low...count)
            if random.happens(0.6) {
                set.insert(range)
                model.formUnion(range)
            } else {
                set.remove(range)
                model.subtract(range)
            }
            let from = random.pick(0...count)
            let asked = from..<random.pick(from...count)
            let inside = model.filter { asked.contains($0) }
            #expect(set.first(in: asked) == inside.min())
            #expect(set.last(in: asked) == inside.max())
            var taken = SlotSet(count: count)
            taken.take(set, in: asked)
            var members: [Int] = []
            taken.forEach { members.append($0) }
            #expect(members == inside.sorted())
            #expect(taken.isSubset(of: set))
            var rest = set
            rest.remove(allOf: taken)
            #expect((0..<count).filter(rest.contains) == model.subtracting(inside).sorted())
        }
    }
}
