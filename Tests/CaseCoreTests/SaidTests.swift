// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import CaseCore

@Suite("What was said already")
struct SaidTests {
    @Test("is found among many as by comparing with each of them", arguments: UInt64(1)...20)
    func asByComparing(seed: UInt64) throws {
        var dice = SeededGenerator(seed)
        var street = Street()
        street.look(from: 0, count: 3, cars: [Street.Car(east: 20, plate: "测B8K2Q1")])
        let model = try #require(street.book.cases.first)
        for number in 1...60 {
            let said = Self.said(number, like: model, &dice)
            street.book.said.insert(said, for: said.notice)
            street.book.saidMarks.insert(said)
        }
        // Withdrawn ones leave no mark.
        for number in stride(from: 5, through: 60, by: 7) { street.book.forget(NoticeID(number)) }
        var found = 0
        for _ in 0..<100 {
            var violation = model
            violation.plate = Self.plate(&dice).map { PlateReading(text: $0, confidence: 0.9) }
            violation.ground = Self.ground(&dice)
            let expected = street.book.said.values.last { street.book.isSame($0, violation) }?
                .notice
            #expect(street.book.earlierNotice(of: violation) == expected)
            found += expected == nil ? 0 : 1
        }
        #expect((5...95).contains(found), "\(found): the check says something")
        for id in street.book.said.ids { street.book.forget(id) }
        #expect(street.book.saidMarks == SaidMarks())
    }

    @Test("is found by marks that an older roost kept as words")
    func words() throws {
        var street = Street()
        street.look(from: 0, count: 3, cars: [Street.Car(east: 20, plate: "测B8K2Q1")])
        var violation = try #require(street.book.cases.first)
        violation.plate = PlateReading(text: "测B8K2Q1", confidence: 0.9)
        violation.ground = GridPoint(eastMillimetres: -10_000, northMillimetres: 5000)
        let rule = violation.rule.text
        let old = """
            {"notices": {"limit": 1000000, "rows": [
            {"id": "\(rule) g -3 1", "value": [7]}, {"id": "\(rule) p 测B8K2Q", "value": [8, 9]},
            {"id": "\(rule) p 测B8K2Q2", "value": [10]}]}}
            """
        let marks = try JSONDecoder().decode(SaidMarks.self, from: Data(old.utf8))
        #expect(marks.candidates(for: violation) == [NoticeID(9), NoticeID(8), NoticeID(7)])
        let again = try JSONDecoder().decode(SaidMarks.self, from: JSONEncoder().encode(marks))
        #expect(again == marks)
    }

    private static func said(
        _ number: Int,
        like model: Case,
        _ dice: inout SeededGenerator
    ) -> CaseCore.Said {
        CaseCore.Said(
            notice: NoticeID(number),
            violation: CaseID(100 + number),
            rule: model.rule,
            lastAt: model.lastSeenAt,
            plate: plate(&dice),
            spot: 100 + number,
            ground: ground(&dice),
            isStanding: true,
            isCrowd: false,
            tracks: [],
            until: model.lastSeenAt + .hours(24)
        )
    }

    /// A plate of few signs, so that many are alike, or none.
    private static func plate(_ dice: inout SeededGenerator) -> String? {
        guard Int.random(in: 0..<3, using: &dice) > 0 else { return nil }
        let length = Int.random(in: 5...7, using: &dice)
        return String((0..<length).map { _ in "0123456".randomElement(using: &dice) ?? "0" })
    }

    private static func ground(_ dice: inout SeededGenerator) -> GridPoint {
        GridPoint(
            eastMillimetres: Int.random(in: -12_000...12_000, using: &dice),
            northMillimetres: Int.random(in: -12_000...12_000, using: &dice)
        )
    }
}
