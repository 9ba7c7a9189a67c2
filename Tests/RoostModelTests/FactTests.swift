// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@Suite("Facts and refusals")
struct FactTests {
    static func names(_ template: String) -> Set<String> {
        Set(
            template.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap
            { part in
                part.split(separator: "}", omittingEmptySubsequences: false).first.map(String.init)
            }
        )
    }

    @Test(
        "each fact has a text in both languages that names the same values",
        arguments: FactCode.allCases
    )
    func texts(code: FactCode) {
        #expect(code.text.en != code.rawValue, "no row for \(code.rawValue)")
        #expect(code.text.zh.unicodeScalars.contains { $0.value > 0x2E80 })
        #expect(Self.names(code.text.en) == Self.names(code.text.zh))
    }

    @Test(
        "each refusal has a text in both languages that names the same values",
        arguments: RefusalCode.allCases
    )
    func refusals(code: RefusalCode) {
        #expect(code.text.zh.unicodeScalars.contains { $0.value > 0x2E80 })
        #expect(Self.names(code.text.en) == Self.names(code.text.zh))
    }

    @Test("a text is filled from subject and values")
    func filled() {
        let fact = Fact(.sortieDocked, Subject(dock: "D03", sortie: SortieID(118)))
        #expect(fact.text.en == "Sortie S-118 is docked at D03.")
        #expect(fact.text.zh == "架次 S-118 已回到机场 D03。")
    }

    @Test("a part of a text whose name has no value is left out whole")
    func parts() {
        let subject = Subject(dock: "D03", person: "ann")
        let alone = Fact(.sortieReturnOrdered, subject)
        #expect(alone.text.en == "Return home ordered at dock D03 by ann.")
        #expect(alone.text.zh == "ann 命令机场 D03 返航。")
        let flying = Fact(
            .sortieReturnOrdered,
            Subject(dock: "D03", sortie: SortieID(8), person: "ann [x]")
        )
        #expect(flying.text.en == "Return home ordered for S-8 at dock D03 by ann [x].")
    }

    @Test("a fact written and read is equal")
    func coding() throws {
        let fact = Fact(
            .caseOpened,
            Subject(violation: CaseID(7)),
            [FactValue("place", "22.5,114.1")]
        )
        let bytes = try JSONEncoder().encode(fact)
        #expect(String(decoding: bytes, as: UTF8.self).contains("\"case\":7"))
        #expect(try JSONDecoder().decode(Fact.self, from: bytes) == fact)
    }
}
