// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@testable import DockSim

@Suite("A simulated dock leaves a route and flies the rest of it")
struct ResumeTests {
    @Test("sent elsewhere from a pause it hovers there, and its end has the break point")
    func elsewhere() throws {
        var cloud = try Example.online()
        _ = cloud.launch()
        _ = cloud.run(atMost: .minutes(8)) { $0.dock.flight?.phase == .route }
        #expect(cloud.result("flighttask_pause", [:]) == 0)
        let place = Example.place(0, 0)
        let point: JSONValue = [
            "latitude": .finite(place.latitude), "longitude": .finite(place.longitude),
            "height": 120,
        ]
        let order: JSONValue = ["fly_to_id": "way-1", "max_speed": 10, "points": [point]]
        #expect(cloud.result("fly_to_point", order) == 0)
        _ = cloud.run(atMost: .minutes(5)) { $0.dock.flight?.phase == .hovering }
        #expect(cloud.dock.flight?.phase == .hovering)
        #expect(cloud.result("return_home", [:]) == 0)
        _ = cloud.run(atMost: .minutes(10)) { $0.dock.flightID == nil }
        let last = try #require(cloud.events("flighttask_progress").last?.message.data?["output"])
        #expect(last["status"] == "partially_done")
        #expect(last["ext"]?["break_point"]?["index"]?.lenientInt != nil)
    }

    @Test("a task with a break point begins at its point, and passes none before it")
    func rest() throws {
        var cloud = try Example.online()
        var task = cloud.task("flight-2")
        task["break_point"] = ["index": 1, "state": 0, "progress": 0.5, "wayline_id": 0]
        #expect(cloud.result("flighttask_prepare", task) == 0)
        #expect(cloud.result("flighttask_execute", ["flight_id": "flight-2"]) == 0)
        _ = cloud.run(atMost: .minutes(15)) { $0.dock.flightID == nil }
        let indices = cloud.events("flighttask_progress").compactMap {
            $0.message.data?["output"]?["ext"]?["current_waypoint_index"]?.lenientInt
        }
        #expect(cloud.statuses.last == "ok" && indices.contains(1))
        let first = PlanePoint(x: Example.points[0].0, y: Example.points[0].1)
        #expect(cloud.track.allSatisfy { $0.distance(to: first) > 5 })
    }

    @Test("a break point past the route's end is no task")
    func pastEnd() throws {
        var cloud = try Example.online()
        var task = cloud.task("flight-3")
        task["break_point"] = ["index": 99, "state": 0, "progress": 0.5, "wayline_id": 0]
        _ = cloud.result("flighttask_prepare", task)
        #expect(cloud.result("flighttask_execute", ["flight_id": "flight-3"]) == 319009)
    }
}
