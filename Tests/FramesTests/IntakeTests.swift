// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Frames
import JSONText
import RoostModel
import Testing

@Suite("Intake of frames")
struct IntakeTests {
    static let received = Timestamp("2026-05-12T00:23:02Z") ?? .epoch
    static let origin = Coordinate(latitude: 22.543, longitude: 113.958)

    /// 40 m to each side around the origin.
    static let zone: Area = {
        let corners = [(-40, -40), (40, -40), (40, 40), (-40, 40), (-40, -40)]
        let ring = corners.map { corner in
            GridPoint(eastMillimetres: corner.0 * 1000, northMillimetres: corner.1 * 1000)
        }
        return Area(
            id: "z",
            kind: .zone,
            name: Bilingual(en: "z", zh: "z"),
            rings: [],
            grid: [ring]
        )
    }()

    /// A translator with that zone.
    static let translator = FrameTranslator(
        context: FrameContext(
            grid: LocalGrid(origin: origin),
            watches: [.init(zone: zone, labels: ["car"])]
        )
    )

    /// A sound frame with these members put over it; nil takes a member out.
    static func frame(_ changes: [(String, String?)] = []) -> String {
        var members = [
            ("schema", "\"roost.frame/1\""), ("source", "\"edge-1\""), ("frame_id", "\"f1\""),
            ("captured_at", "\"2026-05-12T00:23:01.000Z\""), ("size", "[1920,1080]"),
            (
                "pose",
                """
                {"lat":22.543,"lon":113.958,"height_agl":60,"gimbal":{"yaw":0,"pitch":-90},\
                "fov":{"h":73.74,"v":45.75}}
                """
            ),
            ("detections", "[{\"label\":\"car\",\"confidence\":0.9,\"box\":[0.45,0.45,0.1,0.1]}]"),
        ]
        for (name, value) in changes {
            members.removeAll { $0.0 == name }
            if let value { members.append((name, value)) }
        }
        return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    static func detection(_ members: String) -> [(String, String?)] {
        [("detections", "[{\"label\":\"car\",\"confidence\":0.9,\(members)}]")]
    }

    private func intake(_ text: String) throws -> Intake {
        try Self.translator.translate(Array(text.utf8), receivedAt: Self.received)
    }

    @Test("a sound frame is taken, located and keyed")
    func sound() throws {
        let intake = try intake(Self.frame())
        #expect(intake.quarantined.isEmpty)
        let frame = try #require(intake.accepted.first)
        #expect(frame.sightings.source == "edge-1")
        #expect(frame.sightings.frame == "f1")
        #expect(frame.sightings.detections.first?.ground == frame.sightings.camera)
        #expect(frame.sightings.footprint.count == 5)
        let reordered = try self.intake(
            Self.frame([("schema", nil), ("schema", "\"roost.frame/1\"")])
        )
        #expect(reordered.accepted.first?.canonical == frame.canonical)
        let other = try self.intake(Self.frame([("seq", "4")]))
        #expect(other.accepted.first?.canonical != frame.canonical)
    }

    /// Found by `roost-fuzz --surface frame --seed 8`, input 364865 (issue 4).
    @Test("of two faults of a detection the canonical form names the same one")
    func sameFault() throws {
        let detections = """
            [{"label":"car","confidence":1,"box":[0,0,1,1],
            "attributes":{"track_id":"t1","label":"car","box":[0,0,1,1]}},
            {"label":"car","confidence":0.9,"box":[0.45,0.45,0.1,0.1]}]
            """
        let frame = try #require(
            try intake(Self.frame([("detections", detections)])).accepted.first
        )
        let text = String(decoding: frame.canonical, as: UTF8.self)
        let again = try #require(try intake(text).accepted.first)
        #expect(frame.faults.map(\.index) == [0])
        #expect(again == frame)
    }

    @Test(
        "what is about a face is refused alone, and nothing of it is kept",
        arguments: [
            (#""label":"face""#, true), (#""label":"human_face""#, true),
            (#""label":"person","attributes":{"face_id":{"value":"7"}}"#, true),
            (#""label":"person","attributes":{"Face":{"value":"li"}}"#, true),
            (#""label":"person","attributes":{"face_mask":{"value":true}}"#, false),
            (#""label":"car","attributes":{"surface":{"value":"wet"}}"#, false),
        ]
    )
    func faces(members: String, isRefused: Bool) throws {
        let other = #"{"label":"car","confidence":0.9,"box":[0.45,0.45,0.1,0.1]}"#
        let one = #"{\#(members),"confidence":0.9,"box":[0.1,0.1,0.2,0.2]}"#
        let frame = try #require(
            try intake(Self.frame([("detections", "[\(one),\(other)]")])).accepted.first
        )
        #expect(frame.faults.map(\.fault.reason) == (isRefused ? [.face] : []))
        #expect(FrameFault.Reason.face.isFault == false)
        let all = frame.sightings.detections.count + frame.unwatched
        #expect(all == (isRefused ? 1 : 2))
    }

    @Test(
        "a height is that above ground however it is said (PIPELINE 3.4)",
        arguments: [
            (#""height_agl":60"#, true), (#""height_rel":57"#, true),
            (#""height_ellipsoid":72.5"#, true), (#""height_ellipsoid":72.5"#, false),
        ]
    )
    func heights(said: String, isGroundKnown: Bool) throws {
        var context = Self.translator.context
        context.takeOffAboveTerrain = 3
        let origin = GridPoint(eastMillimetres: 0, northMillimetres: 0)
        let far = GridPoint(eastMillimetres: 9_000_000, northMillimetres: 0)
        if isGroundKnown {
            context.grounds = [
                .init(place: far, aboveEllipsoid: 90), .init(place: origin, aboveEllipsoid: 12.5),
            ]
        }
        let pose = """
            {"lat":22.543,"lon":113.958,\(said),"gimbal":{"yaw":0,"pitch":-70},\
            "fov":{"h":73.74,"v":45.75}}
            """
        let text = Self.frame([("pose", pose)])
        let intake = try FrameTranslator(context: context)
            .translate(Array(text.utf8), receivedAt: Self.received)
        let frame = try #require(intake.accepted.first)
        let ground = frame.sightings.detections.first?.ground
        guard isGroundKnown else {
            return #expect(ground == nil && frame.unlocated == 1)
        }
        // The car's middle is 0.75 m high: 59.25 m below the camera, at 60 m above ground.
        let camera = try #require(frame.sightings.camera)
        let north = try #require(ground).northMillimetres - camera.northMillimetres
        #expect(abs(north - 21_565) <= 10, "\(north)")
    }

    @Test(
        "a bad frame is quarantined with its reason",
        arguments: [
            ("", FrameFault.Reason.syntax), ("{", .syntax), ("\u{FEFF}{}", .syntax),
            ("{\"schema\":\"roost.frame/1\",\"schema\":\"roost.frame/1\"}", .syntax),
            ("{\"a\":NaN}", .syntax), (frame([("x", "1e309")]), .syntax),
            (
                frame([("x", String(repeating: "[", count: 16) + String(repeating: "]", count: 16))]
                ), .syntax
            ),
            (
                frame([("x", String(repeating: "[", count: 99) + String(repeating: "]", count: 99))]
                ), .syntax
            ),
            ("\"text\"", .schema), ("[]", .schema), ("7", .schema), ("{}", .schema),
            (frame([("schema", "\"roost.frame/9\"")]), .schema),
            (frame([("source", nil)]), .schema), (frame([("source", "\"-x\"")]), .schema),
            (frame([("frame_id", "\"a b\"")]), .schema), (frame([("frame_id", "7")]), .schema),
            (frame([("captured_at", "\"yesterday\"")]), .schema),
            (frame([("captured_at", "\"2026-05-12T00:23:01\"")]), .schema),
            (frame([("captured_at", "\"2026-05-12 00:23:01Z\"")]), .schema),
            (frame([("detections", nil)]), .schema), (frame([("detections", "{}")]), .schema),
            (frame([("kind", "\"film\"")]), .schema), (frame([("lens", "\"tele\"")]), .schema),
            (frame([("size", "[0,5]")]), .schema), (frame([("seq", "-1")]), .schema),
            (frame([("pose", "{\"lat\":91,\"lon\":0}")]), .schema),
            (
                frame([("pose", "{\"lat\":1,\"lon\":0,\"gimbal\":{\"yaw\":0,\"pitch\":0}}")]),
                .schema
            ),
            (frame([("captured_at", "\"2019-12-31T23:59:59Z\"")]), .timeRange),
            (frame([("captured_at", "\"2026-05-13T00:23:02.001Z\"")]), .timeRange),
            (frame([("detections", many("{}", 501))]), .tooMany),
            (frame([("images", many("{\"ref\":\"a\",\"role\":\"wide\"}", 9))]), .tooMany),
            (
                frame([("images", "[{\"ref\":\"data:image/png;base64,AA\",\"role\":\"wide\"}]")]),
                .embeddedImage
            ),
            (
                frame([("images", "[{\"ref\":\"a\",\"role\":\"wide\",\"data\":\"AA\"}]")]),
                .embeddedImage
            ),
            (frame([("images", "[{\"ref\":\"file:///etc/passwd\",\"role\":\"wide\"}]")]), .schema),
            (frame([("images", "[{\"ref\":\"http://a.example/x\",\"role\":\"wide\"}]")]), .schema),
            (frame([("images", "[{\"ref\":\"https://10.0.0.1/x\",\"role\":\"wide\"}]")]), .schema),
            (frame([("images", "[{\"ref\":\"../x\",\"role\":\"wide\"}]")]), .schema),
            (frame([("images", "[{\"ref\":\"a\",\"role\":\"wide\",\"sha256\":\"AA\"}]")]), .schema),
        ]
    )
    func bad(text: String, reason: FrameFault.Reason) throws {
        let intake = try intake(text)
        #expect(intake.accepted.isEmpty)
        #expect(intake.quarantined.map(\.fault.reason) == [reason])
        #expect(intake.isUnreadable == (reason == .syntax))
    }

    static func many(_ one: String, _ count: Int) -> String {
        "[" + Array(repeating: one, count: count).joined(separator: ",") + "]"
    }

    @Test(
        "a bad detection is left out alone, with its reason",
        arguments: [
            ("\"box\":[0.9,0.1,0.2,0.1]", FrameFault.Reason.boxRange),
            ("\"box\":[0.1,0.9,0.1,0.100002]", .boxRange),
            ("\"box\":[0.1,0.1,0,0.1]", .boxEmpty), ("\"box\":[0.1,0.1,0.1]", .schema),
            ("\"box\":[0.1,0.1,0.1,1.5]", .schema), ("\"id\":\"x\"", .schema),
            ("\"box\":[0.1,0.1,0.1,0.1],\"plate\":{}", .schema),
            ("\"box\":[0.1,0.1,0.1,0.1],\"track_id\":\"\"", .schema),
            ("\"box\":[0.1,0.1,0.1,0.1],\"attributes\":{\"A\":{\"value\":1}}", .schema),
            ("\"box\":[0.1,0.1,0.1,0.1],\"attributes\":\(attributes(33))", .tooMany),
            ("\"geo\":{\"lat\":1}", .schema),
        ]
    )
    func badDetection(members: String, reason: FrameFault.Reason) throws {
        let bad = "{\"label\":\"car\",\"confidence\":0.9,\(members)}"
        let good = "{\"label\":\"car\",\"confidence\":0.9,\"box\":[0.45,0.45,0.1,0.1]}"
        let frame = try #require(
            intake(Self.frame([("detections", "[\(bad),\(good)]")])).accepted.first
        )
        #expect(frame.faults.map(\.fault.reason) == [reason])
        #expect(frame.faults.map(\.index) == [0])
        #expect(frame.sightings.detections.count == 1)
    }

    static func attributes(_ count: Int) -> String {
        "{" + (0..<count).map { "\"a\($0)\":{\"value\":true}" }.joined(separator: ",") + "}"
    }

    @Test("pixels need a size; a box may reach 1e-6 over the edge")
    func boxes() throws {
        let pixels = Self.detection("\"box_px\":[864,486,192,108]")
        let frame = try intake(Self.frame(pixels)).accepted.first
        #expect(frame?.sightings.detections.first?.box == [0.45, 0.45, 0.1, 0.1])
        let bare = try intake(Self.frame(pixels + [("size", nil)]))
        #expect(bare.quarantined.map(\.fault.reason) == [.noSize])
        let edge = Self.detection("\"box\":[0.5,0.5,0.5000009,0.5]")
        #expect(try intake(Self.frame(edge)).accepted.first?.faults == [])
    }

    @Test("what no rule looks at is left out, the frame stays")
    func unwatched() throws {
        let bus = "[{\"label\":\"bus\",\"confidence\":0.9,\"box\":[0.45,0.45,0.1,0.1]}]"
        // 45 m east of the camera: outside the zone of 40 m and its margin.
        let far = "[{\"label\":\"car\",\"confidence\":0.9,\"box\":[0.99,0.45,0.01,0.1]}]"
        for detections in [bus, far, "[]"] {
            let frame = try intake(Self.frame([("detections", detections)])).accepted.first
            #expect(frame?.sightings.detections == [])
            #expect(frame?.unwatched == (detections == "[]" ? 0 : 1))
        }
    }

    @Test("without a pose a detection stays, without ground")
    func unlocated() throws {
        for pose in [nil, "{\"lat\":22.543,\"lon\":113.958}"] as [String?] {
            let frame = try #require(intake(Self.frame([("pose", pose)])).accepted.first)
            #expect(frame.unlocated == 1)
            #expect(frame.sightings.detections.map(\.ground) == [nil])
            #expect(frame.sightings.footprint.isEmpty)
        }
        let geo = Self.detection("\"geo\":{\"lat\":22.543,\"lon\":113.958}")
        let frame = try #require(intake(Self.frame(geo + [("pose", nil)])).accepted.first)
        #expect(frame.sightings.detections.first?.error == 10)
    }

    @Test("a batch and CloudEvents are unwrapped; a bad element is quarantined alone")
    func envelopes() throws {
        let event = """
            {"specversion":"1.0","id":"1","source":"/a","type":"roost.frame.analysed.v1","data":\(Self.frame())}
            """
        let coded = Data(Self.frame([("frame_id", "\"f2\"")]).utf8).base64EncodedString()
        let base64 = """
            {"specversion":"1.0","id":"2","source":"/a","type":"t","data_base64":"\(coded)"}
            """
        let broken = "{\"specversion\":\"0.3\",\"id\":\"3\",\"source\":\"/a\",\"type\":\"t\"}"
        #expect(try intake(event).accepted.map(\.sightings.frame) == ["f1"])
        let batch = try intake("[\(event),\(base64),\(broken),\(Self.frame([("seq", "-1")]))]")
        #expect(batch.accepted.map(\.sightings.frame) == ["f1", "f2"])
        #expect(batch.accepted.map(\.index) == [0, 1])
        #expect(batch.quarantined.map(\.index) == [2, 3])
        #expect(batch.quarantined.map(\.id) == [nil, "f1"])
        #expect(!batch.isUnreadable)
    }

    @Test("a message over the limits is refused as a whole")
    func limits() throws {
        #expect(throws: FrameError.tooManyFrames(limit: 100)) {
            try intake(Self.many("{}", 101))
        }
        let long = Self.frame([("x", "\"\(String(repeating: "x", count: 1 << 20))\"")])
        #expect(throws: FrameError.tooLarge(limit: 1 << 20)) { try intake(long) }
        let huge = String(repeating: " ", count: (4 << 20) + 1)
        #expect(throws: FrameError.tooLarge(limit: 4 << 20)) { try intake(huge) }
    }

    @Test("an absent vertical angle comes from the frame's aspect; an old pose is less exact")
    func pose() throws {
        let pose = { (members: String) in
            [
                (
                    "pose" as String,
                    """
                    {"lat":22.543,"lon":113.958,"height_agl":60,"gimbal":{"yaw":0,"pitch":-90},\(members)}
                    """ as String?
                )
            ]
        }
        let implied = try intake(Self.frame(pose("\"fov\":{\"h\":73.74}"))).accepted.first
        // 2 atan(tan(36.87) x 9 / 16) = 45.75.
        let said = try intake(Self.frame()).accepted.first
        let ends = [implied, said].map {
            $0?.sightings.footprint.map(\.northMillimetres).max() ?? 0
        }
        #expect(abs(ends[0] - ends[1]) < 20)
        let old = try intake(
            Self.frame(pose("\"fov\":{\"h\":73.74},\"at\":\"2026-05-12T00:23:00Z\""))
        )
        let error = try #require(old.accepted.first?.sightings.detections.first?.error)
        #expect(error > 15)
        let rough = try #require(implied?.sightings.detections.first?.error)
        #expect(abs(rough.value - 3.782) < 0.1)
    }
}
