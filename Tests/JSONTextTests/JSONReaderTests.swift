// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import Testing

@Suite("Reading JSON strictly")
struct JSONReaderTests {
    @Test(
        "a text outside RFC 8259 is refused with its offset and reason",
        arguments: [
            ("", 0, .unexpectedEnd),
            ("  ", 2, .unexpectedEnd),
            ("{", 1, .unexpectedEnd),
            ("{\"a\"", 4, .unexpectedEnd),
            ("{\"a\":", 5, .unexpectedEnd),
            ("{\"a\":1", 6, .unexpectedEnd),
            ("{\"a\":1,}", 7, .unexpectedByte(0x7D)),
            ("[1,]", 3, .unexpectedByte(0x5D)),
            ("[1 2]", 3, .unexpectedByte(0x32)),
            ("{a:1}", 1, .unexpectedByte(0x61)),
            ("{'a':1}", 1, .unexpectedByte(0x27)),
            ("{\"a\" 1}", 5, .unexpectedByte(0x31)),
            ("nul", 3, .unexpectedEnd),
            ("nulL", 3, .unexpectedByte(0x4C)),
            ("True", 0, .unexpectedByte(0x54)),
            ("// c\n1", 0, .unexpectedByte(0x2F)),
            ("1 // c", 2, .trailingBytes),
            ("1 1", 2, .trailingBytes),
            ("{} x", 3, .trailingBytes),
            ("NaN", 0, .badNumber),
            ("Infinity", 0, .badNumber),
            ("-Infinity", 0, .badNumber),
            ("+1", 0, .badNumber),
            (".5", 0, .badNumber),
            ("1.", 0, .badNumber),
            ("01", 0, .badNumber),
            ("-01", 0, .badNumber),
            ("-", 0, .badNumber),
            ("1e", 0, .badNumber),
            ("1e+", 0, .badNumber),
            ("0x10", 1, .trailingBytes),
            ("1.2.3", 0, .badNumber),
            ("\"a", 2, .unexpectedEnd),
            ("\"a\nb\"", 2, .controlCharacter(0x0A)),
            ("\"\\n\u{1}\"", 3, .controlCharacter(0x01)),
            ("\"\\x\"", 1, .badEscape),
            ("\"\\u12G4\"", 5, .badEscape),
            ("\"\\u12", 5, .unexpectedEnd),
            ("\"\\ud800\"", 1, .loneSurrogate),
            ("\"\\udc00\"", 1, .loneSurrogate),
            ("\"\\ud800\\u0041\"", 1, .loneSurrogate),
            ("\"\\ud800x\"", 1, .loneSurrogate),
            ("{\"a\":1,\"a\":2}", 7, .duplicateMember("a")),
            ("{\"a\":1,\"\\u0061\":2}", 7, .duplicateMember("a")),
            ("\u{FEFF}{}", 0, .byteOrderMark),
        ] as [(String, Int, JSONError.Reason)]
    )
    func refused(text: String, offset: Int, reason: JSONError.Reason) {
        #expect(throws: JSONError(offset: offset, reason: reason)) {
            try JSONReader().read(text)
        }
    }

    @Test(
        "bytes that are not UTF-8 are refused where they start",
        arguments: [
            ([0x22, 0xFF, 0x22], 1), ([0x22, 0x61, 0xC3, 0x22], 2),
            ([0x22, 0xC0, 0xAF, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
            ([0x22, 0x5C, 0x6E, 0xF5, 0x22], 3), ([0x22, 0xC3, 0xA9, 0x80, 0x22], 3),
        ] as [([UInt8], Int)]
    )
    func notUTF8(bytes: [UInt8], offset: Int) {
        #expect(throws: JSONError(offset: offset, reason: .invalidUTF8)) {
            try JSONReader().read(bytes)
        }
    }

    @Test("size and depth are bounded, and the bound itself is allowed")
    func bounds() throws {
        let reader = JSONReader(maximumSize: 8, maximumDepth: 3)
        #expect(try reader.read("[[[1]]] ") == [[[1]]])
        #expect(throws: JSONError(offset: 8, reason: .tooLarge(limit: 8))) {
            try reader.read("[[[1]]]  ")
        }
        #expect(throws: JSONError(offset: 3, reason: .tooDeep(limit: 3))) {
            try reader.read("[[[{}]]]")
        }
        let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        #expect(throws: JSONError(offset: 64, reason: .tooDeep(limit: 64))) {
            try JSONReader().read(deep)
        }
        let abyss = String(repeating: "{\"a\":", count: 200_000)
        #expect(throws: JSONError(offset: 512 * 5, reason: .tooDeep(limit: 512))) {
            try JSONReader(maximumDepth: .max).read(abyss)
        }
    }

    @Test("duplicates are kept and reported when asked, also among many members")
    func duplicates() throws {
        let many = (0..<40).map { "\"m\($0)\":\($0)" }.joined(separator: ",")
        let text = "{\(many),\"m3\":true,\"inner\":{\"x\":1,\"x\":2}}"
        let reading = try JSONReader(duplicates: .keep).reading(Array(text.utf8))
        #expect(reading.duplicates == ["m3", "x"])
        #expect(reading.value["m3"] == true)
        #expect(reading.value.object?.count == 42)
        #expect(throws: JSONError.self) { try JSONReader().read(text) }
    }

    @Test("names that only look alike are two members")
    func canonicalEquivalents() throws {
        let value = try JSONReader().read("{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{E9}"] == 1)
        #expect(value["e\u{301}"] == 2)
        #expect(JSONValue.string("\u{E9}") != JSONValue.string("e\u{301}"))
    }

    @Test("escapes, pairs and white space are resolved")
    func strings() throws {
        let text =
            "\t{ \"k\\u00e9\" :\r\n[ \"\\\"\\\\\\/\\b\\f\\n\\r\\t\" , \"\\ud83d\\ude80é汉\" ] } "
        let value = try JSONReader().read(text)
        #expect(value["ké"]?[0] == "\"\\/\u{8}\u{C}\n\r\t")
        #expect(value["ké"]?[1] == "🚀é汉")
        #expect(value["ké"]?[2] == nil)
    }

    @Test("an error says where and what, and is no echo of the text")
    func description() {
        let error = JSONError(offset: 7, reason: .duplicateMember("a"))
        #expect(error.description == "byte 7: member \"a\" appears twice")
    }
}
