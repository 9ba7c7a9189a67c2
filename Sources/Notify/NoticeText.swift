// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

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

/// Title and text of a notice in one language.
struct NoticeText {
    let title: String
    let text: String

    init(_ notice: Notice, language: NoticeLanguage, plates: PlateView) {
        let plate = notice.plate.map { plates.show($0.text) }
        let dwell = notice.observedLast - notice.observedFirst
        switch language {
        case .zh:
            title = Self.cut("[\(Self.domainName(notice.domain).zh)] \(notice.zoneName.zh)", 120)
            text = Self.cut(
                "\(notice.zoneName.zh)：\(notice.label)"
                    + (plate.map { "，车牌 \($0)" } ?? "")
                    + "，停留 \(dwell.wholeSeconds) 秒，\(notice.sightings) 次发现，"
                    + "证据 \(notice.evidence.count) 份。通知 \(notice.id)，案件 \(notice.violation)。",
                2000
            )
        case .en:
            title = Self.cut("[\(Self.domainName(notice.domain).en)] \(notice.zoneName.en)", 120)
            text = Self.cut(
                "\(notice.zoneName.en): \(notice.label)" + (plate.map { ", plate \($0)" } ?? "")
                    + ", seen for \(dwell), \(notice.sightings) sightings, "
                    + "\(notice.evidence.count) pictures. Notice \(notice.id), case "
                    + "\(notice.violation).",
                2000
            )
        }
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        text.count <= limit ? text : text.prefix(limit - 3) + "..."
    }

    private static func domainName(_ domain: String) -> Bilingual {
        switch domain {
        case "illegal_parking": Bilingual(en: "illegal parking", zh: "违停")
        case "street_vending": Bilingual(en: "street vending", zh: "占道经营")
        case "garbage_exposure": Bilingual(en: "exposed garbage", zh: "暴露垃圾")
        case "illegal_construction": Bilingual(en: "illegal construction", zh: "违建")
        default: Bilingual(en: domain, zh: domain)
        }
    }
}
