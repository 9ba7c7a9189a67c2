// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import SiteCore

/// The stored form of what edge boxes say most: analysed frames.
///
/// The same bytes as ``StoredEncoder`` writes, in a tenth of the time that `Codable` takes for ten detections;
/// a test compares both. It is read back by `Codable`.
enum StoredFrames {
    /// The bytes of an input that is a frame; nil: it is another.
    static func encode(_ input: Input) -> Data? {
        guard case .frame(let frame) = input else { return nil }
        var writer = FrameWriter()
        writer.add(frame)
        return Data(writer.page.out)
    }
}

/// Writes members in the order of their names.
private struct FrameWriter {
    private(set) var page = StoredPage()
    private var isFirst = true

    mutating func add(_ frame: FrameSightings) {
        page.append(word: #"{"frame":{"_0":{"#)
        add(#""aircraft":"#, frame.aircraft)
        add(#""answers":"#, frame.answers)
        if let camera = frame.camera {
            begin(#""camera":"#)
            add(camera)
        }
        add(#""capturedAt":"#, frame.capturedAt)
        begin(#""detections":"#)
        add(list: frame.detections) { $0.add($1) }
        begin(#""footprint":"#)
        add(list: frame.footprint) { $0.add($1) }
        add(#""frame":"#, frame.frame)
        begin(#""images":"#)
        add(list: frame.images) { $0.add($1) }
        add(#""kind":"#, frame.kind.rawValue)
        add(#""lens":"#, frame.lens)
        add(#""model":"#, frame.model)
        add(#""receivedAt":"#, frame.receivedAt)
        add(#""sender":"#, frame.sender)
        if let size = frame.size {
            begin(#""size":"#)
            add(list: size) { $0.add($1) }
        }
        add(#""source":"#, frame.source)
        if let unread = frame.unread {
            begin(#""unread":"#)
            add(list: unread) { $0.add($1) }
        }
        page.append(word: "}}}")
    }

    private mutating func add(_ unread: UnreadDetection) {
        open()
        if let ground = unread.ground {
            begin(#""ground":"#)
            add(ground)
        }
        add(#""label":"#, unread.label)
        add(#""reach":"#, unread.reach.value)
        close()
    }

    private mutating func add(_ detection: Detection) {
        open()
        begin(#""attributes":"#)
        add(list: detection.attributes) { $0.add($1) }
        begin(#""box":"#)
        add(list: detection.box) { $0.add($1) }
        add(#""confidence":"#, detection.confidence)
        add(#""error":"#, detection.error.value)
        if let ground = detection.ground {
            begin(#""ground":"#)
            add(ground)
        }
        add(#""label":"#, detection.label)
        if let plate = detection.plate {
            begin(#""plate":"#)
            open()
            add(#""confidence":"#, plate.confidence)
            add(#""text":"#, plate.text)
            close()
        }
        add(#""sigma":"#, detection.sigma.value)
        add(#""track":"#, detection.track)
        close()
    }

    private mutating func add(_ attribute: AttributeReading) {
        open()
        add(#""confidence":"#, attribute.confidence)
        add(#""name":"#, attribute.name)
        add(#""value":"#, attribute.value)
        close()
    }

    private mutating func add(_ image: ImageReference) {
        open()
        if let bytes = image.bytes {
            begin(#""bytes":"#)
            add(bytes)
        }
        add(#""digest":"#, image.digest)
        add(#""reference":"#, image.reference)
        add(#""role":"#, image.role)
        close()
    }

    private mutating func add(_ point: GridPoint) {
        page.append(word: #"{"eastMillimetres":"#)
        add(point.eastMillimetres)
        page.append(word: #","northMillimetres":"#)
        add(point.northMillimetres)
        page.append(word: "}")
    }

    private mutating func add(_ value: Int) {
        page.append(UInt64(value.magnitude), isNegative: value < 0)
    }

    private mutating func add(_ value: Double) { page.append(value) }

    private mutating func add<Value>(
        list values: [Value],
        _ add: (inout FrameWriter, Value) -> Void
    ) {
        page.append(word: "[")
        for (index, value) in values.enumerated() {
            if index > 0 { page.append(word: ",") }
            add(&self, value)
        }
        page.append(word: "]")
    }

    private mutating func add(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        begin(name)
        page.append(quoted: value)
    }

    private mutating func add(_ name: StaticString, _ value: Double) {
        begin(name)
        page.append(value)
    }

    private mutating func add(_ name: StaticString, _ value: Timestamp) {
        begin(name)
        add(Int(value.milliseconds))
    }

    private mutating func open() {
        page.append(word: "{")
        isFirst = true
    }

    private mutating func close() {
        page.append(word: "}")
        isFirst = false
    }

    private mutating func begin(_ name: StaticString) {
        if !isFirst { page.append(word: ",") }
        isFirst = false
        page.append(word: name)
    }
}
