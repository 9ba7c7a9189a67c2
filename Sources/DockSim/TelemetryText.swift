// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The text of one JSON object, written member by member: telemetry is most of what a dock sends, and a
/// tree of values would cost ten times as much.
struct TelemetryText {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    /// An object without members.
    init() {
        bytes.reserveCapacity(1400)
        bytes.append(UInt8(ascii: "{"))
    }

    /// Ends the object.
    func closed() -> [UInt8] {
        var bytes = bytes
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// A member whose value is JSON text already.
    mutating func add(_ name: StaticString, json: StaticString) {
        begin(name)
        json.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// A member whose value is JSON text already.
    mutating func add(_ name: StaticString, json: [UInt8]) {
        begin(name)
        bytes.append(contentsOf: json)
    }

    /// A member that is a whole number.
    mutating func add(_ name: StaticString, _ value: Int) {
        begin(name)
        append(value)
    }

    /// A member that is a word without signs that need an escape.
    mutating func add(_ name: StaticString, word: String) {
        begin(name)
        append(word: word)
    }

    /// A member that is a number rounded to so many decimals.
    mutating func add(_ name: StaticString, _ value: Double, decimals places: Int) {
        begin(name)
        append(value, places)
    }

    /// A member that is an object.
    mutating func add(_ name: StaticString, _ fill: (inout TelemetryText) -> Void) {
        begin(name)
        nest(fill)
    }

    /// A member whose name is not known before, an object.
    mutating func add(named name: String, _ fill: (inout TelemetryText) -> Void) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        append(word: name)
        bytes.append(UInt8(ascii: ":"))
        nest(fill)
    }

    /// A member that is an array of one object.
    mutating func addList(_ name: StaticString, _ fill: (inout TelemetryText) -> Void) {
        begin(name)
        bytes.append(UInt8(ascii: "["))
        nest(fill)
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func nest(_ fill: (inout TelemetryText) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        fill(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    private mutating func begin(_ name: StaticString) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func append(word: String) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: word.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        append(digits: value.magnitude, atLeast: 1)
    }

    /// Digits with leading zeros.
    private mutating func append(digits value: UInt, atLeast width: Int) {
        let start = bytes.count
        var value = value
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
            value /= 10
        } while value > 0 || bytes.count - start < width
        bytes[start...].reverse()
    }

    /// The shortest text that is the rounded number: no zeros at its end, no point without a fraction.
    private mutating func append(_ value: Double, _ places: Int) {
        var scale: UInt = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = (value * Double(scale)).rounded()
        // 2^53: above it, not every whole number is one.
        guard abs(scaled) < 9_007_199_254_740_992 else { return append(Int(value)) }
        if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, rest) = UInt(abs(scaled)).quotientAndRemainder(dividingBy: scale)
        append(digits: whole, atLeast: 1)
        guard rest > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        append(digits: rest, atLeast: places)
        while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    }
}
