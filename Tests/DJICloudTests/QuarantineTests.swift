// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import RoostModel
import Testing

@Suite("Messages that are quarantined")
struct QuarantineTests {
    static let dock = "thing/product/8UUXN00DOCK003/"

    @Test(
        "each is refused by a stable word",
        arguments: [
            ("nonsense", "{}", "unknown_topic"),
            (dock + "services", #"{"tid":"1","data":{}}"#, "not_from_device"),
            (dock + "events_reply", #"{"tid":"1","data":{}}"#, "not_from_device"),
            ("thing/product/STRANGER/osd", #"{"tid":"1","data":{}}"#, "unknown_serial"),
            (dock + "osd", "not json", "not_json"),
            (dock + "osd", "", "not_json"),
            (dock + "osd", #"{"mode_code":0,"wind_speed":1.5}"#, "no_envelope"),
            (dock + "osd", #"{"tid":"1","data":[]}"#, "wrong_type"),
            (dock + "osd", #"{"tid":"1","data":"x"}"#, "wrong_type"),
            (dock + "osd", #"{"tid":"1"}"#, "missing"),
            (dock + "events", #"{"tid":"1","data":{}}"#, "missing"),
            (dock + "requests", #"{"method":"config","data":{}}"#, "missing"),
            (dock + "services_reply", #"{"tid":"1","method":"return_home"}"#, "missing"),
            (
                dock + "services_reply",
                #"{"tid":"1","method":"return_home","data":{"result":"no"}}"#, "wrong_type"
            ),
            (
                dock + "services_reply", #"{"method":"return_home","data":{"result":0}}"#,
                "missing"
            ),
            (dock + "property/set_reply", #"{"tid":"1","data":{"x":{}}}"#, "missing"),
            (
                "sys/product/8UUXN00DOCK003/status",
                #"{"tid":"1","method":"update_topo","data":null}"#, "wrong_type"
            ),
            (
                "sys/product/1581F8AIR0003/status",
                #"{"tid":"1","method":"update_topo","data":{}}"#, "wrong_type"
            ),
        ]
    )
    func refused(topic: String, payload: String, reason: String) {
        let error = #expect(throws: DJICloudError.self) {
            try decode(
                topic: topic,
                payload: payload.utf8,
                receivedAt: .noon,
                registry: .site
            )
        }
        #expect(error?.reason == reason)
        #expect(error?.description.isEmpty == false)
    }

    @Test("a retained message is refused, a large one unread")
    func retained() {
        let payload = #"{"tid":"1","data":{}}"#.utf8
        #expect(throws: DJICloudError.retained) {
            try decode(
                topic: Self.dock + "osd",
                payload: payload,
                receivedAt: .noon,
                registry: .site,
                isRetained: true
            )
        }
        #expect(throws: DJICloudError.tooLarge(limit: Message.maximumSize)) {
            try decode(
                topic: Self.dock + "osd",
                payload: [UInt8](repeating: 32, count: 10_000_000),
                receivedAt: .noon,
                registry: .site
            )
        }
    }

    @Test("absurd numbers and words neither trap nor pass")
    func absurd() throws {
        let long = String(repeating: "x", count: 300)
        let error = #expect(throws: DJICloudError.self) {
            try decode(
                topic: Self.dock + "events",
                payload: #"{"tid":"1","method":"\#(long)","data":{}}"#.utf8,
                receivedAt: .noon,
                registry: .site
            )
        }
        #expect(error?.reason == "wrong_type")
        let decoded = try decode(
            topic: Self.dock + "osd",
            payload: #"""
                {"tid":"1","timestamp":-9223372036854775808,"data":{"mode_code":9223372036854775807,
                 "wind_speed":1e300,"firmware_version":"\#(long)\#(long)","rainfall":1}}
                """#.utf8,
            receivedAt: .noon,
            registry: .site
        )
        var readings = Readings()
        readings.dock.rainStep = 1
        #expect(decoded.report?.deviceTime == nil)
        #expect(decoded.report?.said == .readings(readings))
        #expect(decoded.oddities.count == 3)
    }

    @Test("the gateway in the body is never believed")
    func gateway() throws {
        let decoded = try decode(
            topic: Self.dock + "osd",
            payload: #"{"tid":"1","gateway":"4TADK00DOCK001","data":{"mode_code":4}}"#.utf8,
            receivedAt: .noon,
            registry: .site
        )
        #expect(decoded.report?.dock == "D03")
    }

    @Test("an aircraft may change its dock, and never becomes one")
    func registry() {
        var registry = DockRegistry.site
        registry.link(aircraft: "1581F8AIR0003", to: "D01")
        #expect(registry.owner(of: "1581F8AIR0003")?.dock == "D01")
        registry.link(aircraft: "8UUXN00DOCK003", to: "D01")
        #expect(registry.owner(of: "8UUXN00DOCK003")?.dock == "D03")
        #expect(registry.owner(of: "8UUXN00DOCK003")?.isAircraft == false)
    }
}
