// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import Foundation
import JSONText
import RoostModel
import Testing

@Suite("Messages of a flight between two docks")
struct RelayMessageTests {
    private static let from = "8UUXN00DOCK001"
    private static let to = "8UUXN00DOCK002"
    private static let aircraft = "1581F000AIR001"
    private static let task = RelayTask(
        sortie: SortieID(118),
        takeOff: from,
        landing: to,
        aircraft: aircraft
    )

    private static var registry: DockRegistry {
        var registry = DockRegistry()
        registry.register("D01", serial: from, aircraft: aircraft)
        registry.register("D02", serial: to, aircraft: nil)
        return registry
    }

    /// What a dock says of itself, in osd and state.
    private static func osd(_ dock: String, latitude: Double = 22.54) -> JSONValue {
        let number: JSONValue = dock == from ? 1 : 2
        return [
            "latitude": .finite(latitude), "longitude": 114.1, "height": 31.5, "heading": -78.7,
            "home_position_is_valid": 1, "job_number": number,
            "alternate_land_point": [
                "latitude": 22.5402, "longitude": 114.1, "height": 0, "safe_land_height": 30,
                "is_configured": 1,
            ],
        ]
    }

    private static func state(_ dock: String, mount: String = "A") -> JSONValue {
        let number = dock == from ? 11 : 12
        return [
            "rtcm_info": [
                "mount_point": .string(mount), "port": "8002", "host": "rtk.example",
                "rtcm_device_type": 1, "source_type": 3,
            ],
            "wireless_link_topo": [
                "secret_code": .array((0..<28).map { .int($0 + 100) }),
                "center_node": ["sdr_id": 77, "sn": .string(dock == from ? aircraft : "OTHER")],
                "leaf_nodes": [
                    ["sdr_id": .int(number), "sn": .string(dock), "control_source_index": 1]
                ],
            ],
        ]
    }

    private static func note(
        _ data: JSONValue,
        _ kind: TopicKind,
        _ serial: String,
        in book: inout RelayBook
    ) throws {
        let message = Message(tid: "t", bid: "b", timestamp: .noon, data: data)
        book.note(
            try decode(
                topic: Topic(kind, serial: serial).text,
                payload: message.payload,
                receivedAt: .noon,
                registry: registry
            )
        )
    }

    private static func book() throws -> RelayBook {
        var book = RelayBook()
        for dock in [from, to] {
            try note(osd(dock), .osd, dock, in: &book)
            try note(state(dock), .state, dock, in: &book)
        }
        return book
    }

    private static func encoded(_ order: Order, at serial: String) throws -> Message {
        var book = try book()
        var context = try EncodeTests.context(.dock2)
        context.serial = serial
        let flight = try #require(EncodeTests.sortie)
        context.multiDockTask = try book.multiDockTask(task, flight: flight)
        let command = DockCommand(dock: "D01", order: order, flight: flight)
        return try encode(command, in: context).message
    }

    @Test("both docks are told the same, in the recorded bytes")
    func golden() throws {
        let relay = try Self.encoded(.relay(Self.task), at: Self.from)
        let receive = try Self.encoded(.receive(Self.task), at: Self.to)
        #expect(relay.method == "flighttask_execute" && receive.method == relay.method)
        #expect(relay.data == receive.data && relay.bid == receive.bid)
        let text = JSONWriter(isPretty: true).text(.object(relay.members)) + "\n"
        try EncodeTests.compare(text, "dock2/services/flighttask_execute-relay")
        // The table leaves the height out, the example and the Chinese page have it (PROTOCOL § 12).
        let survey = MemberSurvey(message: relay, kind: .services, method: relay.method)
        #expect(
            survey.unknownMembers().allSatisfy { $0.hasSuffix("alternate_land_point.height") }
        )
    }

    @Test("a half is stopped with its reason, and a home named by its serial number")
    func others() throws {
        for (order, name) in [
            (Order.stopHalf(isAbnormal: false), "flighttask_stop"),
            (.stopHalf(isAbnormal: true), "flighttask_stop-abnormal"),
            (.returnTo(serial: Self.from), "return_specific_home"),
        ] {
            let message = try Self.encoded(order, at: Self.to)
            let text = JSONWriter(isPretty: true).text(.object(message.members)) + "\n"
            try EncodeTests.compare(text, "dock2/services/\(name)")
            let survey = MemberSurvey(message: message, kind: .services, method: message.method)
            #expect(survey.unknownMethod == nil && survey.unknownMembers() == [])
        }
    }

    @Test("the second dock is told what the first was, whatever was said meanwhile")
    func frozen() throws {
        var book = try Self.book()
        let flight = try #require(EncodeTests.sortie)
        let first = try book.multiDockTask(Self.task, flight: flight)
        try Self.note(Self.osd(Self.from, latitude: 22.6), .osd, Self.from, in: &book)
        #expect(try book.multiDockTask(Self.task, flight: flight) == first)
        let other = try #require(WireID("0190c5b2-7d00-7a31-8f4e-3d2a1b0c9f99"))
        #expect(try book.multiDockTask(Self.task, flight: other) != first)
    }

    @Test("two docks get one stamp, and an old one is not sent")
    func stamp() throws {
        var task = try EncodeTests.task(in: .zero)
        task.isShared = true
        let command = DockCommand(dock: "D01", order: .prepare(task), flight: task.flight)
        var context = try EncodeTests.context(.dock2)
        let first = try encode(command, in: context).message
        context.now = context.now + .seconds(9)
        let second = try encode(command, in: context).message
        #expect(first.data == second.data)
        #expect(first.data?["execute_time"] == .int(Int(Timestamp.noon.milliseconds)))
        context.now = context.now + .seconds(12)
        #expect(throws: DJICloudError.self) { try encode(command, in: context) }
    }

    @Test(
        "what is not at hand is known before anything is asked for, and never sent",
        arguments: [
            "latitude", "heading", "home_position_is_valid", "alternate_land_point", "rtcm_info",
            "wireless_link_topo",
        ]
    )
    func missing(name: String) throws {
        for dock in [Self.from, Self.to] {
            var book = RelayBook()
            for serial in [Self.from, Self.to] {
                var (osd, state) = (Self.osd(serial), Self.state(serial))
                if serial == dock {
                    osd[name] = nil
                    state[name] = nil
                }
                try Self.note(osd, .osd, serial, in: &book)
                try Self.note(state, .state, serial, in: &book)
            }
            let link = book.link(of: dock, aircraft: Self.aircraft)
            let isAll = link.hasHome && link.hasRadio && link.correction != nil
            #expect(!isAll, "\(name)")
            let flight = try #require(EncodeTests.sortie)
            let error = #expect(throws: DJICloudError.self) {
                try book.multiDockTask(Self.task, flight: flight)
            }
            #expect(error?.reason == "unsupported")
        }
        let all = try Self.book().link(of: Self.from, aircraft: Self.aircraft)
        #expect(all.hasHome && all.hasRadio && all.knowsAircraft)
        #expect(all.correction == "rtk.example:8002/A")
    }

    @Test("without them the order is refused, and the key is in no description")
    func secret() throws {
        let flight = EncodeTests.sortie
        #expect(throws: DJICloudError.self) {
            try encode(
                DockCommand(dock: "D01", order: .relay(Self.task), flight: flight),
                in: EncodeTests.context(.dock2)
            )
        }
        let book = try Self.book()
        #expect(!book.description.contains("100") && "\(book)" == book.description)
        #expect(!"\(book.link(of: Self.from, aircraft: Self.aircraft))".contains("127"))
    }

    @Test("the other dock's progress is told as the documents have it")
    func progress() throws {
        let flight = try #require(EncodeTests.sortie)
        let words: [(SortieProgress.Status, String)] = [
            (.sent, "sent"), (.inProgress, "in_progress"), (.paused, "paused"), (.ok, "ok"),
            (.partiallyDone, "partially_done"), (.failed, "failed"), (.canceled, "canceled"),
            (.timeout, "timeout"), (.rejected, "rejected"), (.unknown("odd"), "odd"),
        ]
        for (status, word) in words {
            let progress = SortieProgress(
                kind: .wayline,
                flight: flight,
                status: status,
                percent: 140,
                step: 27
            )
            let answer = try encode(
                DockReply(
                    dock: "D02",
                    address: EncodeReplyTests.address(.requests, "flighttask_progress_get"),
                    answer: .progress(progress)
                ),
                at: .noon
            )
            #expect(
                answer.message.data == [
                    "result": 0,
                    "output": [
                        "flight_id": .string(flight.description), "status": .string(word),
                        "progress": ["current_step": 27, "percent": 100],
                    ],
                ]
            )
        }
    }
}
