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
        return NoticeSight(due, at: .epoch)
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
        let receiver = Receiver(id: "r", kind: .webhook)
        sight.leave(NoticeParcel(receiver: receiver, items: [try #require(sight.due.first)]))
        #expect(sight.due.map(\.pending.effect.id) == [EffectID(2), EffectID(3)])
        #expect(sight.known.count == 3)
    }
}
