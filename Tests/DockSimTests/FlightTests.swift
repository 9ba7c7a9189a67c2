// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@testable import DockSim

@Suite("A simulated dock flies a wayline")
struct FlightTests {
    /// One whole flight, flown once for all tests that look at it.
    private static let flight = Result {
        var cloud = try Example.online(hearsTelemetry: true)
        _ = cloud.launch()
        _ = cloud.run(atMost: .minutes(15)) { $0.dock.flightID == nil }
        cloud.run(.minutes(2))
        return cloud
    }

    private func flown() throws -> ScriptedCloud { try Self.flight.get() }

    @Test("prepared, launched, flown and docked: words, order, time and battery are plausible")
    func story() throws {
        let cloud = try flown()
        #expect(cloud.statuses == ["sent", "in_progress", "ok"])
        let events = cloud.events("flighttask_progress")
        #expect(events.allSatisfy { $0.message.bid == "flight-1" })
        let last = try #require(events.last)
        #expect(last.message.needsReply)
        #expect(last.message.data?["output"]?["progress"]?["percent"] == 100)
        #expect(last.message.data?["output"]?["ext"]?["media_count"] == 1)
        let first = try #require(events.first)
        let seconds = (last.at - first.at).seconds
        #expect(abs(seconds - Example.modelSeconds) < 15, "\(seconds)")

        #expect(cloud.dock.isAircraftInDock && !cloud.dock.isAircraftOn && cloud.dock.cover == 0)
        #expect(cloud.dock.flights == 1)
        // Airborne time alone costs: the model counts the whole sortie.
        let used = 950 - lowest(cloud)
        let planned = 1000 * Example.modelSeconds / 2700
        #expect(used > planned * 0.7 && used <= planned)
    }

    /// Lowest level that the aircraft reported, permille.
    private func lowest(_ cloud: ScriptedCloud) -> Double {
        let percents = cloud.heard.compactMap {
            $0.message.data?["battery"]?["capacity_percent"]?.double
        }
        return (percents.min() ?? 100) * 10
    }

    @Test("every point of the wayline is passed, in its order, and the way leads home")
    func track() throws {
        let cloud = try flown()
        var reached = 0
        for place in cloud.track where reached < Example.points.count {
            let point = PlanePoint(x: Example.points[reached].0, y: Example.points[reached].1)
            if place.distance(to: point) < 5 { reached += 1 }
        }
        #expect(reached == Example.points.count)
        let steps = zip(cloud.track, cloud.track.dropFirst()).map { $0.0.distance(to: $0.1) }
        #expect((steps.max() ?? 0) <= 24.5, "no jump in two seconds at 12 m/s")
        let last = try #require(cloud.track.last)
        #expect(last.distance(to: PlanePoint(x: 0, y: 0)) < 1)
    }

    @Test("modes and steps come in the order of the recorded flight")
    func modes() throws {
        let cloud = try flown()
        func changes(_ key: String) -> [Int] {
            var values: [Int] = []
            for heard in cloud.heard where heard.topic.kind == .osd {
                guard
                    heard.topic.serial == (key == "mode_code" ? "1581F800000A03" : "8UUXN00000D03"),
                    let value = heard.message.data?[key]?.int, value != values.last
                else { continue }
                values.append(value)
            }
            return values
        }
        #expect(changes("mode_code") == [1, 4, 5, 9, 10, 0])
        #expect(changes("flighttask_step_code") == [5, 0, 1, 2, 5])
        #expect(changes("drone_in_dock") == [1, 0, 1])
    }

    @Test("everything that a dock says is read without oddities by the decoder")
    func decodes() throws {
        let cloud = try flown()
        var registry = DockRegistry()
        registry.register("D03", serial: "8UUXN00000D03", aircraft: "1581F800000A03")
        for heard in cloud.heard {
            let decoded = try decode(
                topic: heard.topic.text,
                payload: heard.message.payload,
                receivedAt: heard.at,
                registry: registry
            )
            #expect(decoded.oddities == [])
            // A Dock 3 leaves it out of its answers (FIELD-NOTES).
            let isAnswer = heard.topic.kind == .servicesReply
            #expect(heard.message.gateway == (isAnswer ? nil : "8UUXN00000D03"))
            let skew = heard.at - (heard.message.timestamp ?? .epoch)
            #expect(skew.milliseconds >= 350 && skew.milliseconds < 25_000)
        }
        #expect(cloud.unreadable == 0)
    }

    @Test("a dock says only what the documents have, and what real docks were seen to say beyond")
    func documented() throws {
        var unknown: Set<String> = []
        for heard in try flown().heard {
            let survey = MemberSurvey(
                message: heard.message,
                kind: heard.topic.kind,
                method: heard.message.method
            )
            if let method = survey.unknownMethod { unknown.insert(method) }
            unknown.formUnion(survey.unknownMembers().map { String($0.dropFirst("$.data.".count)) })
            unknown.formUnion(survey.unknownValues())
        }
        // FIELD-NOTES, keys present but undocumented; PROTOCOL § 4 for the map.
        let seen = ["offline_map_get", "battery.remain_job_time", "flighttask_prepare_capacity"]
        #expect(
            unknown.filter { !$0.hasPrefix("sdr") && !$0.hasPrefix("self_converge_coordinate") }
                == Set(seen)
        )
    }

    @Test("a picture of the flight is reported after docking, until it is acknowledged")
    func media() throws {
        let cloud = try flown()
        let files = cloud.events("file_upload_callback")
        #expect(files.count == 1)
        #expect(files.first?.message.data?["file"]?["ext"]?["flight_id"] == "flight-1")
        #expect(files.first?.message.data?["flight_task"]?["expected_file_count"] == 1)
        #expect(files.first?.message.needsReply == true)
    }

    @Test("after docking the battery is charged as fast as the envelope says, and no further")
    func charging() throws {
        var cloud = try flown()
        let level = cloud.dock.battery.permille
        cloud.run(.minutes(1))
        #expect(abs(cloud.dock.battery.permille - level - 29) < 1)
        cloud.run(.minutes(30))
        #expect(cloud.dock.battery.permille == 950)
    }

    @Test(
        "progress that is not acknowledged is sent again after 2, 4, 8 and 8 s, then not any more"
    )
    func progressResent() throws {
        var cloud = try Example.online()
        cloud.mute = ["flighttask_progress"]
        #expect(cloud.launch() == [0, 0])
        cloud.run(.seconds(24))
        let sent = cloud.events("flighttask_progress")
        let first = try #require(sent.first { $0.message.needsReply })
        let copies = sent.filter { $0.message.tid == first.message.tid }
        #expect(copies.map { ($0.at - first.at).wholeSeconds } == [0, 2, 6, 14, 22])
        #expect(copies.allSatisfy { $0.message == first.message })

        cloud.mute = []
        cloud.run(.seconds(30))
        let count = cloud.heard.filter { $0.message.tid == first.message.tid }.count
        cloud.run(.seconds(30))
        #expect(cloud.heard.filter { $0.message.tid == first.message.tid }.count == count)
    }

    @Test("the same seed gives the same outputs, another one others")
    func deterministic() throws {
        func outputs(_ seed: UInt64) throws -> [SimOutput] {
            var setup = Example.setup(seed: seed)
            setup.scene = StreetScene.parked(
                along: Example.wayline.points.map(\.place),
                count: 8,
                seed: 3,
                from: .epoch,
                leaving: .never
            )
            var cloud = try Example.online(setup)
            _ = cloud.launch()
            cloud.run(.minutes(4))
            return cloud.outputs
        }
        let one = try outputs(1)
        #expect(try outputs(1) == one)
        #expect(try outputs(2) != one)
    }

    @Test(
        "pause stops on the route, resume goes on, return home breaks the route off with its place"
    )
    func pauseAndReturn() throws {
        var cloud = try Example.online()
        #expect(cloud.launch() == [0, 0])
        #expect(cloud.result("return_home", [:]) == 319025, "a task that prepares takes no command")
        #expect(cloud.run(atMost: .minutes(4)) { $0.dock.aircraft.place.y > 300 })
        #expect(cloud.result("flighttask_pause", [:]) == 0)
        let place = cloud.dock.aircraft.place
        cloud.run(.seconds(20))
        #expect(cloud.dock.aircraft.place == place)
        #expect(cloud.result("flighttask_pause", [:]) == 321260)
        #expect(cloud.result("flighttask_recovery", [:]) == 0)
        cloud.run(.seconds(5))
        #expect(cloud.dock.aircraft.place != place)
        #expect(cloud.result("return_home", [:]) == 0)
        #expect(cloud.result("return_home", [:]) == 0, "may come twice")
        #expect(cloud.run(atMost: .minutes(5)) { $0.dock.isAircraftInDock })
        let last = try #require(cloud.events("flighttask_progress").last?.message)
        #expect(last.data?["result"] == 322283)
        #expect(last.data?["output"]?["status"] == "failed")
        let point = last.data?["output"]?["ext"]?["break_point"]
        #expect(point?["index"] == 0)
        #expect((0.5...1).contains(point?["progress"]?.double ?? 0))
    }

    @Test("a point is flown to, hovered at and left again on order")
    func toAPoint() throws {
        var cloud = try Example.online()
        let target = Example.place(300, -200)
        let order: JSONValue = [
            "flight_id": "f-2", "target_latitude": .finite(target.latitude),
            "target_longitude": .finite(target.longitude), "target_height": 94.2,
            "security_takeoff_height": 60, "commander_flight_height": 70, "rth_altitude": 80,
            "rc_lost_action": 2, "commander_mode_lost_action": 1, "max_speed": 12,
        ]
        #expect(cloud.result("takeoff_to_point", order) == 0)
        let arrives = cloud.run(atMost: .minutes(4)) { cloud in
            cloud.events("takeoff_to_point_progress").contains {
                $0.message.data?["status"] == "wayline_ok"
            }
        }
        #expect(arrives)
        #expect(cloud.dock.aircraft.place.distance(to: PlanePoint(x: 300, y: -200)) < 0.5)
        #expect(abs(cloud.dock.aircraft.height - 60) < 0.01)
        cloud.run(.minutes(1))
        #expect(cloud.dock.aircraft.place.distance(to: PlanePoint(x: 300, y: -200)) < 0.5)
        #expect(cloud.result("return_home", [:]) == 0)
        #expect(cloud.run(atMost: .minutes(5)) { $0.dock.flightID == nil })
        let words = cloud.events("takeoff_to_point_progress").compactMap {
            $0.message.data?["status"]?.string
        }
        #expect(words.first == "task_ready" && words.last == "task_finish")
    }
}
