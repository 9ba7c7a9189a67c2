// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("How long cases and their pictures are kept, and who may keep them longer")
struct RetentionTests {
    private static let auditor = Person(name: "sun", role: .auditor)
    private static let day = 86_400

    /// A street with one noticed case of two pictures, or one that left in time.
    private static func street(isNoticed: Bool = true, settles: Bool = true) -> Street {
        var street = Street { $0.retention = .standard }
        let car = Street.Car(east: 20, plate: "测B8K2Q1")
        street.look(from: 0, count: 3, cars: [car])
        street.look(from: 400, count: isNoticed ? 4 : 0, cars: [car])
        if !isNoticed { street.look(from: 400, count: 6, cars: [], image: false) }
        street.run(seconds: 500)
        street.settlesAtOnce = settles
        return street
    }

    private static func removals(_ street: Street) -> [EvidenceRemoval] {
        street.effects.compactMap { effect in
            if case .discard(let removal) = effect.action { removal } else { nil }
        }
    }

    private static func told(_ street: Street, _ code: FactCode) -> Int {
        street.facts.count { $0.code == code }
    }

    @Test(
        "noticed cases go after 180 days, others after 7, at a full hour, the row last",
        arguments: [(isNoticed: true, days: 180), (isNoticed: false, days: 7)]
    )
    func periods(isNoticed: Bool, days: Int) throws {
        var street = Self.street(isNoticed: isNoticed, settles: false)
        let case1 = try #require(street.book.cases.first)
        #expect(case1.state == (isNoticed ? .noticed : .dissuaded))
        let due = try #require(street.book.deletionAt(of: case1.id))
        #expect(due == (try #require(case1.closedAt)) + .hours(days * 24))
        street.run(until: due)
        #expect(Self.removals(street).isEmpty)
        try street.restart()
        street.run(until: due + .hours(1))
        let removal = try #require(Self.removals(street).first)
        #expect(removal.digests == case1.evidence.compactMap(\.digest))
        #expect(street.now.milliseconds / 3_600_000 > due.milliseconds / 3_600_000)
        #expect(street.book.violation(case1.id) != nil)
        #expect(street.book.discardable(removal) == removal.digests)
        let effect = try #require(street.effects.last)
        street.settle(effect.id, .succeeded(.discarded))
        #expect(street.book.violation(case1.id) == nil && street.book.notices.isEmpty)
        let told = try #require(street.facts.last { $0.code == .caseDeleted })
        #expect(removal.digests.allSatisfy { told.text.en.contains($0) })
        street.run(seconds: 400 * Self.day)
        #expect(Self.removals(street).count == 1 && Self.told(street, .caseDeleted) == 1)
    }

    @Test("a deletion that fails is told, and tried again with the next sweep")
    func failure() throws {
        var street = Self.street(isNoticed: false, settles: false)
        street.run(seconds: 7 * Self.day + 3 * 3600)
        let first = try #require(street.effects.last)
        street.settle(first.id, .failed(FailureReason(code: "disk", text: "read-only")))
        #expect(Self.told(street, .caseNotDeleted) == 1)
        #expect(street.book.cases.count == 1)
        street.run(until: street.now + .hours(1))
        #expect(Self.removals(street).count == 2)
    }

    @Test("a picture that two cases share stays for the one that is kept longer")
    func shared() throws {
        var street = Street { $0.retention = .standard }
        let pair = [
            Street.Car(east: 20, plate: "测B8K2Q1"), Street.Car(east: 60, plate: "测C71M9X"),
        ]
        street.look(from: 0, count: 3, cars: pair)
        street.look(from: 400, count: 6, cars: [pair[0]])
        street.run(seconds: 500)
        #expect(Set(street.book.cases.map(\.state)) == [.noticed, .dissuaded])
        street.run(seconds: 8 * Self.day)
        #expect(street.book.cases.map(\.state) == [.noticed])
        #expect(Self.removals(street).isEmpty && Self.told(street, .caseDeleted) == 1)
        let kept = try #require(street.book.cases.first)
        street.run(seconds: 190 * Self.day)
        let digests = Self.removals(street).flatMap(\.digests)
        #expect(digests == kept.evidence.compactMap(\.digest) && digests.count == 2)
        #expect(street.book.cases.isEmpty)
    }

    @Test(
        "what is preserved stays, over a restart, until a person ends it"
    )
    func preserved() throws {
        var street = Self.street(isNoticed: false)
        let id = try #require(street.book.cases.first).id
        #expect(street.ask(.preserve(id, until: nil, reason: " "))?.code == .reasonMissing)
        let viewer = Person(name: "wu", role: .duty)
        let ask = CaseRequest.preserve(id, until: nil, reason: "court 2026-118")
        #expect(street.ask(ask, by: viewer)?.code == .notAllowed)
        #expect(street.ask(ask, by: Self.auditor) == nil)
        #expect(street.book.deletionAt(of: id) == nil)
        let one = try #require(street.book.preservations(of: id).first)
        #expect(one.author == "sun" && one.reason == "court 2026-118" && one.until == nil)
        #expect(street.book.preservedSince == one.since && one.since < street.now)
        try street.restart()
        street.run(seconds: 60 * Self.day)
        #expect(Self.removals(street).isEmpty && street.book.violation(id) != nil)
        let end = CaseRequest.endPreservation(one.id, reason: "judged")
        #expect(street.ask(end, by: Self.auditor) == nil)
        #expect(street.ask(end, by: Self.auditor)?.code == .alreadyEnded)
        #expect(street.book.preservedSince == nil)
        #expect(Self.removals(street).isEmpty)
        street.run(until: street.now + .hours(1))
        #expect(Self.removals(street).count == 1 && street.book.violation(id) == nil)
        let other = CaseRequest.preserve(id, until: nil, reason: "late")
        #expect(street.ask(other)?.code == .unknownSubject)
    }

    @Test("what is preserved stays listed however many newer cases are closed")
    func listed() throws {
        var street = Street { $0.rules[0].evidence = [] }
        let car = [Street.Car(east: 20)]
        for index in 0..<1002 {
            let start = Double(index) * 100
            street.look(from: start, count: 3, cars: car, image: false)
            street.look(from: start + 50, count: 5, cars: [], image: false)
            if index == 0 {
                let ask = CaseRequest.preserve(CaseID(1), until: nil, reason: "court")
                #expect(street.ask(ask) == nil)
            }
        }
        street.run(seconds: 101_000)
        let closed = street.book.cases.filter { !$0.isOpen }.map(\.id)
        #expect(closed.count == 1000 && closed.prefix(2) == [CaseID(1), CaseID(4)])
    }

    @Test(
        "one with an end is told a day before it, ends by itself, and of two the longer one counts"
    )
    func until() throws {
        var street = Self.street(isNoticed: false)
        let id = try #require(street.book.cases.first).id
        let start = street.now
        for days in [10, 20] {
            let until = start + .hours(24 * days)
            #expect(street.ask(.preserve(id, until: until, reason: "appeal")) == nil)
        }
        #expect(street.ask(.preserve(id, until: start, reason: "past"))?.code == .endPassed)
        street.run(until: start + .hours(24 * 19) - .seconds(1))
        #expect(Self.told(street, .preservationEnding) == 1)
        #expect(Self.told(street, .preservationEnded) == 1)
        #expect(Self.removals(street).isEmpty)
        street.run(until: start + .hours(24 * 20 + 1))
        #expect(Self.told(street, .preservationEnded) == 2)
        #expect(Self.removals(street).count == 1)
    }

    @Test("a case that is being deleted is neither preserved nor reopened")
    func going() throws {
        var street = Self.street(isNoticed: false, settles: false)
        let id = try #require(street.book.cases.first).id
        street.run(seconds: 7 * Self.day + 3 * 3600)
        #expect(street.ask(.preserve(id, until: nil, reason: "late"))?.code == .wrongState)
    }

    @Test("each opening of an original is by name and for a reason, and on record")
    func opened() throws {
        var street = Self.street()
        let found = try #require(street.book.cases.first)
        let digest = try #require(found.evidence.first?.digest)
        let ask = CaseRequest.openPicture(found.id, picture: digest, reason: "appeal 7")
        #expect(street.ask(ask, by: Person(name: "wu", role: .duty))?.code == .notAllowed)
        #expect(
            street.ask(.openPicture(found.id, picture: digest, reason: ""))?.code == .reasonMissing
        )
        let other = CaseRequest.openPicture(found.id, picture: "ffffffff", reason: "why not")
        #expect(street.ask(other)?.code == .unknownPicture)
        let gone = CaseRequest.openPicture(CaseID(99), picture: digest, reason: "why not")
        #expect(street.ask(gone)?.code == .unknownSubject)
        #expect(Self.told(street, .pictureOpened) == 0)
        #expect(street.ask(ask, by: Self.auditor) == nil)
        let fact = try #require(street.facts.last)
        #expect(fact.code == .pictureOpened && fact.subject.person == "sun")
        #expect(fact.text.en == "sun opened picture \(digest) of case C-1: appeal 7")
    }

    @Test(
        "a copy that may leave has its own item, is kept as long as its original, and is asked for by box"
    )
    func copies() throws {
        var street = Street { $0.retention = .standard }
        street.settlesAtOnce = false
        let car = Street.Car(east: 20, plate: "测B8K2Q1")
        for (start, count) in [(0.0, 3), (400.0, 4)] {
            street.look(from: start, count: count, cars: [car])
            for effect in street.effects {
                guard case .seal(let request) = effect.action else { continue }
                #expect(request.box == [0.4, 0.4, 0.1, 0.1])
                let digest = "sha-\(request.image.reference)"
                let isFirst = start == 0
                let copy = isFirst ? "copy-\(request.image.reference)" : nil
                street.settle(effect.id, .succeeded(.sealed(digest: digest, blurred: copy)))
            }
        }
        street.run(seconds: 500)
        let notice = try #require(street.notices.first)
        #expect(notice.evidence.map(\.isBlurred) == [nil, nil, true])
        #expect(notice.evidence.map(\.role) == ["wide_first", "wide_second", "wide_first"])
        #expect(notice.evidence.last?.digest == "copy-f1.jpg" && notice.originals.count == 2)
        street.run(seconds: 200 * Self.day)
        #expect(Self.removals(street).first?.digests.contains("copy-f1.jpg") == true)
    }

    @Test("a site without periods deletes nothing")
    func none() {
        var street = Street()
        street.look(from: 0, count: 3, cars: [Street.Car(east: 20)])
        street.look(from: 400, count: 6, cars: [])
        street.run(seconds: 300 * Self.day)
        #expect(Self.removals(street).isEmpty && street.book.cases.count == 1)
    }
}
