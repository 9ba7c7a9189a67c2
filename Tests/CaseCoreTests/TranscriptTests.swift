// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import RoostModel
import Testing

@Suite("Stories of a case")
struct TranscriptTests {
    private func check(_ street: Street, _ name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/\(name).txt")
        if ProcessInfo.processInfo.environment["ROOST_RECORD"] == "1" {
            try street.transcript.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == street.transcript)
    }

    @Test("a car that is still there after grace is noticed; one that left is not")
    func revisit() throws {
        var street = Street()
        let stays = Street.Car(east: 20, plate: "测B8K2Q1")
        let leaves = Street.Car(east: 60, plate: "测C71M9X")
        street.look(from: 0, count: 4, cars: [stays, leaves])
        street.look(from: 3, count: 1, cars: [stays], lens: "zoom")
        street.look(from: 400, count: 7, cars: [stays])
        street.run(seconds: 500)
        try check(street, "revisit")
    }

    @Test("a reviewer approves one case and dismisses another; a third waits for its picture (S34)")
    func review() throws {
        var street = Street { $0.rules[0].review = .human }
        street.settlesAtOnce = false
        let cars = [10.0, 40, 70].map { Street.Car(east: $0, plate: "测A\(Int($0))234") }
        street.look(from: 0, count: 3, cars: cars, image: false)
        street.look(from: 400, count: 3, cars: cars)
        for effect in street.effects.prefix(2) { street.settle(effect.id, Street.success(effect)) }
        let failure = FailureReason(code: "missing", text: "no such picture")
        street.settle(EffectID(3), .failed(failure))
        let recall = Person(name: "wang", role: .duty)
        #expect(street.ask(.approve(CaseID(1), reason: "clear"), by: recall)?.code == .notAllowed)
        #expect(street.ask(.approve(CaseID(1), reason: "clear")) == nil)
        #expect(street.ask(.dismiss(CaseID(2), reason: "loading")) == nil)
        #expect(street.ask(.approve(CaseID(3), reason: "clear"))?.code == .wrongState)
        #expect(street.ask(.approve(CaseID(1), reason: "again"))?.code == .wrongState)
        #expect(street.ask(.approve(CaseID(9), reason: "who"))?.code == .unknownSubject)
        street.run(seconds: 3000)
        try check(street, "review")
    }

    @Test("a dead letter and an unknown one are sent again by hand with the same id (S33)")
    func deliveries() throws {
        var street = Street { configuration in
            configuration.receivers.append(Receiver(id: "duty", kind: .log))
            configuration.rules[0].receivers = ["police", "duty"]
            configuration.rules[0].evidence = []
        }
        street.settlesAtOnce = false
        let car = Street.Car(east: 20, plate: "测B8K2Q1")
        street.look(from: 0, count: 3, cars: [car], image: false)
        street.look(from: 400, count: 3, cars: [car], image: false)
        let failure = FailureReason(code: "rejected", number: 400, text: "bad request")
        street.settle(EffectID(1), .failed(failure))
        street.settle(EffectID(2), .unknown)
        #expect(street.book.notices[0].deliveries.map(\.state) == [.dead, .unknown])
        let id = street.notices[0].id
        #expect(street.ask(.retry(id)) == nil)
        // Who asks once more hurries what is queued: nothing is sent twice for it.
        #expect(street.ask(.retry(id)) == nil)
        street.settle(EffectID(3), .succeeded(.delivered))
        street.settle(EffectID(4), .expired)
        #expect(street.book.notices[0].deliveries.map(\.state) == [.delivered, .dead])
        let ids = street.effects.compactMap { effect in
            if case .deliver(let delivery) = effect.action { delivery.id } else { nil }
        }
        #expect(ids[0] == ids[2] && ids[1] == ids[3] && ids[0] != ids[1])
        try check(street, "deliveries")
    }
}
