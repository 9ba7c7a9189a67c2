// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import Notify

@Suite("Texts for people")
struct NoticeMessageTests {
    static func message(
        _ notice: Notice = .sample,
        language: NoticeLanguage = .zh,
        template: String? = nil
    ) throws -> NoticeMessage {
        var style = NoticeStyle(language: language, plates: .masked)
        style.template = template
        style.calendar = DayCalendar(
            zone: "Asia/Shanghai",
            offsets: [.init(start: .epoch, offset: .hours(8))]
        )
        return try NoticeMessage(notice, style: style, markup: .plain)
    }

    @Test("a reviewer's words stand in place of ours, with the plate as the receiver may see it")
    func reviewerWords() throws {
        var notice = Notice.sample
        notice.text = "On the crossing: 测B8K2Q1"
        let lines = try Self.message(notice).lines
        #expect(lines.contains { $0.contains("On the crossing: 测B8***1") })
        #expect(!lines.contains { $0.contains("测B8K2Q1") })
        let full = NoticeText(notice, language: .en, plates: .full).text
        #expect(full == "On the crossing: 测B8K2Q1")
        notice.isEdited = true
        notice.reviewedBy = "li"
        let style = NoticeStyle(language: .en, plates: .masked)
        #expect(NoticeBody(notice, style: style).review?.decision == "edited")
    }

    @Test("a digest that lists ten links to the first that it does not list")
    func digestLink() throws {
        var style = NoticeStyle(language: .zh, plates: .masked)
        style.link = { notice in "link \(notice.id)" }
        let others = (1...14).map { number in
            var notice = Notice.sample
            notice.id = NoticeID(100 + number)
            return notice
        }
        let cut = try NoticeMessage(.sample, with: others, style: style, markup: .plain)
        #expect(cut.lines.count == 11 && cut.link == "link N-110")
        let whole = try NoticeMessage(
            .sample,
            with: Array(others.prefix(9)),
            style: style,
            markup: .plain
        )
        #expect(whole.lines.count == 10 && whole.link == nil)
    }

    @Test("photos are told of as links to blurred copies, never to originals")
    func photos() throws {
        var notice = Notice.sample
        let original = notice.evidence.count
        var style = NoticeStyle(language: .en, plates: .masked)
        style.photo = { _, item in
            PhotoLink(url: "https://roost.example/p/\(item.digest)", expiresAt: .epoch)
        }
        let bare = try NoticeMessage(notice, style: style, markup: .markdown)
        #expect(!bare.lines.contains { $0.contains("/p/") })
        #expect(NoticeBody(notice, style: style).evidence.allSatisfy { $0.url == nil })
        for (digest, role) in [("c1", "wide_first"), ("c2", "zoom_second")] {
            var copy = Notice.EvidenceItem(
                digest: digest,
                role: role,
                takenAt: .epoch,
                reference: "blurred/\(digest)"
            )
            copy.isBlurred = true
            notice.evidence.append(copy)
        }
        let message = try NoticeMessage(notice, style: style, markup: .markdown)
        #expect(message.lines.contains("First photo: https://roost.example/p/c1"))
        #expect(message.lines.contains("Second photo: https://roost.example/p/c2"))
        #expect(message.lines.contains { $0.contains("\(original) pictures") })
        let body = NoticeBody(notice, style: style)
        #expect(body.evidence.suffix(2).map(\.blurred) == [true, true])
        #expect(
            body.evidence.suffix(2).map(\.url)
                == ["c1", "c2"].map { "https://roost.example/p/\($0)" }
        )
        #expect(body.evidence_root == NoticeBody.root(notice.evidence.map(\.digest)))
    }

    @Test("what is told again says so, one or many, and has an id of its own")
    func again() throws {
        let notice = Notice.sample
        var id = DeliveryID(notice: notice.wire, revision: 1, receiver: "chat")
        for (escalation, reminder, mark) in [(nil, 2, "_m2"), (1, nil, "_e1")]
            as [(Int?, Int?, String)]
        {
            id.escalation = escalation
            id.reminder = reminder
            #expect("\(id)" == "ntc_\(notice.wire)_r1_chat\(mark)")
            for (language, word) in [(NoticeLanguage.zh, "【未确认】"), (.en, "NOT ACKNOWLEDGED: ")] {
                let style = NoticeStyle(language: language, plates: .masked)
                for others in [[], [notice]] {
                    let message = try NoticeMessage(
                        notice,
                        with: others,
                        id: id,
                        style: style,
                        markup: .plain
                    )
                    #expect(message.title.hasPrefix(word))
                }
            }
        }
    }

    @Test(
        "title, local time with its zone, place with error, plate, dwell and ids are said",
        arguments: [
            (
                NoticeLanguage.zh,
                [
                    "时间：2026-05-12 08:27:04 Asia/Shanghai",
                    "位置：人民南路禁停，22.543, 114.118 ±2.1 m", "车牌：测B8***1",
                    "对象：小汽车，停留 407 秒，6 次发现", "证据：1 份，级别：一般", "通知 N-42，案件 C-7",
                ]
            ),
            (
                .en,
                [
                    "Time: 2026-05-12 08:27:04 Asia/Shanghai",
                    "Place: Renmin South, no parking, 22.543, 114.118 ±2.1 m", "Plate: 测B8***1",
                    "Seen: car, for 407 s, 6 sightings", "Evidence: 1 pictures, severity: minor",
                    "Notice N-42, case C-7",
                ]
            ),
        ]
    )
    func lines(language: NoticeLanguage, expected: [String]) throws {
        #expect(try Self.message(language: language).lines == expected)
    }

    @Test("a notice without a plate has no line for it; a withdrawal says so first")
    func absent() throws {
        var notice = Notice.sample
        notice.plate = nil
        notice.status = .withdrawn
        let message = try Self.message(notice)
        #expect(message.lines.first == "已撤回" && message.title.hasPrefix("已撤回 [违停]"))
        #expect(!message.lines.contains { $0.contains("车牌") })
    }

    @Test("an operator's own template is used; a malformed one keeps the notice waiting")
    func template() throws {
        #expect(try Self.message(template: "{{zone}} / {{plate}}").lines == ["人民南路禁停 / 测B8***1"])
        let error = #expect(throws: DeliveryError.self) { try Self.message(template: "{{#zone}}") }
        #expect(error?.isTransient == true)
    }

    @Test(
        "a value is never read as markup, a mention or another line",
        arguments: [
            (Markup.markdown, "*a*[b](c)`d`", #"\*a\*\[b\]\(c\)\`d\`"#),
            (.markdown, "<@all>", "&lt;@\u{200B}all&gt;"), (.plain, "a\r\nb@c", "a b@\u{200B}c"),
            (.html, #"<b a="x">'&"#, "&lt;b a=&quot;x&quot;&gt;&#39;&amp;"),
            (.slack, "~a_", "～a＿"), (.plain, "a\u{7}b\u{0}", "ab"),
        ]
    )
    func escapes(markup: Markup, value: String, expected: String) {
        #expect(markup.escaped(value) == expected)
    }

    @Test("text is cut between characters and lines, never within an escape, and says so")
    func cut() {
        #expect(NoticeMessage.cut("人民南路", 12) == "人民南路")
        #expect(NoticeMessage.cut("人民南路", 11) == "人民...")
        #expect(NoticeMessage.cut("a&amp;bcdef", 8) == "a...")
        #expect(NoticeMessage.cut(#"abc\*defgh"#, 7) == "abc...")
        let three = ["aaaa", "bbbb", "cc"]
        #expect(NoticeMessage.joined(three, with: "\n", limit: 12) == "aaaa\nbbbb\ncc")
        #expect(NoticeMessage.joined(three, with: "\n", limit: 11) == "aaaa\n...")
        for limit in 12..<40 {
            let lines = ["一二三四", "五六七", "八九十"]
            let text = NoticeMessage.joined(lines, with: "\n", limit: limit)
            #expect(text.utf8.count <= limit, "\(limit): \(text)")
        }
    }
}
