// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The words of one notice for people, each escaped for the receiver's markup.
struct NoticeWords {
    /// `[domain] zone`.
    let title: String
    /// The values that templates name.
    let values: [String: String]
    /// One line of a digest.
    let summary: String

    init(_ notice: Notice, style: NoticeStyle, markup: Markup) {
        let isChinese = style.language == .zh
        func word(_ text: Bilingual) -> String { isChinese ? text.zh : text.en }
        func shown(_ text: String) -> String { markup.escaped(String(text.prefix(200))) }
        let domain = word(NoticeText.domainName(notice.domain))
        let zone = word(notice.zoneName)
        let latitude = rounded(notice.place.latitude, 6)
        let longitude = rounded(notice.place.longitude, 6)
        let error = rounded(notice.placeError.value, 1)
        var values = [
            "time": Self.time(notice.observedLast, style.calendar),
            "zone": zone,
            "place": "\(latitude), \(longitude) ±\(error) m",
            "label": isChinese ? LabelWords.chinese(notice.label) : notice.label,
            "dwell": "\((notice.observedLast - notice.observedFirst).wholeSeconds)",
            "sightings": "\(notice.sightings)",
            "pictures": "\(notice.originals.count)",
            "severity": word(Self.name(of: notice.severity)),
            "notice": "\(notice.id)",
            "case": "\(notice.violation)",
        ]
        values["plate"] = notice.plate.map { style.plates.show($0.text) }
        values["text"] = notice.words(style.plates)
        values["status"] = Self.status(notice.status).map(word)
        var told = values.mapValues(shown)
        // Addresses of ours, of the first look and the second: nothing of others is in them.
        for (name, side) in [("photo1", "_first"), ("photo2", "_second")] {
            let copy = notice.evidence.first { $0.isBlurred == true && $0.role.hasSuffix(side) }
            told[name] = copy.flatMap { style.photo(notice, $0)?.url }
        }
        self.values = told
        let mark = notice.status == .issued ? "" : (values["status"] ?? "") + " "
        title = shown("\(mark)[\(domain)] \(zone)")
        let plate = values["plate"].map { " \($0)" } ?? ""
        let time = values["time"] ?? ""
        summary = shown("\(mark)[\(domain)] \(zone)\(plate) \(time) \(notice.id)")
    }

    /// `2026-05-12 08:27:04 Asia/Shanghai`.
    private static func time(_ instant: Timestamp, _ calendar: DayCalendar?) -> String {
        let zone = calendar?.zone ?? "UTC"
        let local = (instant + (calendar?.offset(at: instant) ?? .zero)).description
        return local.prefix(19).replacing("T", with: " ") + " " + zone
    }

    /// What a revision says of the notice; nil: nothing, it is the first.
    static func status(_ status: Notice.Status) -> Bilingual? {
        switch status {
        case .issued: nil
        case .updated: Bilingual(en: "Corrected", zh: "更正")
        case .acknowledged: Bilingual(en: "Acknowledged", zh: "已确认")
        case .withdrawn: Bilingual(en: "Withdrawn", zh: "已撤回")
        case .test: Bilingual(en: "Test", zh: "测试")
        }
    }

    private static func name(of severity: Severity) -> Bilingual {
        switch severity {
        case .info: Bilingual(en: "info", zh: "提示")
        case .minor: Bilingual(en: "minor", zh: "一般")
        case .major: Bilingual(en: "major", zh: "重要")
        case .critical: Bilingual(en: "critical", zh: "紧急")
        }
    }
}
