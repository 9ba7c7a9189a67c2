// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// Values that stand where nobody expects them.
enum Strange {
    /// Numbers at the edges of what types hold.
    static let numbers = [
        "0", "-0", "1", "-1", "2", "0.5", "100", "101", "255", "256", "32767", "32768", "65535",
        "65536", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967296",
        "9007199254740992", "9007199254740993", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "18446744073709551615", "1e9", "1e15", "1e18", "1e19", "1e300",
        "1e308", "1.7976931348623157e308", "1e309", "-1e309", "5e-324", "1e-400", "1e2147483648",
        "0.1", "1.0", "12.0", "1E+2", "90", "90.000001", "180", "-180.1", "1577836800000",
        "253402300799999", "253402300800000", "-62135596800000", "99999999999999999",
    ]

    /// Texts that are no words.
    static let texts = [
        "", " ", "0", "1", "-1", "1e5", "true", "NaN", "nan", "inf", "null", "\u{0}", "a\u{0}b",
        "/",
        "../..", "+", "#", "thing/product/x/osd", "{}", "[]", "\"", "\\", "\n", "\r\n", "é",
        "e\u{301}",
        "\u{1F469}\u{200D}\u{1F680}", "\u{202E}", "漢字", "D01", "S-1", "C-7", "E-31", "M-0",
        "2026-05-12T12:00:00Z", "2026-02-30T25:61:61+99:99", "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z", "0190c5b2-7d00-7a31-8f4e-3d2a1b0c9f10", "0x16100083",
        "99-0-0", "99999999999999999999-0-0", "3-1-0", "https://[::1]/", "https://10.0.0.1/x",
        "file:///etc/passwd", "data:image/png;base64,AA", "://", "https://a.example/%00",
        "07:30", "24:00", "PT1H", "-PT1H", "1d", "9999999999999999999d", "whsec_", "=",
    ]

    /// A number's text: a listed one, or digits without end.
    static func number(_ dice: inout SeededGenerator) -> String {
        switch dice.pick(0...19) {
        case 0: String(repeating: "9", count: dice.pick(1...400))
        case 1: "0." + String(repeating: "0", count: dice.pick(1...400)) + "1"
        case 2...7: String(dice.pick(-40...40))
        default: numbers[dice.pick(0...numbers.count - 1)]
        }
    }

    /// A text: a listed one, or one long enough to pass a bound.
    static func text(_ dice: inout SeededGenerator) -> String {
        switch dice.pick(0...19) {
        case 0: String(repeating: "漢", count: dice.pick(1...400))
        case 1: String(repeating: "a", count: dice.pick(1...2000))
        case 2: String(repeating: "e\u{301}", count: dice.pick(1...300))
        default: texts[dice.pick(0...texts.count - 1)]
        }
    }

    /// A value of any kind.
    static func value(_ dice: inout SeededGenerator) -> JSONValue {
        switch dice.pick(0...11) {
        case 0: nil
        case 1: .bool(dice.happens(0.5))
        case 2...5: JSONNumber(text: number(&dice)).map(JSONValue.number) ?? 0
        case 6...8: .string(text(&dice))
        case 9: []
        case 10: [:]
        default: nested(&dice)
        }
    }

    /// Arrays and objects in each other, mostly a few, at times deeper than any bound.
    static func nested(_ dice: inout SeededGenerator) -> JSONValue {
        var value: JSONValue = .int(dice.pick(-2...2))
        let depth = dice.happens(0.1) ? dice.pick(17...700) : dice.pick(1...8)
        for _ in 0..<depth { value = dice.happens(0.5) ? [value] : ["a": value] }
        return value
    }
}
