// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostAPI
import Testing

@Suite("Text that cannot command a terminal")
struct PlainTextTests {
    @Test(
        "control characters and marks of direction are shown by their number",
        arguments: [
            ("a\u{1B}[31mb", #"a\u{1B}[31mb"#), ("a\u{7}b", #"a\u{7}b"#),
            ("a\u{7F}b", #"a\u{7F}b"#),
            ("a\u{9B}b", #"a\u{9B}b"#), ("a\u{202E}b", #"a\u{202E}b"#),
            ("a\u{2066}b", #"a\u{2066}b"#), ("a\r\nb", #"a\u{D}\u{A}b"#),
            ("a\u{2028}b", #"a\u{2028}b"#),
            ("plain 车牌 测B8K2Q1 ü 🚁", "plain 车牌 测B8K2Q1 ü 🚁"),
        ]
    )
    func shown(text: String, expected: String) {
        #expect(PlainText.shown(text) == expected)
        #expect(PlainText.firstControl(in: PlainText.shown(text)) == nil)
    }

    @Test("a text of several lines keeps its line feeds where lines may stand")
    func lines() {
        #expect(PlainText.shown("a\n\tb\u{1B}c", keepsLines: true) == "a\n\tb\\u{1B}c")
    }

    @Test("JSON keeps its value")
    func json() throws {
        let text = "a\u{7F}\u{9B}2J\u{202E}b\u{1B}"
        let written = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self)
        let plain = PlainText.json(written)
        #expect(PlainText.firstControl(in: plain) == nil && plain.contains(#"\u009b"#))
        #expect(try JSONDecoder().decode([String].self, from: Data(plain.utf8)) == [text])
    }
}
