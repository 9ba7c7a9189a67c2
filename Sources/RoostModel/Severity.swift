// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// How much something matters to the people on duty, in ascending order.
public enum Severity: String, Codable, CaseIterable, Comparable, Sendable {
    /// Nothing to do; for the record.
    case info
    /// Look when there is time.
    case minor
    /// Look now.
    case major
    /// Act now: people, aircraft or evidence are at risk.
    case critical

    private var rank: Int {
        switch self {
        case .info: 0
        case .minor: 1
        case .major: 2
        case .critical: 3
        }
    }

    /// Lesser severities come first.
    public static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }
}

/// A text in the two languages of operators and officers.
public struct Bilingual: Codable, Equatable, Sendable {
    /// English.
    public var en: String
    /// Simplified Chinese.
    public var zh: String

    /// A text in both languages.
    public init(en: String, zh: String) {
        self.en = en
        self.zh = zh
    }

    /// A text that reads the same in both languages: numbers and codes.
    public init(_ text: String) { self.init(en: text, zh: text) }

    /// Reads both languages, or one text for both: journals had one where there are two now.
    public init(from decoder: any Decoder) throws {
        if let both = try? decoder.container(keyedBy: CodingKeys.self) {
            self.init(
                en: try both.decode(String.self, forKey: .en),
                zh: try both.decode(String.self, forKey: .zh)
            )
        } else {
            self.init(try decoder.singleValueContainer().decode(String.self))
        }
    }
}

extension [Bilingual] {
    /// The texts one after the other.
    public var joined: Bilingual {
        Bilingual(
            en: map(\.en).joined(separator: "; "),
            zh: map(\.zh).joined(separator: "；")
        )
    }
}
