// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

/// A boxed member is stored, compared and changed as one without a box.
struct BoxedTests {
    struct Plain: Codable, Equatable {
        var name: String
        var note: Bilingual?
    }

    struct Kept: Codable, Equatable {
        @Boxed var name: String
        @Boxed var note: Bilingual? = nil
    }

    @Test(
        "the stored form is that of the value alone, and what is nil has no member",
        arguments: [nil, Bilingual(en: "wind", zh: "风")]
    )
    func storedForm(_ note: Bilingual?) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let plain = try encoder.encode(Plain(name: "D01", note: note))
        let kept = Kept(name: "D01", note: note)
        #expect(try encoder.encode(kept) == plain)
        #expect(try JSONDecoder().decode(Kept.self, from: plain) == kept)
    }

    @Test("a change of a copy does not reach what was copied")
    func copies() {
        let first = Kept(name: "D01", note: Bilingual(en: "wind", zh: "风"))
        var second = first
        #expect(second == first)
        second.note?.en = "rain"
        #expect(first.note?.en == "wind")
        #expect(second.note == Bilingual(en: "rain", zh: "风"))
        #expect(second != first)
        second.note = first.note
        #expect(second == first)
    }
}
