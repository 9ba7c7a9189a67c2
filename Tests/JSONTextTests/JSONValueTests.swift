// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import Testing

@Suite("JSON values")
struct JSONValueTests {
    @Test(
        "a number keeps its text and is whole only when its value is",
        arguments: [
            ("0", 0, 0), ("-0", 0, 0), ("1.50", nil, 1.5), ("12.0", 12, 12), ("1e3", 1000, 1000),
            ("9223372036854775807", Int.max, 9_223_372_036_854_775_808),
            ("9223372036854775808", nil, 9_223_372_036_854_775_808), ("1e400", nil, nil),
            ("22.907809968", nil, 22.907809968), ("2.5e-300", nil, 2.5e-300),
        ] as [(String, Int?, Double?)]
    )
    func numbers(text: String, int: Int?, double: Double?) throws {
        let value = try JSONReader().read(text)
        #expect(value.number?.text == text)
        #expect(value.int == int)
        #expect(value.double == double)
        #expect(JSONWriter().text(value) == text)
    }

    @Test(
        "what is no number is none",
        arguments: ["", "1 ", " 1", "0x1", "nan", "1e", "--1", "1,"]
    )
    func noNumber(text: String) {
        #expect(JSONNumber(text: text) == nil)
        #expect(JSONValue.string(text).lenientInt == nil)
        #expect(JSONValue.string(text).lenientDouble == nil)
    }

    @Test("a number that is not finite is null")
    func notFinite() {
        #expect(JSONNumber(Double.nan) == nil)
        #expect(JSONValue.finite(.infinity) == .null)
        #expect(JSONValue.finite(0.1).number?.text == "0.1")
    }

    @Test(
        "the lenient readings take what devices send",
        arguments: [
            (.int(1), 1, 1, true, "1"), ("1", 1, 1, true, "1"), (true, 1, nil, true, "true"),
            (.int(0), 0, 0, false, "0"), ("false", nil, nil, false, "false"),
            (.int(2), 2, 2, nil, "2"), ("1.5", nil, 1.5, nil, "1.5"), (nil, nil, nil, nil, nil),
            ([1], nil, nil, nil, nil), ([:], nil, nil, nil, nil), ("", nil, nil, nil, ""),
        ] as [(JSONValue, Int?, Double?, Bool?, String?)]
    )
    func lenient(value: JSONValue, int: Int?, double: Double?, bool: Bool?, string: String?) {
        #expect(value.lenientInt == int)
        #expect(value.lenientDouble == double)
        #expect(value.lenientBool == bool)
        #expect(value.lenientString == string)
    }

    @Test("the strict readings take their own kind only")
    func strict() {
        let values: [JSONValue] = [nil, true, 1, "1", [], [:]]
        #expect(values.map { $0.bool != nil } == [false, true, false, false, false, false])
        #expect(values.map { $0.int != nil } == [false, false, true, false, false, false])
        #expect(values.map { $0.string != nil } == [false, false, false, true, false, false])
        #expect(values.map { $0.array != nil } == [false, false, false, false, true, false])
        #expect(values.map { $0.object != nil } == [false, false, false, false, false, true])
        #expect(values.map(\.isNull) == [true, false, false, false, false, false])
        #expect(
            values.map(\.kind) == ["null", "boolean", "number", "string", "array", "object"]
        )
    }

    @Test("members are replaced in place, appended and removed")
    func members() {
        var value: JSONValue = ["a": 1, "b": 2]
        value["a"] = 3
        value["c"] = "x"
        #expect(JSONWriter().text(value) == #"{"a":3,"b":2,"c":"x"}"#)
        value["b"] = JSONValue?.none
        #expect(value.object?.names == ["a", "c"])
        var none: JSONValue = nil
        none["k"] = true
        #expect(JSONWriter().text(none) == #"{"k":true}"#)
    }

    @Test("the writer sorts by bytes and indents when asked")
    func writer() {
        let value: JSONValue = ["b": [1, [:], []], "é": nil, "a": "\u{1}\"\\\u{7F}/"]
        #expect(
            JSONWriter(sortsMembers: true).text(value)
                == "{\"a\":\"\\u0001\\\"\\\\\u{7F}/\",\"b\":[1,{},[]],\"é\":null}"
        )
        #expect(
            JSONWriter(isPretty: true).text(["a": [1, [:]]]) == """
                {
                  "a": [
                    1,
                    {}
                  ]
                }
                """
        )
    }
}
