// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import Notify

@Suite("The JSON of a notice")
struct NoticeJSONTests {
    private static func variants() -> [Notice] {
        var odd = Notice.sample
        odd.label = "car \"7\"\\\n\u{1}/"
        odd.plate = nil
        odd.match = nil
        odd.reviewedBy = nil
        odd.count = 12
        odd.place = Coordinate(latitude: -0.0, longitude: 100)
        odd.placeError = Metres(1e-7)
        odd.evidence = []
        var edited = Notice.sample
        edited.reviewedBy = "li, wang"
        edited.isEdited = true
        edited.text = "一辆车 at 测B8K2Q1"
        edited.status = .withdrawn
        edited.evidence[0].isBlurred = true
        return [.sample, odd, edited]
    }

    @Test("is written by hand as Codable writes it")
    func byHand() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for notice in Self.variants() {
            for language in [NoticeLanguage.zh, .en] {
                var style = NoticeStyle(language: language, plates: .full)
                style.link = { "https://example.org/\($0.id)?a=b" }
                style.photo = { _, item in
                    PhotoLink(url: "https://example.org/\(item.role)", expiresAt: .epoch)
                }
                let event = NoticeBody.Event(
                    type: NoticeBody.type(of: notice.status),
                    timestamp: notice.issuedAt.description,
                    data: NoticeBody(notice, style: style)
                )
                #expect(
                    String(decoding: event.json, as: UTF8.self)
                        == String(decoding: try encoder.encode(event), as: UTF8.self)
                )
            }
        }
    }
}
