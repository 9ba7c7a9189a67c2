// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@Suite("Flight areas on the wire")
struct FlightAreaTests {
    private static func ring(_ latitude: Double) -> [Coordinate] {
        [(0.0, 0.0), (0.1, 0), (0.1, 0.1), (0, 0)].map {
            Coordinate(latitude: latitude + $0.0, longitude: 114 + $0.1)
        }
    }

    private static func area(
        _ id: AreaID,
        _ kind: Area.Kind,
        heights: ClosedRange<Metres> = 0...10_000,
        hours: [DayWindow] = []
    ) -> Area {
        Area(
            id: id,
            kind: kind,
            name: Bilingual("x"),
            rings: [ring(22.5)],
            grid: [],
            heights: heights,
            hours: hours
        )
    }

    @Test("the outline is what to stay in, a no-fly area what to stay out of; nothing else is kept")
    func document() throws {
        let areas = [
            Self.area("district", .district), Self.area("N1", .noFly),
            Self.area("N2", .noFly, hours: [DayWindow("07:00-08:00")].compactMap(\.self)),
            Self.area("N3", .noFly, heights: 60...120), Self.area("H", .heightLimit),
            Self.area("Z", .zone), Self.area("P", .approval), Self.area("C", .coverage),
        ]
        let bytes = FlightAreaDocument.bytes(of: areas)
        let document = try JSONReader().read(bytes)
        let features = document["features"]?.array ?? []
        #expect(document["type"] == "FeatureCollection")
        #expect(features.map { $0["id"]?.string } == ["district", "N1"])
        #expect(features.map { $0["geofence_type"]?.string } == ["dfence", "nfz"])
        #expect(features.allSatisfy { $0["properties"]?["enable"] == true })
        // Longitude first.
        let first = features.first?["geometry"]?["coordinates"]?[0]?[1]?.array ?? []
        #expect(first.map(\.double) == [114, 22.6])
        let file = try #require(FlightAreaDocument.file(of: areas))
        #expect(file.size == bytes.count && file.sha256 == FlightAreaDocument.sha256(bytes))
        #expect(file == FlightAreaDocument.file(of: Array(areas.prefix(2))))
        #expect(FlightAreaDocument.file(of: Array(areas.dropFirst(2))) == nil)
        #expect(
            FlightAreaDocument.sha256(Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
    }

    @Test("the answer names the file with its SHA-256, at a fresh address or not at all")
    func answer() throws {
        let file = FlightAreaFile(name: "a.json", sha256: "ab12", size: 7)
        let address = ReplyAddress(
            channel: .requests,
            serial: "S",
            tid: "t",
            bid: "b",
            method: "flight_areas_get"
        )
        let reply = DockReply(dock: "D03", address: address, answer: .flightAreas(file))
        #expect(throws: DJICloudError.self) { try encode(reply, at: .noon) }
        var materials = ReplyMaterials()
        materials.flightAreaURL = "http://h/a"
        let data = try encode(reply, materials: materials, at: .noon).message.data
        #expect(
            JSONWriter().text(try #require(data))
                == #"{"result":0,"output":{"files":[{"name":"a.json","url":"http://h/a","#
                + #""checksum":"ab12","size":7}]}}"#
        )
    }

    @Test(
        "the dock's progress is read, whatever its words",
        arguments: [
            ("wait_sync", 0, .running), ("synchronizing", 0, .running), ("synchronized", 0, .kept),
            ("fail", 12, .failed), ("switch_fail", 9, .failed), ("made_up", 0, .unknown),
        ] as [(String, Int, AreaProgress.State)]
    )
    func progress(word: String, reason: Int, state: AreaProgress.State) throws {
        let data =
            #"{"status":"\#(word)","reason":\#(reason),"file":{"name":"a","checksum":"AB12"}}"#
        let text = #"{"tid":"1","bid":"2","method":"flight_areas_sync_progress","data":\#(data)}"#
        let decoded = try decode(
            topic: "thing/product/8UUXN00DOCK003/events",
            payload: Array(text.utf8),
            receivedAt: .noon,
            registry: .site
        )
        guard case .areas(let progress)? = decoded.report?.said else {
            Issue.record("\(word) is not read")
            return
        }
        #expect(progress.state == state && progress.sha256 == "ab12")
        #expect((progress.reason != nil) == (state == .failed))
        if let text = progress.reason { #expect(text.en.hasSuffix("(\(reason))")) }
    }

    @Test("a heartbeat has its number beside the data, and is nobody's answer")
    func heartbeat() throws {
        let beat = Outgoing.heartbeat(to: "S", number: 4, at: .noon)
        #expect(beat.topic.text == "thing/product/S/drc/down")
        let sent = try Message(payload: beat.payload)
        #expect(sent.method == "heart_beat" && sent.seq == 4)
        #expect(sent.data?["timestamp"]?.int == Int(Timestamp.noon.milliseconds))
    }

    @Test("who holds the control is read from the aircraft, and from a Dock 1")
    func control() throws {
        func control(_ serial: String, _ data: String) throws -> [String?] {
            let decoded = try decode(
                topic: "thing/product/\(serial)/state",
                payload: Array(#"{"tid":"1","bid":"2","data":\#(data)}"#.utf8),
                receivedAt: .noon,
                registry: .site
            )
            guard case .readings(let readings)? = decoded.report?.said else { return [] }
            return [readings.aircraft.controlSource, readings.dock.controlSource]
        }
        #expect(try control("1581F8AIR0003", #"{"control_source":"B"}"#) == ["B", nil])
        let dock1 = #"{"drone_authority_info":{"control_source":"A"}}"#
        #expect(try control("4TADK00DOCK001", dock1) == [nil, "A"])
    }
}
