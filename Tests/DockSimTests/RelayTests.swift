// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@testable import DockSim

@Suite("Two simulated docks fly between each other")
struct RelayTests {
    /// Two docks a kilometre apart with one clock, the first with an aircraft.
    private struct Pair {
        var from: ScriptedCloud
        var to: ScriptedCloud

        init(
            faults: [MisbehaviourPlan] = [],
            isFull: Bool = false,
            easting: Double = 1000
        ) throws {
            var one = Example.setup()
            one.correction = Correction(host: "rtk", port: "8002", mount: "A")
            var other = one
            other.site.id = "D04"
            other.site.serial = "8UUXN00000D04"
            other.site.aircraft.serial = "1581F800000A04"
            other.site.position = Example.place(easting, 0)
            other.isEmpty = !isFull
            other.misbehaviours = faults
            from = try Example.online(one, hearsTelemetry: true)
            to = try Example.online(other, hearsTelemetry: true)
        }

        mutating func run(_ span: TimeSpan) {
            let steps = Int(span.seconds * 2)
            for _ in 0..<steps {
                from.run(.milliseconds(500))
                to.run(.milliseconds(500))
                from.otherProgress = to.lastProgress
                to.otherProgress = from.lastProgress
                if let aircraft = from.takeHandedOver() { to.take(aircraft) }
            }
        }

        mutating func run(atMost span: TimeSpan, until isDone: (Pair) -> Bool) -> Bool {
            for _ in 0..<Int(span.seconds) {
                if isDone(self) { return true }
                run(.seconds(1))
            }
            return isDone(self)
        }

        /// `multi_dock_task` as a cloud would write it from what the two said.
        var parts: JSONValue {
            var book = RelayBook()
            for cloud in [from, to] { book.note(cloud) }
            let task = RelayTask(
                sortie: SortieID(1),
                takeOff: from.dock.site.serial,
                landing: to.dock.site.serial,
                aircraft: from.dock.site.aircraft.serial
            )
            return (try? book.multiDockTask(task, flight: Self.flight)) ?? .null
        }

        static let flight = WireID(at: .example, siteKey: 1, kind: 2, counter: 3)

        var execution: JSONValue {
            ["flight_id": .string("\(Self.flight)"), "multi_dock_task": parts]
        }

        /// Both prepare, the landing dock gets ready, the other launches; the four results.
        mutating func launch() -> [Int?] {
            let id = "\(Self.flight)"
            let first = from.result("flighttask_prepare", from.task(id))
            let second = to.result("flighttask_prepare", to.task(id))
            let third = to.result("flighttask_execute", execution)
            let fourth = from.result("flighttask_execute", execution)
            return [first, second, third, fourth]
        }
    }

    @Test("the aircraft changes its dock, and both say so")
    func lands() throws {
        var pair = try Pair()
        #expect(pair.launch() == [0, 0, 0, 0])
        let isDown = pair.run(atMost: .minutes(15)) { $0.to.dock.isAircraftInDock }
        #expect(isDown)
        pair.run(.minutes(1))
        #expect(!pair.from.dock.isAircraftInDock && !pair.from.dock.hasAircraft)
        #expect(pair.to.dock.guest?.serial == "1581F800000A03")
        #expect(pair.from.statuses.last == "ok" && pair.to.statuses.last == "ok")
        #expect(pair.from.dock.half == nil && pair.to.dock.half == nil)
        // The last topology is the other dock's, with this aircraft.
        let linked = pair.to.heard.last {
            $0.message.method == "update_topo"
                && $0.message.data?["sub_devices"]?.array?.isEmpty == false
        }
        let serial = linked?.message.data?["sub_devices"]?[0]?["sn"]
        #expect(serial == "1581F800000A03")
        let spent = Double(pair.to.dock.battery.permille)
        #expect(spent < 950 && spent > 400)
        // Its own dock counts the flight, once.
        #expect(pair.from.dock.flights == 1 && pair.to.dock.flights == 0)
    }

    @Test("it comes back to the dock that it left when it is told to")
    func fallsBack() throws {
        var pair = try Pair()
        _ = pair.launch()
        _ = pair.run(atMost: .minutes(5)) { $0.from.dock.flight?.phase == .route }
        #expect(pair.from.result("return_specific_home", ["home_dock_sn": "8UUXN00000D03"]) == 0)
        let isDown = pair.run(atMost: .minutes(15)) { $0.from.dock.isAircraftInDock }
        #expect(isDown && pair.from.dock.hasAircraft && !pair.to.dock.isAircraftInDock)
        pair.run(.minutes(1))
        #expect(pair.from.statuses.last == "failed")
        // The other half ends with what it is told of this one, or by order.
        #expect(pair.to.dock.half == nil)
    }

    @Test("a landing dock whose cover jams sends it to its alternate landing point")
    func jams() throws {
        let jam = MisbehaviourPlan(
            .coverJamsClosed,
            .between(.example + .minutes(1), .never)
        )
        var pair = try Pair(faults: [jam])
        _ = pair.launch()
        let isOver = pair.run(atMost: .minutes(15)) {
            $0.to.dock.hasAircraft && $0.to.dock.flightID == nil
        }
        #expect(isOver && !pair.to.dock.isAircraftInDock)
        #expect(pair.to.statuses.last == "failed")
        #expect(!pair.from.dock.hasAircraft)
    }

    @Test("a dock that has an aircraft, or stands too far, does not take one")
    func refuses() throws {
        var full = try Pair(isFull: true)
        #expect(full.launch() == [0, 0, 514159, 0])
        var far = try Pair(easting: 15_100)
        #expect(far.launch() == [0, 0, 338005, 338005])
    }

    @Test("a half that was not begun is not stopped, one that waits is")
    func stops() throws {
        var pair = try Pair()
        let id = "\(Pair.flight)"
        let stop: JSONValue = ["flight_id": .string(id), "reason": 1]
        #expect(pair.to.result("flighttask_stop", stop) == 319009)
        _ = pair.to.result("flighttask_prepare", pair.to.task(id))
        #expect(pair.to.result("flighttask_execute", pair.execution) == 0)
        #expect(pair.to.result("flighttask_execute", pair.execution) != 0)
        #expect(pair.to.result("flighttask_stop", stop) == 0)
        #expect(pair.to.dock.half == nil && pair.to.statuses.last == "canceled")
    }

    @Test("a dock that was not set up for it says nothing of radio and RTK")
    func silent() throws {
        let cloud = try Example.online(hearsTelemetry: true)
        #expect(!cloud.heard.contains { $0.message.data?["wireless_link_topo"] != nil })
        #expect(!cloud.heard.contains { $0.message.data?["rtcm_info"] != nil })
    }
}

extension RelayBook {
    /// Notes everything that a cloud heard of a dock's state.
    fileprivate mutating func note(_ cloud: ScriptedCloud) {
        var registry = DockRegistry()
        let site = cloud.dock.site
        registry.register(site.id, serial: site.serial, aircraft: site.aircraft.serial)
        for heard in cloud.heard where [.osd, .state].contains(heard.topic.kind) {
            let decoded = try? decode(
                topic: heard.topic.text,
                payload: heard.message.payload,
                receivedAt: heard.at,
                registry: registry
            )
            if let decoded { note(decoded) }
        }
    }
}
