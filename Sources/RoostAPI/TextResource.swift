// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A text in the two languages of operators and officers.
public struct TextResource: Codable, Equatable, Sendable {
    /// English.
    public var en: String
    /// Simplified Chinese.
    public var zh: String

    /// A text in both languages.
    public init(en: String, zh: String) {
        self.en = en
        self.zh = zh
    }
}

/// A place in degrees, WGS84.
public struct PlaceResource: Codable, Equatable, Sendable {
    /// Degrees north.
    public var lat: Double
    /// Degrees east.
    public var lon: Double

    /// A place by its degrees.
    public init(lat: Double, lon: Double) {
        self.lat = lat
        self.lon = lon
    }
}

/// A page of a listing.
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
    /// The rows.
    public var items: [Item]
    /// What to pass as `after` for the next page; nil: this is the last.
    public var next: String?

    /// A page from its parts.
    public init(items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }
}
