// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONText
import Testing

@Suite("Looking at JSON where it stands")
struct JSONViewTests {
    private static let text = """
        {"a":1.50,"b":["x\\u0041",true,false,null,{"c":-0}],"\\u0064":"罗湖","e":{},"f":[]}
        """

    private static func view(_ text: String) throws -> JSONView {
        try JSONReader().view(Array(text.utf8))
    }

    @Test("a view has the value that a reader gives")
    func value() throws {
        let view = try Self.view(Self.text)
        #expect(view.value == (try JSONReader().read(Self.text)))
        #expect(view["a"]?.number?.text == "1.50")
        #expect(view["d"]?.string == "罗湖")
        #expect(view["b"]?.elements.map(\.value).first == "xA")
        #expect(view["b"]?.elements.reduce(0) { count, _ in count + 1 } == 5)
        #expect(view.members.compactMap(\.name.string) == ["a", "b", "d", "e", "f"])
        #expect(view["e"]?.isObject == true)
        #expect(view["f"]?.isArray == true)
        #expect(view["g"] == nil)
        #expect(view["a"]?["x"] == nil)
    }

    @Test("an object of many members finds a name that comes twice", arguments: [3, 24, 25, 60])
    func duplicates(count: Int) throws {
        let members = (0..<count).map { "\"name\($0)\":\($0)" }.joined(separator: ",")
        let text = "{\(members),\"name1\":0}"
        #expect(throws: JSONError.self) { try JSONReader().read(text) }
        let reading = try JSONReader(duplicates: .keep).reading(Array(text.utf8))
        #expect(reading.duplicates == ["name1"])
        #expect(reading.value["name1"] == 0)
        #expect(try JSONReader().read("{\(members)}").object?.count == count)
    }

    /// What a `Codable` type can ask a decoder for.
    struct Odd: Codable, Equatable {
        enum Choice: Codable, Equatable {
            case none
            case one(Int)
            indirect case two(name: String?, of: [Choice])
        }

        var yes = true
        var numbers = [1.0, 0.1, 1e21, 1e-7, -2.5, 123_456_789_012_345_680, 0.3, -0.0]
        var text = "quote \" slash / back \\ tab \t line \n 罗湖 🚁"
        var words = ["b": 1, "a": 2, "10": 3, "é": 5]
        var keyed = [5: "five"]
        var none: Int?
        var some: UInt8? = 7
        var small: Float = 0.1
        var list: [[Int?]] = [[], [1, nil]]
        var choices: [Choice] = [.none, .one(3), .two(name: nil, of: [.two(name: "x", of: [])])]
        var big = UInt64.max
        var least = Int64.min
    }

    @Test("what Foundation wrote is read as it was")
    func decoding() throws {
        let bytes = Array(try JSONEncoder().encode(Odd()))
        #expect(try JSONReader().view(bytes).decoded(as: Odd.self) == Odd())
        let words = Array(#"["inf","-inf"]"#.utf8)
        let read = try JSONReader().view(words).decoded(as: [Double].self)
        #expect(read == [.infinity, -.infinity])
    }

    @Test(
        "what is of another kind, out of range or not there is refused",
        arguments: [
            "{}", "[]", "7", #"{"a":1}"#, #"{"a":"x","b":true}"#, #"{"a":300,"b":true}"#,
            #"{"a":1.5,"b":true}"#, #"{"a":-1,"b":true}"#, #"{"a":1,"b":1}"#, #"{"a":1,"b":null}"#,
        ]
    )
    func refused(text: String) throws {
        struct Pair: Codable {
            var a: UInt8
            var b: Bool
        }
        #expect(throws: DecodingError.self) { try Self.view(text).decoded(as: Pair.self) }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Pair.self, from: Data(text.utf8))
        }
    }

    @Test("numbers are read to the nearest double", arguments: 0..<200 as Range<UInt64>)
    func numbers(seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        for _ in 0..<50 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let whole = state >> 40
            let text =
                "\(whole % 100_000).\(String(state % 10_000_000_000 + 10_000_000_000).dropFirst())"
            for text in [text, "-" + text, "\(whole)", "\(whole)e-3"] {
                #expect(JSONNumber(text: text)?.double == Double(text), "\(text)")
            }
        }
    }
}
