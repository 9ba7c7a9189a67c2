// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel

/// The page of one notice for whoever holds its link, in both languages; plates are masked, for a link may be
/// passed on.
enum AcknowledgePage {
    /// The page; without a record it says that the link works no more.
    static func html(_ record: NoticeRecord?, calendar: DayCalendar?) -> String {
        guard let record else {
            return frame("<h1>链接无效或已过期</h1><p>This link is not valid, or works no more.</p>")
        }
        let notice = record.notice
        var rows = [
            ("通知 Notice", "\(notice.id)"), ("案件 Case", "\(notice.violation)"),
            ("地点 Place", "\(notice.zoneName.zh) / \(notice.zoneName.en)"),
            ("对象 Seen", notice.label),
            ("时间 Time", notice.observedLast.text(in: calendar)),
            ("证据 Pictures", "\(notice.originals.count)"),
        ]
        if let plate = notice.plate { rows.append(("车牌 Plate", masked(plate.text))) }
        let table = rows.map { "<tr><th>\($0.0)</th><td>\(escaped($0.1))</td></tr>" }.joined()
        return frame("<h1>\(notice.id)</h1><table>\(table)</table>\(state(of: record, calendar))")
    }

    private static func state(of record: NoticeRecord, _ calendar: DayCalendar?) -> String {
        if record.notice.status == .withdrawn {
            return "<p>已撤回，无需处理。</p><p>Withdrawn: nothing is to be done.</p>"
        }
        if let first = record.acknowledgements.first {
            let time = first.at.text(in: calendar)
            return "<p>已于 \(time) 确认。</p><p>Acknowledged at \(time).</p>"
        }
        return "<form method=\"post\"><button>确认收到 / Acknowledge</button></form>"
    }

    private static func frame(_ body: String) -> String {
        """
        <!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width,initial-scale=1">\
        <meta name="robots" content="noindex"><title>roost</title><style>\
        body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem}\
        th{text-align:left;padding-right:1rem}button{font:inherit;padding:.6rem 1.2rem}\
        </style></head><body>\(body)</body></html>

        """
    }

    /// `测B8***1` (PIPELINE § 10).
    private static func masked(_ plate: String) -> String {
        plate.count > 4
            ? plate.prefix(3) + String(repeating: "*", count: plate.count - 4) + plate.suffix(1)
            : String(repeating: "*", count: plate.count)
    }

    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { text, character in
            switch character {
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "&": text += "&amp;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.append(character)
            }
        }
    }
}
