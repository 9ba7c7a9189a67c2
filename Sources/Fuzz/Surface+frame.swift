// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Frames
import JSONText
import RoostModel

extension Surface {
    /// Frame-analysis results, as the body of a post or a message.
    static func frame(_ corpus: Corpus) -> Surface {
        let documents = frames(corpus)
        let mutation = TreeMutation(documents)
        let translator = translator
        return Surface(name: "frame", documents: documents.count) { dice in
            var document = dice.element(documents)
            if dice.happens(0.1) {
                document = .array((0..<dice.pick(0...4)).map { _ in dice.element(documents) })
            } else if dice.happens(0.2), document["specversion"] == nil {
                document = [
                    "specversion": "1.0", "id": "1", "source": "/a", "type": "t", "data": document,
                ]
            }
            return mutation.bytes(of: document, &dice)
        } pass: { bytes throws(Breach) in
            let intake: Intake
            do throws(FrameError) {
                intake = try translator.translate(bytes, receivedAt: .fuzzed)
            } catch { return .refused(error.word) }
            guard intake.accepted.count + intake.quarantined.count <= FrameTranslator.batchLimit
            else { throw .unbounded("frames of a batch") }
            for frame in intake.accepted { try check(frame, translator, bytes.isSampled) }
            guard let refused = intake.quarantined.first else { return .accepted }
            return .refused(refused.fault.reason.rawValue)
        }
    }

    /// What is kept of a frame gives the same sightings again, and they can be stored.
    private static func check(
        _ frame: Intake.Accepted,
        _ translator: FrameTranslator,
        _ isSampled: Bool
    ) throws(Breach) {
        guard frame.sightings.detections.count <= NativeFrame.detectionLimit else {
            throw .unbounded("detections of a frame")
        }
        var again: Intake.Accepted?
        do throws(FrameError) {
            again = try translator.translate(frame.canonical, receivedAt: .fuzzed).accepted.first
        } catch { throw .changed("a frame: \(error)") }
        again?.index = frame.index
        guard again == frame else { throw .changed("a frame") }
        if isSampled { try surviveStore(frame.sightings, "sightings") }
    }

    private static func frames(_ corpus: Corpus) -> [JSONValue] {
        let recorded = corpus.documents(in: "Tests/FramesTests/Fixtures", ending: ".jsonl")
            .flatMap { $0.bytes.split(separator: 0x0A) }
            .compactMap { try? JSONReader().read($0)["body"] }
        let foreign = corpus.documents(in: "../shared/alerts/samples", ending: ".json")
            .compactMap(\.value)
        return recorded.filter { $0.object != nil } + foreign + Array(repeating: whole, count: 20)
    }

    /// A frame with every member of the format.
    private static let whole: JSONValue = [
        "schema": "roost.frame/1", "source": "edge-1", "frame_id": "f1", "seq": 7,
        "captured_at": "2026-05-12T07:30:00.000Z", "analysed_at": "2026-05-12T07:30:00.500Z",
        "kind": "photo", "lens": "zoom", "size": [1920, 1080], "answers": "E-31",
        "stream": "rtsp", "model": ["name": "yolo", "version": "1"],
        "mission": ["id": "M-1", "pass": 1, "waypoint": 3],
        "pose": [
            "aircraft": "1581F8AIR0003", "payload": "99-0-0", "lat": 22.543, "lon": 113.958,
            "height_agl": 60, "height_rel": 61, "height_ellipsoid": 70,
            "gimbal": ["yaw": 12.5, "pitch": -90, "roll": 0], "fov": ["h": 73.74, "v": 45.75],
            "at": "2026-05-12T07:30:00Z", "sigma": ["pos": 0.5, "height": 1, "angle": 0.5],
        ],
        "detections": [
            [
                "label": "car", "confidence": 0.9, "box": [0.45, 0.45, 0.1, 0.1], "track_id": "t1",
                "plate": ["text": "粤B12345", "confidence": 0.8, "region": "cn"],
                "attributes": ["colour": ["value": "red", "confidence": 0.7]],
                "polygon": [[0.1, 0.1], [0.2, 0.1], [0.2, 0.2]],
            ],
            ["label": "car", "confidence": 0.5, "box_px": [10, 10, 200, 100]],
            [
                "label": "car", "confidence": 1,
                "geo": ["lat": 22.5431, "lon": 113.9581, "error_m": 2],
            ],
        ],
        "images": [
            [
                "ref": "https://edge.example/f1.jpg", "role": "wide",
                "sha256":
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ]
        ],
    ]

    /// A translator with one zone of 200 m to each side around the grid's origin.
    static let translator: FrameTranslator = {
        let corners = [(-200, -200), (200, -200), (200, 200), (-200, 200), (-200, -200)]
        let zone = Area(
            id: "z",
            kind: .zone,
            name: Bilingual(en: "z", zh: "z"),
            rings: [],
            grid: [
                corners.map {
                    GridPoint(eastMillimetres: $0.0 * 1000, northMillimetres: $0.1 * 1000)
                }
            ]
        )
        return FrameTranslator(
            context: FrameContext(
                grid: LocalGrid(origin: Coordinate(latitude: 22.543, longitude: 113.958)),
                watches: [.init(zone: zone, labels: ["car", "person"])],
                grounds: [
                    .init(
                        place: GridPoint(eastMillimetres: 0, northMillimetres: 0),
                        aboveEllipsoid: 10
                    )
                ]
            )
        )
    }()
}

extension FrameError {
    fileprivate var word: String {
        switch self {
        case .tooLarge: "too_large"
        case .tooManyFrames: "too_many_frames"
        }
    }
}
