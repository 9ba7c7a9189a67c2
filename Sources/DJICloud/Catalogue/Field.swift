// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One documented member of a method's data or one property: where it stands and of what kind.
public struct Field: Hashable, Sendable {
    /// What the documents say that it is.
    public enum Kind: String, Hashable, Sendable {
        /// A whole number.
        case whole = "i"
        /// A number.
        case decimal = "d"
        /// A string.
        case text = "t"
        /// A boolean; 0 and 1 on some wires.
        case boolean = "b"
        /// An object.
        case object = "s"
        /// An array.
        case list = "a"
        /// Not stated.
        case unstated = "-"
    }

    /// Member names with points between, `[]` behind an array: `list[].level`.
    public let path: String
    /// What it is.
    public let kind: Kind
    /// The values that the documents list; empty when any.
    public let values: [String]
    /// Whether `property/set` may change it.
    public let isWritable: Bool
    /// The documented range of a writable number.
    public let range: ClosedRange<Double>?

    /// Reads `path:kind{values}!low..high`, the form of the generated tables.
    init?(_ text: Substring) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        path = String(text[..<colon])
        var rest = text[text.index(after: colon)...]
        guard let letter = rest.popFirst() else { return nil }
        kind = Kind(rawValue: String(letter)) ?? .unstated
        let parts = rest.split(separator: "!", maxSplits: 1, omittingEmptySubsequences: false)
        values = (parts.first ?? "").drop { $0 == "{" }.prefix { $0 != "}" }
            .split(separator: ",").map(String.init)
        isWritable = parts.count == 2
        range = parts.count == 2 ? Field.range(parts[1]) : nil
    }

    private static func range(_ text: Substring) -> ClosedRange<Double>? {
        guard let dots = text.firstRange(of: ".."), let low = Double(text[..<dots.lowerBound]),
            let high = Double(text[dots.upperBound...]), low <= high
        else { return nil }
        return low...high
    }
}
