// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Frames
import RoostModel
import Testing

@Suite("Foreign formats")
struct ForeignTests {
    static let received = Timestamp("2026-05-12T00:30:00Z") ?? .epoch

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/foreign")

    /// What a sample must come to: detections of each frame, or the word that refuses it.
    enum Expected: Equatable, CustomStringConvertible {
        case frames([[String]])
        case refused(String)

        var description: String {
            switch self {
            case .frames(let frames): "\(frames)"
            case .refused(let word): word
            }
        }
    }

    /// How a sample comes in: its format, and what stands beside the body.
    static let deliveries: [String: (format: FrameFormat, headers: [String: String])] = [
        "frigate": (.frigate, [:]), "deepstream": (.deepstream, [:]), "onvif": (.onvif, [:]),
        "dji": (.dji, [:]), "cloudevents": (.native, [:]),
        "ultralytics": (
            .ultralytics,
            [
                "x-roost-source": "yolo-1", "x-roost-captured-at": "2026-05-12T00:23:01Z",
                "x-roost-size": "1920x1080",
            ]
        ),
        "rekognition": (
            .rekognition,
            ["x-roost-source": "cloud", "x-roost-captured-at": "2026-05-12T00:23:01Z"]
        ),
        "coco": (
            .coco,
            [
                "x-roost-source": "batch", "x-roost-size": "1920x1080",
                "x-roost-photos": "139=2026-05-12T00:23:01Z,140=2026-05-12T00:23:02Z,"
                    + "141=2026-05-12T00:23:03Z",
            ]
        ),
    ]

    static let expected: [(file: String, outcome: Expected)] = [
        ("cloudevents-structured.json", .frames([["car 0.86"]])),
        ("cloudevents-batch.json", .frames([["car 0.86"], ["car 0.86"], ["car 0.86"]])),
        ("cloudevents-binary.http", .frames([["car 0.86"]])),
        ("coco-results.json", .frames([["car 0.618"], ["car 0.832"], ["person 0.555"]])),
        ("deepstream-full-0.json", .frames([["car 0.728 测B93230"]])),
        ("deepstream-full-1.json", .frames([["car 0.931 测B46864"]])),
        ("deepstream-minimal-0.json", .frames([["car 0.604992 测A87400"]])),
        (
            "deepstream-minimal-1.json",
            .frames([["car 0.881849 测A67571", "person 0.7", "car 0.861047 测A29817"]])
        ),
        (
            "deepstream-minimal-2.json",
            .frames([["car 0.914804 测A37799", "person 0.7", "person 0.7", "car 0.7"]])
        ),
        ("dji-drc-ai-info-push.json", .refused("no_box")),
        ("dji-esdk-custom-data.json", .frames([["car 0.86"]])),
        ("dji-sei-payload-07.json", .refused("schema")),
        ("frigate-classification-update.json", .refused("no_box")),
        ("frigate-event-end-3.json", .frames([["car 0.930792 测B64787"]])),
        ("frigate-event-new-0.json", .frames([["car 0.717316"]])),
        ("frigate-event-update-1.json", .frames([["car 0.937991 测B31620"]])),
        ("frigate-event-update-2.json", .frames([["person 0.817486"]])),
        ("frigate-lpr-update.json", .refused("no_box")),
        ("frigate-review-update.json", .refused("no_box")),
        ("onvif-metadata.xml", .refused("syntax")),
        ("onvif-mj-frame.json", .frames([["car 0.91 测B72796"]])),
        ("onvif-mqtt-event.json", .refused("no_box")),
        ("rekognition-labels.json", .frames([["car 0.968"]])),
        ("ultralytics-to-json.json", .frames([["car 0.86307", "person 0.71234"]])),
    ]

    static let translator = FrameTranslator(
        context: FrameContext(
            grid: IntakeTests.translator.context.grid,
            watches: [.init(zone: IntakeTests.zone, labels: ["car", "person"])]
        )
    )

    static let labels = ["3": "car", "1": "person"]

    static func intake(_ file: String) throws -> Intake {
        var bytes = Array(try Data(contentsOf: folder.appending(path: file)))
        let kind = String(file.prefix { $0 != "-" })
        let delivery = try #require(deliveries[kind])
        var headers = delivery.headers
        if file.hasSuffix(".http") {
            let text = String(decoding: bytes, as: UTF8.self)
            let end = try #require(text.range(of: "\n\n") ?? text.range(of: "\r\n\r\n"))
            for line in text[..<end.lowerBound].split(whereSeparator: \.isNewline).dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
            }
            bytes = Array(text[end.upperBound...].utf8)
        }
        let cameras = ["frigate/dock1_wide", "dock1-wide"].map {
            FrameBinding.Camera(name: $0, aircraft: "A01", size: [1920, 1080])
        }
        return try translator.translate(
            bytes,
            as: FrameBinding(format: delivery.format, labels: labels, cameras: cameras),
            beside: FrameEnvelope(headers),
            receivedAt: received
        )
    }

    @Test("every sample is taken in, or refused by name", arguments: expected)
    func samples(file: String, outcome: Expected) throws {
        let intake = try Self.intake(file)
        let frames = intake.accepted.map { frame in
            frame.sightings.detections.map { detection in
                "\(detection.label) \(detection.confidence)"
                    + (detection.plate.map { $0.text.isEmpty ? "" : " \($0.text)" } ?? "")
            }
        }
        let found: Expected =
            frames.isEmpty
            ? .refused(intake.quarantined.first?.fault.reason.rawValue ?? "nothing")
            : .frames(frames.map { $0.map { Self.withoutNativePlate($0, file) } })
        #expect(found == outcome)
    }

    /// The native samples' plates are tested elsewhere.
    private static func withoutNativePlate(_ text: String, _ file: String) -> String {
        file.hasPrefix("cloudevents")
            ? text.split(separator: " ").prefix(2).joined(separator: " ") : text
    }

    @Test("no sample is left out of the table")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(files.sorted() == Self.expected.map(\.file).sorted())
    }

    @Test("a COCO entry of a photo that is not known is refused by name; the others are taken")
    func unknownPhoto() throws {
        let intake = try Self.intake("coco-results.json")
        #expect(intake.quarantined.map(\.fault.reason) == [.noPhoto])
        #expect(intake.accepted.map(\.sightings.frame) == ["image-139", "image-140", "image-141"])
        #expect(intake.accepted.allSatisfy { $0.sightings.kind == .photo })
    }

    @Test("ONVIF's plane has y up: the sample's box stands where the page says")
    func plane() throws {
        let frame = try #require(Self.intake("onvif-mj-frame.json").accepted.first)
        let box = try #require(frame.sightings.detections.first?.box)
        #expect(abs(box[0] - 0.4271) < 0.0001)
        // 560 and 500 by 0.001851852 less 1, turned over: 0.4815 and 0.5370.
        #expect(abs(box[1] - 0.4815) < 0.0001 && abs(box[1] + box[3] - 0.5370) < 0.0001)
        #expect(frame.sightings.source == "onvif/veh")
    }

    @Test(
        "who said what when, and what a message that tells one object only proves",
        arguments: [
            ("frigate-event-new-0.json", "frigate/dock1_wide", "2026-05-12T00:21:33.500Z"),
            ("deepstream-minimal-0.json", "dock1-wide", "2026-05-12T00:22:00.120Z"),
            ("deepstream-full-0.json", "dock1-wide", "2026-05-12T00:21:00.320Z"),
            ("ultralytics-to-json.json", "yolo-1", "2026-05-12T00:23:01.000Z"),
            ("dji-esdk-custom-data.json", "dji/e1", "2026-05-12T00:24:14.123Z"),
        ]
    )
    func origin(file: String, source: String, time: String) throws {
        let frame = try #require(Self.intake(file).accepted.first)
        #expect(frame.sightings.source == source)
        #expect(frame.sightings.capturedAt.description == time)
        #expect(frame.sightings.detections.allSatisfy { $0.ground == nil })
    }

    static func read(
        _ text: String,
        _ format: FrameFormat,
        _ headers: [String: String] = [:]
    ) throws -> FrameReading {
        try translator.read(
            Array(text.utf8),
            as: FrameBinding(format: format, labels: labels),
            beside: FrameEnvelope(headers),
            receivedAt: received
        )
    }

    static let yolo = [
        "x-roost-source": "yolo-1", "x-roost-captured-at": "2026-05-12T00:23:01Z",
    ]

    @Test("a message of one object is a part of a frame, a message of all is whole")
    func partial() throws {
        let minimal =
            #"{"id":1,"@timestamp":"2026-05-12T00:22:00Z","sensorId":"s","objects":[]}"#
        let whole = try #require(Self.read(minimal, .deepstream).frames.first)
        #expect(!whole.isPartial && whole.frame.detections.isEmpty)
        let file = Self.folder.appending(path: "deepstream-full-0.json")
        let full = try String(contentsOf: file, encoding: .utf8)
        let size = ["x-roost-size": "1920x1080"]
        #expect(try Self.read(full, .deepstream, size).frames.first?.isPartial == true)
    }

    private static let sound =
        #"{"name":"car","confidence":1,"box":{"x1":0,"y1":0,"x2":1,"y2":1}}"#

    @Test(
        "what is wrong is refused by name, one object alone where the rest is sound",
        arguments: [
            (.frigate, #"{"type":"face","id":"x","name":"li","score":1}"#, [:], "face"),
            (.frigate, #"{"type":"new","after":{"false_positive":true}}"#, [:], "false_positive"),
            (
                .ultralytics,
                #"[{"name":"Human Face","confidence":1,"box":{"x1":0,"y1":0,"x2":1,"y2":1}}]"#,
                Self.yolo, "object face"
            ),
            (.frigate, #"{"type":"new"}"#, [:], "schema"), (.frigate, "[]", [:], "schema"),
            (.deepstream, #"{"@timestamp":"now","objects":[]}"#, [:], "schema"),
            (
                .deepstream,
                #"{"@timestamp":"2019-05-12T00:22:00Z","sensorId":"s","id":1,"objects":[]}"#, [:],
                "time_range"
            ),
            (.ultralytics, "[]", [:], "schema"), (.ultralytics, "{}", Self.yolo, "schema"),
            (
                .ultralytics,
                #"[{"name":"car","confidence":1,"box":{"x1":1,"y1":1,"x2":9,"y2":9}}]"#,
                Self.yolo, "no_size"
            ),
            (
                .ultralytics,
                #"[{"name":"car","confidence":2,"box":{"x1":0,"y1":0,"x2":1,"y2":1}},\#(Self.sound)]"#,
                Self.yolo, "object schema"
            ),
            (
                .ultralytics,
                #"[{"name":"car","confidence":1,"box":{"x1":0.5,"y1":0,"x2":0.5,"y2":1}},\#(Self.sound)]"#,
                Self.yolo, "object box_empty"
            ),
            (
                .deepstream,
                #"{"@timestamp":"2026-05-12T00:22:00Z","sensorId":"s","id":1,"objects":["1|2|3"]}"#,
                [:], "schema"
            ),
            (
                .deepstream,
                #"{"@timestamp":"2026-05-12T00:22:00Z","sensorId":"s","id":1,"#
                    + #""objects":["1|2|3","2|0|0|9|9|car"]}"#,
                ["x-roost-size": "1920x1080"], "object schema"
            ),
            (
                .dji,
                #"{"method":"custom_data_transmission_from_esdk","data":{"value":"{"}}"#,
                [:], "syntax"
            ),
            (.onvif, #"{"Frame":[{"@UtcTime":"yesterday"}]}"#, [:], "schema"),
            (.onvif, #"{"Frame":[]}"#, [:], "no_box"), (.coco, "[]", [:], "schema"),
            (.rekognition, #"{"Labels":[{"Instances":[]}]}"#, Self.yolo, "schema"),
        ] as [(FrameFormat, String, [String: String], String)]
    )
    func refused(
        format: FrameFormat,
        text: String,
        headers: [String: String],
        expected: String
    ) throws {
        let reading = try Self.read(text, format, headers)
        let whole = reading.quarantined.first?.fault.reason.rawValue
        let object = reading.frames.first?.frame.faults.first?.fault.reason.rawValue
        #expect((whole ?? object.map { "object " + $0 }) == expected)
    }

    @Test(
        "what stands beside the body is read strictly",
        arguments: [
            (["x-roost-size": "1920"], "schema"), (["x-roost-captured-at": "today"], "schema"),
            (["x-roost-source": "a b"], "schema"), (["x-roost-format": "yolo"], "format"),
            (["x-roost-box": "cm"], "schema"), (["x-roost-photos": "1"], "schema"),
            (["ce-specversion": "0.3", "ce-id": "1"], "schema"),
            (["ce-specversion": "1.0", "ce-id": "1", "ce-type": "t"], "schema"),
            (["specversion": "1.0", "id": "1", "source": "/a"], "schema"),
            (["ce-specversion": "1.0", "ce-id": "1", "ce-source": "/a", "ce-type": "t"], nil),
            (["content-type": "application/json"], nil),
        ] as [([String: String], String?)]
    )
    func beside(headers: [String: String], word: String?) {
        var found: String?
        do throws(FrameFault) {
            _ = try FrameEnvelope(headers)
        } catch {
            found = error.reason.rawValue
        }
        #expect(found == word)
    }

    @Test("small boxes in pixels are pixels when the sender says so, else shares")
    func pixels() throws {
        let text = #"[{"name":"car","confidence":1,"box":{"x1":0,"y1":0,"x2":1,"y2":1}}]"#
        var headers = Self.yolo
        headers["x-roost-size"] = "100x100"
        let shares = try Self.read(text, .ultralytics, headers).frames.first?.frame.detections
        #expect(shares?.first?.box == [0, 0, 1, 1])
        headers["x-roost-box"] = "px"
        let pixels = try Self.read(text, .ultralytics, headers).frames.first?.frame.detections
        #expect(pixels?.first?.box == [0, 0, 0.01, 0.01])
    }

    @Test("the binding's own words go before the usual ones")
    func words() throws {
        let text = #"[{"name":"Motorcycle","confidence":1,"box":{"x1":0,"y1":0,"x2":1,"y2":1}}]"#
        func label(_ labels: [String: String]) throws -> String? {
            try Self.translator.read(
                Array(text.utf8),
                as: FrameBinding(format: .ultralytics, labels: labels),
                beside: FrameEnvelope(Self.yolo),
                receivedAt: Self.received
            ).frames.first?.frame.detections.first?.label
        }
        #expect(try label([:]) == "rider")
        #expect(try label(["motorcycle": "bike"]) == "bike")
        #expect(try label(["Motorcycle": "two_wheeler"]) == "two_wheeler")
    }
}
