// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import CaseCore

@Suite("Plates")
struct PlateTests {
    @Test(
        "distances tell vehicles apart",
        arguments: [
            ("测B8K2Q1", "测BBK2Q1", Plate.Comparison.same),
            ("测B8K2Q1", "测B8K2Q1", .same),
            ("测B8K2Q1", "测B8K2Q", .same),
            ("测B8K2Q1", "测BBK2Q7", .unsure),
            ("测B8K2Q1", "测C71M9X", .other),
            ("", "测B8", .other),
        ]
    )
    func comparison(one: String, other: String, result: Plate.Comparison) {
        #expect(Plate.compare(one, other) == result)
        #expect(Plate.compare(other, one) == result)
        #expect(Plate.compare(one, nil) == .absent)
    }

    @Test("the examples of PIPELINE 5.3 are 1 and 6 apart")
    func distances() {
        #expect(Plate.distance("测B8K2Q1", "测BBK2Q1") == 1)
        #expect(Plate.distance("测B8K2Q1", "测C71M9X") == 6)
    }

    @Test(
        "normalised text has no marks, and O and I are digits behind the region",
        arguments: [
            ("测b·8k2q1", "测B8K2Q1"), ("测O O8I.2-1", "测O08121"), ("io 12", "1012"),
            ("测", "测"), ("", ""),
        ]
    )
    func normalised(text: String, result: String) {
        #expect(Plate.normalised(text) == result)
    }

    @Test("the quick way of what nearly all plates are ends where the long way of any text does")
    func quickWay() {
        var random = SeededGenerator(7)
        let signs = Array("测粤港澳AbOoIiZz09 .-·・•\u{3000}é挂\u{301}學警")
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 0...9, using: &random)).map { _ in
                    signs[Int.random(in: signs.indices, using: &random)]
                }
            )
            #expect(Plate.normalised(text) == Plate.anyText(text), "\(text)")
        }
    }

    @Test("the consensus weighs zoom readings three times and ignores doubtful ones")
    func consensus() {
        var tally = PlateTally()
        tally.add(PlateReading(text: "AAAAA", confidence: 0.59), isZoom: false)
        #expect(tally.consensus == nil)
        tally.add(PlateReading(text: "BBBBB", confidence: 0.9), isZoom: false)
        tally.add(PlateReading(text: "BBBBB", confidence: 0.9), isZoom: false)
        #expect(tally.firmText == "BBBBB")
        tally.add(PlateReading(text: "CCCCC", confidence: 0.9), isZoom: true)
        #expect(tally.consensus?.text == "CCCCC")
        for number in 10..<30 {
            tally.add(PlateReading(text: "D\(number)DD", confidence: 0.6), isZoom: false)
        }
        #expect(tally.entries.count == PlateTally.textLimit)
        #expect(tally.consensus?.text == "CCCCC")
    }

    /// Log odds: 0.9 says 2.2, 0.65 says 0.6; a text one character off speaks for two thirds.
    @Test(
        "a reading speaks for what is like it, and a doubtful one says little; the consensus was read",
        arguments: [
            // Three readings with one wrong character each: none was read twice, the middle one is right.
            (["测B8K2Q1 0.80", "测B8K2Q7 0.85", "测B8X2Q1 0.85"], "测B8K2Q1"),
            // Two doubtful readings weigh 1.3 by their sum of confidence, and say 1.24; a sure one says 2.9.
            (["测B8K2QX 0.65", "测B8K2QX 0.65", "测B8K2Q1 0.95"], "测B8K2Q1"),
            // Another vehicle's readings speak for nobody here.
            (["测B8K2Q1 0.90", "测B8K2Q1 0.90", "测C71M9X 0.95"], "测B8K2Q1"),
        ]
    )
    func agreement(readings: [String], plate: String) {
        var tally = PlateTally()
        for reading in readings {
            let parts = reading.split(separator: " ")
            let confidence = Double(parts[1]) ?? 0
            tally.add(PlateReading(text: "\(parts[0])", confidence: confidence), isZoom: false)
        }
        #expect(tally.consensus?.text == plate)
    }

    @Test(
        "log odds without a platform's logarithm",
        arguments: [(0.5, 0.0), (0.6, 0.4055), (0.75, 1.0986), (0.9, 2.17)]
    )
    func odds(confidence: Double, odds: Double) {
        #expect(abs(PlateTally.logOdds(confidence) - odds) < 0.01)
        #expect(PlateTally.logOdds(1) < 3.6)
    }
}
