// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Title and text of a notice in one language.
struct NoticeText {
    let title: String
    let text: String

    init(_ notice: Notice, language: NoticeLanguage, plates: PlateView) {
        let ours: String
        let plate = notice.plate.map { plates.show($0.text) }
        let dwell = notice.observedLast - notice.observedFirst
        switch language {
        case .zh:
            title = Self.cut("[\(Self.domainName(notice.domain).zh)] \(notice.zoneName.zh)", 120)
            ours =
                "\(notice.zoneName.zh)：\(LabelWords.chinese(notice.label))"
                + (plate.map { "，车牌 \($0)" } ?? "")
                + "，停留 \(dwell.wholeSeconds) 秒，\(notice.sightings) 次发现，"
                + "证据 \(notice.originals.count) 份。通知 \(notice.id)，案件 \(notice.violation)。"
        case .en:
            title = Self.cut("[\(Self.domainName(notice.domain).en)] \(notice.zoneName.en)", 120)
            ours =
                "\(notice.zoneName.en): \(notice.label)" + (plate.map { ", plate \($0)" } ?? "")
                + ", seen for \(dwell), \(notice.sightings) sightings, "
                + "\(notice.originals.count) pictures. Notice \(notice.id), case "
                + "\(notice.violation)."
        }
        // A reviewer's words stand in place of ours.
        text = Self.cut(notice.words(plates) ?? ours, 2000)
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        text.count <= limit ? text : text.prefix(limit - 3) + "..."
    }

    /// What people call a domain (`notice.schema.json`).
    static func domainName(_ domain: String) -> Bilingual {
        switch domain {
        case "illegal_parking": Bilingual(en: "illegal parking", zh: "违停")
        case "street_vending": Bilingual(en: "street vending", zh: "占道经营")
        case "garbage_exposure": Bilingual(en: "exposed garbage", zh: "暴露垃圾")
        case "bus_lane": Bilingual(en: "bus lane", zh: "占用公交车道")
        case "emergency_lane": Bilingual(en: "emergency lane", zh: "占用应急车道")
        case "no_helmet": Bilingual(en: "no helmet", zh: "未戴头盔")
        case "crowding": Bilingual(en: "crowding", zh: "人群聚集")
        case "road_obstacle": Bilingual(en: "road obstacle", zh: "道路障碍物")
        case "smoke_fire": Bilingual(en: "smoke or fire", zh: "烟火")
        case "custom": Bilingual(en: "custom", zh: "其他")
        case "illegal_construction": Bilingual(en: "illegal construction", zh: "违建")
        default: Bilingual(en: domain, zh: domain)
        }
    }
}

extension Notice {
    /// The reviewer's words, in which the plate looks as the receiver may see it; nil: there are none.
    func words(_ plates: PlateView) -> String? {
        guard let text, let plate else { return text }
        return text.replacing(plate.text, with: plates.show(plate.text))
    }
}
