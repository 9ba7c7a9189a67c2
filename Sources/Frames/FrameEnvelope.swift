// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What came beside the body: headers of HTTP, user properties of MQTT 5 (FRAMES § 2.3, 4).
public struct FrameEnvelope: Equatable, Sendable {
    /// `X-Roost-Source`.
    public var source: String?
    /// `X-Roost-Frame-Id`.
    public var frame: String?
    /// `X-Roost-Captured-At`.
    public var capturedAt: Timestamp?
    /// `X-Roost-Size`: width and height in pixels.
    public var size: [Int]?
    /// `X-Roost-Box: px`: boxes are in pixels, however small their numbers.
    public var isInPixels = false
    /// `X-Roost-Format`; nil: not said.
    public var format: FrameFormat?
    /// `X-Roost-Photos`: `id=time`, apart by commas; when each photo of a batch was taken.
    public var photos: [String: Timestamp] = [:]

    /// Nothing beside the body.
    public init() {}

    /// Reads the members that we know, by their names in lower case.
    ///
    /// `X-Roost-…`, and `ce-…` (HTTP) or the bare names (MQTT) of a cloud event in binary form.
    /// - Throws: ``FrameFault`` when one is malformed, or a cloud event lacks what it must have.
    public init(_ headers: [String: String]) throws(FrameFault) {
        source = try Self.identifier("x-roost-source", headers)
        frame = try Self.identifier("x-roost-frame-id", headers)
        if let text = headers["x-roost-captured-at"] {
            guard let time = Timestamp(text) else {
                throw FrameFault(.schema, "x-roost-captured-at is not a time of RFC 3339")
            }
            capturedAt = time
        }
        if let text = headers["x-roost-size"] {
            let size = text.split(separator: "x").compactMap { Int($0) }
            guard size.count == 2, size.allSatisfy((1...20_000).contains) else {
                throw FrameFault(.schema, "x-roost-size is not such as 1920x1080")
            }
            self.size = size
        }
        if let text = headers["x-roost-box"] {
            guard text == "px" else { throw FrameFault(.schema, "x-roost-box is not px") }
            isInPixels = true
        }
        if let text = headers["x-roost-format"] {
            guard let format = FrameFormat(rawValue: text) else {
                throw FrameFault(.format, "x-roost-format is none that is known")
            }
            self.format = format
        }
        try readPhotos(headers["x-roost-photos"])
        try Self.checkEvent(headers)
    }

    private mutating func readPhotos(_ text: String?) throws(FrameFault) {
        guard let text else { return }
        for entry in text.split(separator: ",") {
            let parts = entry.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let time = Timestamp(String(parts[1])),
                photos.count < FrameTranslator.batchLimit
            else { throw FrameFault(.schema, "x-roost-photos is not id=time, apart by commas") }
            photos[String(parts[0])] = time
        }
    }

    /// A cloud event in binary form has its attributes beside the body, which is the frame itself.
    private static func checkEvent(_ headers: [String: String]) throws(FrameFault) {
        for prefix in ["ce-", ""] {
            guard let version = headers[prefix + "specversion"] else { continue }
            guard version == "1.0" else { throw FrameFault(.schema, "specversion is not 1.0") }
            for name in ["id", "source", "type"] where headers[prefix + name]?.isEmpty ?? true {
                throw FrameFault(.schema, "the event has no \(name)")
            }
        }
    }

    private static func identifier(
        _ name: String,
        _ headers: [String: String]
    ) throws(FrameFault) -> String? {
        guard let text = headers[name] else { return nil }
        guard MemberReader.isIdentifier(text) else {
            throw FrameFault(.schema, "\(name) is not an identifier of at most 128 characters")
        }
        return text
    }
}
