// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import RoostModel
import SiteCore
import Testing

@testable import RoostEngine

@Suite("The stored form of facts and deliveries")
struct StoredNoticeTests {
    @Test("of facts is what Codable writes, and is read back", arguments: UInt64(0)..<50)
    func facts(seed: UInt64) throws {
        var dice = SeededGenerator(seed)
        for code in FactCode.allCases {
            let subject = Subject(
                dock: dice.happens(0.3) ? "D03" : nil,
                route: dice.happens(0.3) ? "R\"1" : nil,
                mission: dice.happens(0.3) ? MissionID(3) : nil,
                sortie: dice.happens(0.3) ? SortieID(4) : nil,
                violation: dice.happens(0.3) ? CaseID(5) : nil,
                notice: dice.happens(0.3) ? NoticeID(6) : nil,
                receiver: dice.happens(0.3) ? "police" : nil,
                hold: dice.happens(0.3) ? HoldID(7) : nil,
                person: dice.happens(0.3) ? "李\n" : nil
            )
            let values = (0..<dice.pick(0...2)).map { number in
                dice.happens(0.5)
                    ? FactValue("v\(number)", number)
                    : FactValue("v\(number)", Bilingual(en: "a\\b", zh: "甲"))
            }
            let fact = Fact(code, subject, values)
            let bytes = StoredForm.encode(fact)
            #expect(bytes == (try StoredEncoder.bytes(fact)), "seed \(seed)")
            #expect(try StoredForm.decode(Fact.self, from: bytes) == fact)
        }
    }

    @Test("of deliveries is what Codable writes, and is read back", arguments: UInt64(0)..<50)
    func deliveries(seed: UInt64) throws {
        var dice = SeededGenerator(seed)
        var notice = Notice.sample(7)
        notice.plate = dice.happens(0.5) ? PlateReading(text: "测B\"1", confidence: 0.5) : nil
        notice.match = dice.happens(0.5) ? "plate" : nil
        notice.count = dice.happens(0.5) ? 12 : nil
        notice.text = dice.happens(0.5) ? "文 text" : nil
        notice.isEdited = dice.happens(0.5) ? dice.happens(0.5) : nil
        notice.reviewedBy = dice.happens(0.5) ? "auto" : nil
        notice.placeError = Metres([0, -0.0, 12, 1e-7, .nan][dice.pick(0...4)])
        notice.evidence = (0..<dice.pick(0...3)).map { number in
            var item = Notice.EvidenceItem(
                digest: "\(number)",
                role: "wide",
                takenAt: .epoch,
                reference: "s3://a/\(number)"
            )
            item.isBlurred = dice.happens(0.5) ? true : nil
            return item
        }
        var delivery = Delivery(notice: notice, receiver: "police")
        delivery.group = dice.happens(0.5) ? 3 : nil
        delivery.id.escalation = dice.happens(0.5) ? 1 : nil
        delivery.id.reminder = dice.happens(0.5) ? 2 : nil
        let action = Action.deliver(delivery)
        let bytes = try StoredForm.encode(action)
        #expect(bytes == (try StoredEncoder.bytes(action)), "seed \(seed)")
        let read = try StoredForm.decode(Action.self, from: bytes)
        #expect(try StoredForm.encode(read) == bytes)
    }

    @Test("of what became of an effect is what Codable writes")
    func settlements() throws {
        let all: [Settlement<EffectResult>] = [
            .succeeded(.cases(.delivered)), .succeeded(.cases(.discarded)), .expired, .unknown,
            .failed(FailureReason(code: "rejected", text: "no")),
        ]
        for settlement in all {
            #expect(
                try StoredForm.encode(settlement) == StoredEncoder.bytes(settlement)
            )
            let input = Input.settled(EffectID(31), settlement)
            let bytes = try StoredForm.encode(input)
            #expect(bytes == (try StoredEncoder.bytes(input)))
            #expect(try StoredForm.decodeInput(from: bytes) == input)
        }
    }
}
