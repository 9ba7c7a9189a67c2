// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Builds an XML document from nested elements, one a line.
struct XMLText {
    private var lines = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    /// The document as UTF-8.
    var bytes: [UInt8] { Array(lines.utf8) }

    /// An element with others inside.
    mutating func element(
        _ name: String,
        attributes: String = "",
        _ content: (inout XMLText) -> Void
    ) {
        indent()
        lines += attributes.isEmpty ? "<\(name)>\n" : "<\(name) \(attributes)>\n"
        depth += 1
        content(&self)
        depth -= 1
        indent()
        lines += "</\(name)>\n"
    }

    /// An element with text inside.
    mutating func element(_ name: String, _ text: String) {
        indent()
        lines += "<\(name)>\(XMLText.escaped(text))</\(name)>\n"
    }

    /// An element with a whole number inside.
    mutating func element(_ name: String, _ number: Int) { element(name, String(number)) }

    /// An element with a number inside.
    mutating func element(_ name: String, _ number: Double) {
        element(name, XMLText.decimal(number))
    }

    private mutating func indent() { lines += String(repeating: "  ", count: depth) }

    /// Text between tags: the three characters that would be markup are replaced.
    static func escaped(_ text: String) -> String {
        var out = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }

    /// The shortest decimal text that reads back the same: a dot, no exponent, no `.0` (pitfall 7).
    static func decimal(_ number: Double) -> String {
        guard number.isFinite else { return "\(number)" }
        let text = number.description
        let parts = text.split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else {
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        let sign = parts[0].hasPrefix("-") ? "-" : ""
        let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".")
        let fraction = mantissa.count == 2 && mantissa[1] != "0" ? String(mantissa[1]) : ""
        let digits = String(mantissa[0]) + fraction
        if exponent < 0 {
            return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
        }
        return sign + digits + String(repeating: "0", count: max(0, exponent - fraction.count))
    }
}
