// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetSim
import Foundation
import RoostModel
import Testing

@testable import SimHost
@testable import SiteFiles

@Suite("From a site's folder to simulated docks")
struct SetupTests {
    private static let calendar = DayCalendar(
        zone: "Asia/Shanghai",
        offsets: [DayCalendar.Offset(start: .epoch, offset: .hours(8))]
    )

    private func simulation(
        _ change: (inout SimulationFile) -> Void
    ) -> SimulationFile {
        var file = SimulationFile(seed: 5)
        change(&file)
        return file
    }

    private func setup(_ file: SimulationFile) throws -> DockSetup {
        try file.setup(Example.site, number: 2, calendar: Self.calendar, from: Example.morning)
    }

    @Test("weather by time of day holds on every day, also before its first entry")
    func weather() throws {
        let file = simulation { file in
            file.weather = [
                .init(fromSeconds: 21_600, wind: 2, gust: 0, rainStep: 0, temperature: 25),
                .init(fromSeconds: 50_400, wind: 9, gust: 0, rainStep: 2, temperature: 24),
            ]
        }
        let weather = try setup(file).weather
        let midnight = Example.morning - .minutes(450)
        for day in 0..<3 {
            let start = midnight + .hours(24 * day)
            #expect(weather.wind(at: start + .hours(5)) == 9)
            #expect(weather.wind(at: start + .hours(7)) == 2)
            #expect(weather.rainStep(at: start + .hours(14)) == 2)
        }
    }

    @Test("a thing stands in the street in its hours, on its day or on every day")
    func street() throws {
        let window = DayWindow(startSeconds: 25_200, endSeconds: 28_800)
        func thing(_ id: String, _ date: CalendarDate?, _ window: DayWindow)
            -> SimulationFile.StreetObject
        {
            SimulationFile.StreetObject(
                id: id,
                label: "car",
                plate: nil,
                position: Example.position,
                date: date,
                window: window,
                leavesWhenWarned: false,
                confidence: 0.9
            )
        }
        let today = Self.calendar.local(Example.morning).date
        let file = simulation { file in
            file.street = [
                thing("daily", nil, window), thing("today", today, window),
                thing("last-year", today.advanced(by: -365), window),
                thing("night", nil, DayWindow(startSeconds: 79_200, endSeconds: 10_800)),
            ]
        }
        let objects = try setup(file).scene.objects
        #expect(objects.map(\.id) == ["daily", "today", "night"])
        let tomorrow = Example.morning + .hours(24)
        #expect(objects.map { $0.isPresent(at: Example.morning) } == [true, true, false])
        #expect(objects.map { $0.isPresent(at: tomorrow) } == [true, false, false])
        #expect(objects.map { $0.isPresent(at: tomorrow - .hours(6)) } == [false, false, true])
    }

    @Test("a fault happens at its docks in its hours; with a chance, in some of their minutes")
    func faults() throws {
        func fault(_ kind: String, _ docks: [DockID], _ chance: Double)
            -> SimulationFile.Misbehaviour
        {
            SimulationFile.Misbehaviour(
                kind: kind,
                docks: docks,
                date: Self.calendar.local(Example.morning).date,
                window: DayWindow(startSeconds: 25_200, endSeconds: 28_800),
                probability: chance
            )
        }
        let file = simulation {
            $0.misbehaviours = [fault("F18", ["D03"], 1), fault("gust", ["D04"], 1)]
        }
        let start = Example.morning - .minutes(30)
        #expect(
            try setup(file).misbehaviours == [
                MisbehaviourPlan(.commandIgnored, .between(start, start + .minutes(60)))
            ]
        )
        let some = try setup(simulation { $0.misbehaviours = [fault("f38", [], 0.3)] })
        let minutes = some.misbehaviours.reduce(0) { sum, plan in
            guard case .between(let from, let until) = plan.when else { return sum }
            #expect(from >= start && until <= start + .minutes(60) && plan.what == .gust)
            return sum + (until - from).wholeSeconds / 60
        }
        #expect((5...35).contains(minutes))
        let unknown = simulation { $0.misbehaviours = [fault("F99", [], 1)] }
        #expect(throws: FaultError.self) { try setup(unknown) }
    }

    @Test("the example site loads; unknown docks and a site that is not simulated are refused")
    func site() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "config/luohu").path
        var options = FleetOptions(folder: folder, data: "/nonexistent")
        options.docks = ["D01", "D03"]
        options.misbehaviours = ["F18:D03"]
        options.clock = "2026-05-12T07:00:00+08:00,0,30"
        let fleet = try options.load()
        #expect(fleet.setups.map(\.site.id) == ["D01", "D03"])
        #expect(fleet.setups.map(\.misbehaviours.count) == [0, 1])
        #expect(fleet.setups[0].seed != fleet.setups[1].seed)
        #expect(!fleet.setups[0].scene.objects.isEmpty)
        options.docks = ["D99"]
        #expect(throws: SimHostError.self) { try options.load() }

        let copy = FileManager.default.temporaryDirectory
            .appending(path: "site-\(UUID().uuidString)/config")
        defer { try? FileManager.default.removeItem(at: copy.deletingLastPathComponent()) }
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        let real = copy.appending(path: "luohu")
        try FileManager.default.copyItem(atPath: folder, toPath: real.path)
        for part in ["config/calendars", "hardware"] {
            try FileManager.default.copyItem(
                at: root.appending(path: part),
                to: copy.deletingLastPathComponent().appending(path: part)
            )
        }
        let file = real.appending(path: "site.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = text.replacing("simulated: true", with: "simulated: false")
        #expect(changed != text)
        try changed.write(to: file, atomically: true, encoding: .utf8)
        let refused = #expect(throws: SimHostError.self) {
            try FleetOptions(folder: real.path, data: "/nonexistent").load()
        }
        // A real site may be refused for more reasons, such as `review: auto`; never taken.
        #expect(refused != nil)
    }
}
