// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// JSON that is written by hand, member after member, where `Codable` takes ten times as long.
///
/// It writes what it is told, in the order in which it is told; who writes sorted members names them in order.
public struct JSONPage: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    /// Whether the next member or element is the first of its container.
    private var isFirst = true

    /// An empty page with room for so many bytes.
    public init(capacity: Int = 1024) { bytes.reserveCapacity(capacity) }

    /// Writes bytes as they stand.
    public mutating func put(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Begins an object or an array.
    public mutating func open(_ mark: StaticString = "{") {
        put(mark)
        isFirst = true
    }

    /// Ends an object or an array.
    public mutating func close(_ mark: StaticString = "}") {
        put(mark)
        isFirst = false
    }

    /// What stands before an element of an array.
    public mutating func next() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    /// Begins a member; its value follows.
    public mutating func member(_ name: StaticString) {
        next()
        bytes.append(UInt8(ascii: "\""))
        put(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a text with its quotes and escapes.
    public mutating func put(_ text: String) { JSONWriter.append(quoted: text, to: &bytes) }

    /// Writes a whole number.
    public mutating func put(_ number: Int) {
        let magnitude = UInt64(number.magnitude)
        JSONWriter.append(magnitude: magnitude, isNegative: number < 0, to: &bytes)
    }

    /// Writes a number as Swift writes it, a whole one without its fraction; one that is none has a word of its
    /// own.
    public mutating func put(_ number: Double) { JSONWriter.append(number, to: &bytes) }

    /// Writes true or false.
    public mutating func put(_ value: Bool) { put(value ? "true" : "false" as StaticString) }

    /// Writes a member, or nothing where there is no value.
    public mutating func member(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        member(name)
        put(value)
    }

    /// Writes a member, or nothing where there is no value.
    public mutating func member(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        member(name)
        put(value)
    }

    /// Writes a member, or nothing where there is no value.
    public mutating func member(_ name: StaticString, _ value: Double?) {
        guard let value else { return }
        member(name)
        put(value)
    }

    /// Writes a member, or nothing where there is no value.
    public mutating func member(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        member(name)
        put(value)
    }
}
