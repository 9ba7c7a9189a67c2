// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A message for people in one markup: one notice, or a digest of several.
struct NoticeMessage {
    /// Notices that a digest tells one by one; the rest is a number (PIPELINE § 7).
    static let listLimit = 10

    /// `[domain] zone`, escaped.
    let title: String
    /// The same where it is shown as it is, without markup.
    let plainTitle: String
    /// Its lines, escaped.
    let lines: [String]
    /// The page on which a person acknowledges; nil: there is none.
    let link: String?
    /// What the link says.
    let linkText: String

    init(
        _ notice: Notice,
        with others: [Notice] = [],
        id: DeliveryID? = nil,
        style: NoticeStyle,
        markup: Markup
    ) throws(DeliveryError) {
        let isChinese = style.language == .zh
        let first = isChinese ? "查看未列出的第一条" : "View the first that is not listed"
        let all = [notice] + others
        let isCut = all.count > Self.listLimit
        linkText = isCut ? first : isChinese ? "查看并确认" : "View and acknowledge"
        let words = NoticeWords(notice, style: style, markup: markup)
        let unanswered = isChinese ? "【未确认】" : "NOT ACKNOWLEDGED: "
        let mark = id?.isAgain == true ? unanswered : ""
        if others.isEmpty {
            title = mark + words.title
            plainTitle = mark + NoticeWords(notice, style: style, markup: .plain).title
            lines = try NoticeTemplate(style.template, language: style.language)
                .lines(words.values)
            link = style.link(notice)
            return
        }
        title = mark + (isChinese ? "\(all.count) 条通知" : "\(all.count) notices")
        plainTitle = title
        var told = all.prefix(Self.listLimit).map {
            NoticeWords($0, style: style, markup: markup).summary
        }
        let rest = all.count - told.count
        if rest > 0 { told.append(isChinese ? "另有 \(rest) 条" : "and \(rest) more") }
        lines = told
        link = isCut ? style.link(all[Self.listLimit]) : nil
    }

    /// Lines joined, at most so many bytes; what does not fit is left out by whole lines, and "..." says so.
    static func joined(_ lines: [String], with separator: String, limit: Int) -> String {
        let whole = lines.joined(separator: separator)
        if whole.utf8.count <= limit { return whole }
        var text = ""
        for (index, line) in lines.enumerated() {
            let next = index == 0 ? line : text + separator + line
            if next.utf8.count + separator.utf8.count + 3 > limit {
                return index == 0 ? cut(line, limit) : text + separator + "..."
            }
            text = next
        }
        return text
    }

    /// At most so many bytes; cut between characters, never within an escape, and ended by "...".
    static func cut(_ text: String, _ limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var kept = ""
        var size = 0
        for character in text {
            size += character.utf8.count
            guard size <= limit - 3 else { break }
            kept.append(character)
        }
        if let open = kept.lastIndex(of: "&"), !kept[open...].contains(";"),
            kept.distance(from: open, to: kept.endIndex) < 7
        {
            kept = String(kept[..<open])
        }
        while kept.last == "\\" { kept.removeLast() }
        return kept + "..."
    }
}
