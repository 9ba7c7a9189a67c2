// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fuzz
import RoostModel
import Testing

@Suite("Strange input at every codec")
struct SurfaceTests {
    static let corpus = Corpus(
        root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    )
    static let surfaces = Surfaces.core(corpus)
    static let names = surfaces.map(\.name)

    static func surface(_ name: String) throws -> Surface {
        try #require(surfaces.first { $0.name == name })
    }

    @Test(
        "no input ends the process or breaks a promise",
        arguments: names,
        1...4 as ClosedRange<UInt64>
    )
    func holds(name: String, seed: UInt64) throws {
        let surface = try Self.surface(name)
        #expect(surface.documents > 0)
        let tally = try Round(surface, seed: seed, isMeasured: false).run(0..<150)
        #expect(tally.inputs == 150)
        // Neither all nor nothing gets through: the inputs are near the edge of what is sound.
        #expect(tally.verdicts["accepted", default: 0] > 0, "\(tally.summary)")
        #expect(tally.verdicts["accepted", default: 0] < 150, "\(tally.summary)")
    }

    @Test("what once broke a promise holds", arguments: names)
    func regressions(name: String) throws {
        let surface = try Self.surface(name)
        for document in Self.corpus.regressions(of: name) {
            #expect(throws: Never.self, "\(document.path)") { try surface.pass(document.bytes) }
        }
    }

    @Test("an input depends on seed and number alone")
    func sameInput() throws {
        for surface in Self.surfaces {
            #expect(surface.input(7, seed: 3) == surface.input(7, seed: 3))
            let many = Set((0..<40).map { surface.input($0, seed: 3) })
            #expect(many.count > 30, "\(surface.name)")
        }
    }

    @Test("an input that breaks a promise is named by surface, seed and number")
    func breach() {
        let broken = Surface(name: "broken", documents: 1) { dice in
            [UInt8(dice.pick(0...255))]
        } pass: { input throws(Breach) in
            if input[0] > 200 { throw .changed("a byte") }
            return .accepted
        }
        var last = -1
        let failure = #expect(throws: Round.Failure.self) {
            _ = try Round(broken, seed: 9, isMeasured: false).run(0..<1000) { last = $0 }
        }
        #expect(failure?.number == last)
        #expect(failure.map { broken.input($0.number, seed: $0.seed)[0] > 200 } == true)
        #expect(failure?.description.hasPrefix("surface broken seed 9 input ") == true)
    }

    @Test("an input that takes too long for its size is a breach")
    func slow() {
        let slow = Surface(name: "slow", documents: 1) { _ in
            [1]
        } pass: { _ in
            // Time of the processor, which others on the machine do not take away.
            let began = clock()
            while clock() - began < CLOCKS_PER_SEC * 2 {}
            return .accepted
        }
        let failure = #expect(throws: Round.Failure.self) {
            _ = try Round(slow, seed: 9, isMeasured: true).run(0..<1)
        }
        guard case .slow = failure?.breach else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }
}
