// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// How one receiver reads notices.
public struct NoticeStyle: Sendable {
    /// Language of texts.
    public var language: NoticeLanguage
    /// What plates look like.
    public var plates: PlateView
    /// Local time; nil: times are told in UTC.
    public var calendar: DayCalendar?
    /// Mustache text of the lines that tell one notice; nil: that of the language.
    public var template: String?
    /// The page on which a person acknowledges a notice; nil: there is none.
    public var link: @Sendable (Notice) -> String?
    /// Where a blurred copy can be looked at, and until when; nil: nowhere.
    public var photo: @Sendable (Notice, Notice.EvidenceItem) -> PhotoLink?

    /// A style without local time, own template or links.
    public init(language: NoticeLanguage, plates: PlateView) {
        self.language = language
        self.plates = plates
        link = { _ in nil }
        photo = { _, _ in nil }
    }
}

/// Where a blurred copy can be looked at.
public struct PhotoLink: Equatable, Sendable {
    /// The address.
    public var url: String
    /// Until when it works.
    public var expiresAt: Timestamp

    /// A link from its parts.
    public init(url: String, expiresAt: Timestamp) {
        self.url = url
        self.expiresAt = expiresAt
    }
}

/// The language of a receiver's texts.
public enum NoticeLanguage: String, Codable, CaseIterable, Sendable {
    /// Simplified Chinese.
    case zh
    /// English.
    case en
}

/// What plates look like at a receiver.
public enum PlateView: String, Codable, CaseIterable, Sendable {
    /// `测B8***1` (PIPELINE § 10).
    case masked
    /// As agreed on.
    case full

    /// A plate as this receiver reads it.
    func show(_ plate: String) -> String {
        switch self {
        case .full: plate
        case .masked:
            plate.count > 4
                ? plate.prefix(3) + String(repeating: "*", count: plate.count - 4) + plate.suffix(1)
                : String(repeating: "*", count: plate.count)
        }
    }
}
