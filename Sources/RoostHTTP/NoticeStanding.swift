// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import RoostModel
import SiteCore

/// How a notice stands at each of its receivers, and why, in one answer.
struct NoticeStanding {
    let record: NoticeRecord
    let site: Site
    let tries: NoticeTries

    private var calendar: DayCalendar? { site.configuration?.fleet.calendar }
    private var notice: Notice { record.notice }

    /// `Notice N-1 of case C-4: delivered to catcher after 10 s; waits for police: …`.
    var text: Bilingual {
        let parts = record.deliveries.map(text(of:)).filter { !$0.en.isEmpty }
        let places =
            parts.isEmpty
            ? Bilingual(en: "it has no receiver", zh: "没有接收方")
            : Bilingual(
                en: parts.map(\.en).joined(separator: "; "),
                zh: parts.map(\.zh).joined(separator: "；")
            )
        let head = Bilingual(
            en: "Notice \(notice.id) of case \(notice.violation)",
            zh: "案件 \(notice.violation) 的通知 \(notice.id)"
        )
        guard notice.status != .withdrawn else {
            let (by, why) = withdrawal
            return Bilingual(
                en: "\(head.en) is withdrawn by \(by)\(why.en); the withdrawal: \(places.en).",
                zh: "\(head.zh) 已由 \(by) 撤回\(why.zh)；撤回通知：\(places.zh)。"
            )
        }
        let seen = acknowledged
        return Bilingual(
            en: "\(head.en): \(places.en)\(seen.en).",
            zh: "\(head.zh)：\(places.zh)\(seen.zh)。"
        )
    }

    private var withdrawal: (by: String, why: Bilingual) {
        let by = notice.reviewedBy ?? "?"
        guard let violation = site.cases.violation(notice.violation),
            violation.state == .withdrawn, !violation.reason.en.isEmpty
        else { return (by, Bilingual("")) }
        let (en, zh) = (violation.reason.en, violation.reason.zh)
        return (by, Bilingual(en: " (\(en))", zh: "（\(zh)）"))
    }

    private var acknowledged: Bilingual {
        guard let first = record.acknowledgements.first else { return Bilingual("") }
        let at = first.at.clock(in: calendar)
        return Bilingual(
            en: "; acknowledged by \(first.by) at \(at)",
            zh: "；\(first.by) 已于 \(at) 确认"
        )
    }

    /// How it stands at one receiver.
    private func text(of delivery: NoticeRecord.Progress) -> Bilingual {
        let (name, mark) = (delivery.receiver.text, mark(of: delivery))
        let (en, zh) = ("\(name)\(mark.en)", "\(name)\(mark.zh)")
        let end = delivery.heldUntil.map { $0.clock(in: calendar) }
        let until = end.map { Bilingual(en: " until \($0)", zh: "，至 \($0)") } ?? Bilingual("")
        let why = delivery.failure?.bilingual ?? Bilingual(en: "no reason recorded", zh: "未记录原因")
        switch delivery.state {
        case .delivered:
            let span = delivery.latency.map { "\($0)" } ?? "?"
            return Bilingual(en: "delivered to \(en) after \(span)", zh: "已送达 \(zh)，用时 \(span)")
        case .queued: return waiting(delivery, en, zh)
        case .dead:
            return Bilingual(en: "not delivered to \(en): \(why.en)", zh: "未送达 \(zh)：\(why.zh)")
        case .unknown:
            return Bilingual(en: "whether \(en) has it is unknown", zh: "\(zh) 是否收到未知")
        case .waiting:
            return Bilingual(
                en: "waits for others of its group for \(en)\(until.en)",
                zh: "等待同组通知后发往 \(zh)\(until.zh)"
            )
        case .muted:
            return Bilingual(
                en: "a mute keeps it from \(en)\(until.en)",
                zh: "\(zh) 静音中\(until.zh)"
            )
        case .inhibited:
            let source = delivery.inhibitor?.description ?? "?"
            return Bilingual(
                en: "kept from \(en)\(until.en): \(source) explains it",
                zh: "因 \(source) 暂不发往 \(zh)\(until.zh)"
            )
        case .silenced:
            let silence = delivery.silence?.description ?? "?"
            return Bilingual(
                en: "silence \(silence) keeps it from \(en)\(until.en)",
                zh: "静默 \(silence) 使其不发往 \(zh)\(until.zh)"
            )
        case .notSent:
            return Bilingual(en: "it had not left for \(en)", zh: "此前未发往 \(zh)，无需告知")
        }
    }

    private func mark(of delivery: NoticeRecord.Progress) -> Bilingual {
        if let step = delivery.escalation {
            return Bilingual(en: " (escalation \(step))", zh: "（第 \(step) 级升级）")
        }
        return delivery.reminder.map { Bilingual(en: " (reminder \($0))", zh: "（第 \($0) 次提醒）") }
            ?? Bilingual("")
    }

    private func waiting(
        _ delivery: NoticeRecord.Progress,
        _ en: String,
        _ zh: String
    ) -> Bilingual {
        guard let tried = tries.of(notice.id, at: delivery.receiver) else {
            return Bilingual(en: "on its way to \(en)", zh: "正在发往 \(zh)")
        }
        let error = tried.trouble ?? "?"
        let next = tried.nextAt.map {
            Bilingual(
                en: "next try \($0.clock(in: calendar))",
                zh: "下次尝试 \($0.clock(in: calendar))"
            )
        }
        let due = Bilingual(en: "the next try is due", zh: "即将再次尝试")
        let (nextEn, nextZh) = ((next ?? due).en, (next ?? due).zh)
        return Bilingual(
            en: "waits for \(en): tried \(tried.count) times, last: \(error); \(nextEn)",
            zh: "等待 \(zh)：已尝试 \(tried.count) 次，最近：\(error)；\(nextZh)"
        )
    }
}

extension Case {
    /// How a case stands and why, in one sentence; its notice is told after it.
    var standing: Bilingual {
        let by = history.last?.person.map { Bilingual(en: " by \($0)", zh: "（\($0)）") }
        let word = Bilingual(en: state.name.en.replacing("_", with: " "), zh: state.name.zh)
        let (whyEn, whyZh) = reason.en.isEmpty ? ("", "") : (": \(reason.en)", "：\(reason.zh)")
        return Bilingual(
            en: "Case \(id) is \(word.en)\(by?.en ?? "")\(whyEn).",
            zh: "案件 \(id)：\(word.zh)\(by?.zh ?? "")\(whyZh)。"
        )
    }
}
