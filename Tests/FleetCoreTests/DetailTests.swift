// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("What a sortie does within its state")
struct DetailTests {
    @Test("paused, called home and waiting are told in both languages")
    func told() {
        var world = World.airborne()
        #expect(world.sortie()?.detail == nil)
        world.progress(.paused, state: 7)
        #expect(world.sortie()?.detail == Bilingual(en: "paused", zh: "已暂停"))
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        #expect(world.sortie()?.detail?.en == "called home")
        var waiting = StandbyTests.world()
        #expect(waiting.sortie()?.detail?.en == "waits for its conditions")
        waiting.settle("prepare")
        #expect(waiting.sortie()?.detail?.zh == "等待任务条件")
    }
}
