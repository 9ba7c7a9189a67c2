// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Frames
import RoostModel
import Testing

@Suite("Detections that cannot be read")
struct UnreadTests {
    private static let good = #"{"label":"car","confidence":0.9,"box":[0.1,0.1,0.1,0.1]}"#

    private func intake(_ changes: [(String, String?)]) throws -> Intake {
        try IntakeTests.translator.translate(
            Array(IntakeTests.frame(changes).utf8),
            receivedAt: IntakeTests.received
        )
    }

    private func unread(_ members: String, _ more: [(String, String?)] = []) throws
        -> [UnreadDetection]?
    {
        let detections = [("detections", "[{\(members)},\(Self.good)]" as String?)]
        let frame = try #require(try intake(detections + more).accepted.first)
        #expect(frame.faults.count == 1)
        return frame.sightings.unread
    }

    @Test("one whose box can be read may be near its place")
    func place() throws {
        let middle = #""label":"car","confidence":1.4,"box":[0.45,0.45,0.1,0.1]"#
        let one = try #require(try unread(middle)?.first)
        #expect(
            one.label == "car" && one.ground == GridPoint(eastMillimetres: 0, northMillimetres: 0)
        )
        #expect(one.reach.value >= 4.5 && one.reach.value < 10)
        // Without its label it is low or high: farther from the middle of the picture that is another place.
        let edge = #""label":7,"confidence":0.9,"box":[0.85,0.45,0.1,0.1]"#
        let other = try #require(try unread(edge)?.first)
        let known = try #require(
            try unread(#""label":"car","confidence":2,"box":[0.85,0.45,0.1,0.1]"#)?.first
        )
        #expect(other.label == nil && other.reach > known.reach)
        let geo = #""label":"car","confidence":9,"geo":{"lat":22.543,"lon":113.958,"error_m":20}"#
        let said = try #require(try unread(geo)?.first)
        #expect(said.ground == one.ground && said.reach > one.reach)
    }

    @Test(
        "one without a box, or without a pose, may be anywhere",
        arguments: [
            #""label":"car","confidence":0.9"#, #""label":"car","confidence":0.9,"box":[0,0,2,2]"#,
            #""label":"car","confidence":0.9,"box":[0.1,0.1,0,0.1]"#,
        ]
    )
    func anywhere(members: String) throws {
        #expect(try unread(members) == [UnreadDetection(label: "car")])
        let middle = #""label":"car","confidence":1.4,"box":[0.45,0.45,0.1,0.1]"#
        #expect(try unread(middle, [("pose", nil)]) == [UnreadDetection(label: "car")])
        #expect(try unread("") == [UnreadDetection()])
    }

    @Test("one that no rule looks for is nothing, and so is a sound frame")
    func unwatched() throws {
        #expect(try unread(#""label":"dog","confidence":1.4,"box":[0.4,0.4,0.1,0.1]"#) == nil)
        #expect(try intake([]).accepted.first?.sightings.unread == nil)
    }

    @Test("a frame of which nothing is left is refused, so that its id stays free")
    func nothing() throws {
        let bad = (
            "detections", #"[{"label":"car","confidence":1.4,"box":[0.4,0.4,0.1,0.1]}]"# as String?
        )
        let refused = try intake([bad])
        #expect(refused.accepted.isEmpty)
        #expect(refused.quarantined.map(\.fault.reason) == [.schema])
        #expect(refused.quarantined.map(\.id) == ["f1"])
        let picture = ("images", #"[{"ref":"a.jpg","role":"wide"}]"# as String?)
        #expect(try intake([bad, picture]).accepted.count == 1)
        #expect(try intake([bad, ("answers", #""C-1.e1""#)]).accepted.count == 1)
        let face = (
            "detections", #"[{"label":"face","confidence":1,"box":[0.4,0.4,0.1,0.1]}]"# as String?
        )
        #expect(try intake([face]).accepted.count == 1)
    }

    @Test("a foreign box in pixels without a size is refused, and taken with one")
    func foreign() throws {
        let list =
            #"[{"name":"car","confidence":0.9,"box":{"x1":900,"y1":500,"x2":1020,"y2":580}}]"#
        func take(_ size: String?) throws -> Intake {
            var headers = [
                "x-roost-format": "ultralytics", "x-roost-source": "edge", "x-roost-box": "px",
                "x-roost-captured-at": "2026-05-12T00:23:01Z",
            ]
            headers["x-roost-size"] = size
            return try IntakeTests.translator.translate(
                Array(list.utf8),
                as: FrameBinding(format: .ultralytics),
                beside: try FrameEnvelope(headers),
                receivedAt: IntakeTests.received
            )
        }
        #expect(try take(nil).quarantined.map(\.fault.reason) == [.noSize])
        #expect(try take("1920x1080").accepted.map(\.sightings.detections.count) == [1])
    }
}
