// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostEngine
import RoostModel
import SiteCore
import Testing

@testable import RoostDaemon

@Suite("How often the notice lane is looked at")
struct NoticeSightTests {
    private static func sight(_ count: Int) -> NoticeSight {
        let due = (0..<count).map {
            NoticeParcelTests.due($0 + 1, group: nil, receiver: "r").pending
        }
        return NoticeSight(due, receivers: [Receiver(id: "r", kind: .webhook)], at: .epoch)
    }

    @Test("a long queue is not read anew for each delivery that ends, a short one is")
    func plenty() {
        let long = Self.sight(NoticeSight.plenty)
        #expect(long.lookAgainAt(.epoch) == .epoch + NoticeSight.interval)
        #expect(long.lookAgainAt(.epoch + NoticeSight.interval) == nil)
        #expect(Self.sight(NoticeSight.plenty - 1).lookAgainAt(.epoch) == nil)
        #expect(NoticeSight().lookAgainAt(.epoch) == nil)
    }

    @Test("what left is not due any more, and is not decoded again")
    func left() throws {
        var sight = Self.sight(3)
        var places = 1
        let first = sight.take { _ in
            defer { places -= 1 }
            return places > 0
        }
        #expect(first.flatMap(\.items).map(\.pending.effect.id) == [EffectID(1)])
        #expect(sight.count == 2)
        let others = sight.take { _ in true }
        #expect(others.flatMap(\.items).map(\.pending.effect.id) == [EffectID(2), EffectID(3)])
        #expect(sight.take { _ in true }.isEmpty)
        #expect(sight.known.count == 3)
    }
}
