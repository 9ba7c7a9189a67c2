// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What text of people and devices may carry to a terminal or a log: no control characters, and nothing that
/// turns the direction of reading.
///
/// A terminal obeys them (it recolours, moves, answers), and a line feed makes a second line of a log that nobody
/// wrote. They are shown by their number, such as `\u{1B}`.
public enum PlainText {
    /// Longest reason that a request may give, in bytes of UTF-8.
    public static let longestReason = 500

    /// Text in which each such character is shown by its number; with `keepsLines`, line feeds and tabs stay.
    public static func shown(_ text: String, keepsLines: Bool = false) -> String {
        escaped(text, keepsLines: keepsLines) {
            "\\u{\(String($0.value, radix: 16, uppercase: true))}"
        }
    }

    /// JSON in which each such character is written as an escape; line feeds and tabs stand between its values.
    ///
    /// The value is the same: within JSON they can only stand in strings.
    public static func json(_ text: String) -> String {
        escaped(text, keepsLines: true) { scalar in
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }

    /// The first such character of a text; nil: it has none.
    public static func firstControl(in text: String, keepsLines: Bool = false) -> Unicode.Scalar? {
        text.unicodeScalars.first { isControl($0, keepsLines: keepsLines) }
    }

    private static func escaped(
        _ text: String,
        keepsLines: Bool,
        _ name: (Unicode.Scalar) -> String
    ) -> String {
        guard firstControl(in: text, keepsLines: keepsLines) != nil else { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            if isControl(scalar, keepsLines: keepsLines) {
                shown += name(scalar)
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// C0, DEL, C1, line and paragraph separators, and the marks of direction (Unicode UAX 9).
    private static func isControl(_ scalar: Unicode.Scalar, keepsLines: Bool) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: !keepsLines
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
            true
        default: false
        }
    }
}
