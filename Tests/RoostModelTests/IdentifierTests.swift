// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test("numbers are read as people type them")
    func numbers() {
        #expect(MissionID("M-12") == MissionID(12))
        #expect(MissionID("m-12")?.description == "M-12")
        for text in ["", "12", "S-12", "M-", "M-0", "M--1", "M-1-2", "M-x"] {
            #expect(MissionID(text) == nil)
        }
    }

    @Test(
        "the operator's words have the form of the configuration",
        arguments: [
            ("D03", true), ("np-renmin", true), ("", false), ("a b", false), ("机场", false),
            ("a.b", false), (String(repeating: "x", count: 33), false),
        ]
    )
    func names(text: String, isWellFormed: Bool) {
        #expect(DockID(text).isWellFormed == isWellFormed)
    }

    @Test("wire faces are version 7, in the order of time, and never the same twice")
    func wires() throws {
        var issuer = Issuer(siteKey: 42)
        var seen: Set<String> = []
        var last: WireID?
        for second in 0..<500 {
            let now = Timestamp(seconds: Int64(1_778_545_639 + second))
            for wire in [
                issuer.effect(at: now).1, issuer.sortie(at: now).1, issuer.notice(at: now).1,
            ] {
                let text = wire.description
                #expect(text.count == 36)
                #expect(Array(text)[14] == "7")
                #expect(["8", "9", "a", "b"].contains(Array(text)[19]))
                let isNew = seen.insert(text).inserted
                #expect(isNew)
                #expect(WireID(text) == wire)
            }
            let now2 = issuer.effect(at: now).1
            if let last { #expect(last < now2) }
            last = now2
        }
    }

    @Test("the same journal issues the same ids")
    func repeatable() {
        var one = Issuer(siteKey: 9)
        var other = Issuer(siteKey: 9)
        let first = one.mission(at: .epoch)
        let second = other.mission(at: .epoch)
        #expect(first == second)
        #expect(one == other)
    }

    @Test(
        "malformed wire ids are refused",
        arguments: ["", "018f", "018f1f40-0000-7000-8000-00000000000g"]
    )
    func malformedWires(text: String) {
        #expect(WireID(text) == nil)
    }

    @Test("effects after a restored store are numbered past the highest known")
    func skip() {
        var issuer = Issuer(siteKey: 1)
        issuer.skipEffects(through: 31)
        let next = issuer.effect(at: .epoch).0
        #expect(next == EffectID(32))
        issuer.skipEffects(through: 5)
        let after = issuer.effect(at: .epoch).0
        #expect(after == EffectID(33))
    }
}
