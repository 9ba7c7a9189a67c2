// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Chinese texts are Chinese")
struct ChineseTextTests {
    private static func verdict(_ world: World, _ interlock: Interlock) -> Bilingual? {
        let candidate = Candidate(
            site: World.dock(1),
            start: world.now,
            profile: World.dock(1).profile(of: World.route(1), FlightTimes()),
            isCall: false
        )
        let dock = world.fleet.docks["D01"]
        return dock.flatMap { world.fleet.ask(candidate, $0, world.now) }?
            .first { $0.interlock == interlock }?.text
    }

    @Test("the sortie that is open at a dock is told with its state's name")
    func single() {
        let text = Self.verdict(World.with(.starting), .single)
        #expect(text?.zh.hasSuffix(" 起飞中") == true)
        #expect(text?.en.hasSuffix(" starting") == true)
    }

    @Test("an area is told with its kind's name")
    func area() {
        let ring = [(100, 150), (200, 150), (200, 250), (100, 250), (100, 150)].map {
            GridPoint(eastMillimetres: $0.0 * 1000, northMillimetres: $0.1 * 1000)
        }
        var world = World(docks: 1) {
            $0.areas = [
                Area(
                    id: "Z1",
                    kind: .noFly,
                    name: Bilingual(en: "", zh: ""),
                    rings: [],
                    grid: [ring],
                    heights: 0...120
                )
            ]
        }
        world.ready()
        #expect(Self.verdict(world, .area)?.zh == "生效空域：禁飞区 Z1")
    }

    @Test("a job and how it stands have names; a lock's end is told to the minute")
    func work() {
        #expect(DockWords.job("cover_open").zh == "打开舱盖")
        #expect(DockWords.jobStatus("in_progress") == Bilingual(en: "in_progress", zh: "进行中"))
        #expect(DockWords.job("new_job").zh == "new_job")
        var world = World()
        world.ready()
        let until = World.noon + .hours(1)
        let lock = MaintenanceRequest.lock(reason: "belt", until: until)
        world.apply(.request(.maintain("D01", lock), by: World.ann))
        let told = world.facts.last { $0.code == .holdPlaced }?.text
        #expect(told?.zh.contains("维护至 2026-05-12 13:00：belt") == true)
    }
}
