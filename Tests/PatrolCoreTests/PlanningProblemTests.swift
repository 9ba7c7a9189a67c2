// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import PatrolCore

@Suite("Planning problem")
struct PlanningProblemTests {
    @Test("an instance file is read and written without loss", arguments: Fixture.instances)
    func roundTrip(name: String) throws {
        let bytes = try Fixture.bytes("\(name).json")
        let problem = try JSONDecoder().decode(PlanningProblem.self, from: bytes)
        let written = try JSONEncoder().encode(problem)
        let before = try JSONSerialization.jsonObject(with: bytes) as? NSDictionary
        let after = try JSONSerialization.jsonObject(with: written) as? NSDictionary
        #expect(before == after)
        #expect(try JSONDecoder().decode(PlanningProblem.self, from: written) == problem)
    }

    @Test(
        "what planning could not count with is refused",
        arguments: [
            ("\"roost-instance/1\"", "\"roost-instance/2\""),
            ("\"id\":\"D02\"", "\"id\":\"D01\""),
            ("\"grid_s\":60", "\"grid_s\":0"),
            ("\"ferry_mps\":12", "\"ferry_mps\":0"),
            ("\"endurance_s\":2700", "\"endurance_s\":0"),
            ("22.592846", "122.592846"),
            ("\"takeoff_s\":60", "\"takeoff_s\":-1"),
        ]
    )
    func faults(right: String, wrong: String) throws {
        let problem = try Fixture.problem("tiny-2")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let text = try #require(String(data: try encoder.encode(problem), encoding: .utf8))
        #expect(text.contains(right))
        let bad = Data(text.replacingOccurrences(of: right, with: wrong).utf8)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(PlanningProblem.self, from: bad)
        }
    }
}
