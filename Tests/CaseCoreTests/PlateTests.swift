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

    @Test("the consensus weighs zoom readings three times and ignores doubtful ones")
    func consensus() {
        var tally = PlateTally()
        tally.add(PlateReading(text: "A", confidence: 0.59), isZoom: false)
        #expect(tally.consensus == nil)
        tally.add(PlateReading(text: "B", confidence: 0.9), isZoom: false)
        tally.add(PlateReading(text: "B", confidence: 0.9), isZoom: false)
        #expect(tally.firmText == "B")
        tally.add(PlateReading(text: "C", confidence: 0.7), isZoom: true)
        #expect(tally.consensus?.text == "C")
        for number in 0..<20 {
            tally.add(PlateReading(text: "D\(number)", confidence: 0.6), isZoom: false)
        }
        #expect(tally.entries.count == PlateTally.textLimit)
        #expect(tally.consensus?.text == "C")
    }
}
