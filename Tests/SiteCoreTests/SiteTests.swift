// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Foundation
import PatrolCore
import RoostModel
import SiteCore
import Testing

@Suite("The site")
struct SiteTests {
    static let noon = Timestamp(seconds: 1_778_545_639)
    static let person = Person(name: "li", role: .dispatcher)

    @Test("time goes back only by a clock step")
    func time() {
        var site = Site(siteKey: 1)
        _ = site.apply(.tick, at: Self.noon)
        _ = site.apply(.tick, at: Self.noon - .seconds(5))
        #expect(site.now == Self.noon)
        _ = site.apply(.clock(.stepped(by: .seconds(-5))), at: Self.noon - .seconds(5))
        #expect(site.now == Self.noon - .seconds(5))
    }

    @Test("every input has an answer in a site that was never configured")
    func total() {
        var site = Site(siteKey: 1)
        let requests: [OperatorVerb] = [
            .fleet(
                .dispatch(
                    place: Coordinate(latitude: 22.5, longitude: 114.1),
                    grid: GridPoint(eastMillimetres: 0, northMillimetres: 0),
                    dock: nil
                )
            ),
            .fleet(.patrol(route: "R01", dock: nil)), .fleet(.cancel(MissionID(1))),
            .fleet(.recall(dock: "D01")), .cases(.approve(CaseID(1), reason: "x")),
            .cases(.retry(NoticeID(1))),
        ]
        for verb in requests {
            let outcome = site.apply(
                .request(OperatorRequest(person: Self.person, verb: verb)),
                at: Self.noon
            )
            #expect(outcome.refusal != nil, "\(verb)")
            #expect(outcome.effects.isEmpty, "\(verb)")
        }
        let other = DockReport(
            dock: "D01",
            receivedAt: Self.noon,
            deviceTime: nil,
            said: .other(method: "x")
        )
        for input in [Input.started, .dock(other), .settled(EffectID(9), .unknown)] {
            #expect(site.apply(input, at: Self.noon).effects.isEmpty)
        }
    }

    @Test("a hold is told under the person's name and survives being written and read")
    func hold() throws {
        var site = Site(siteKey: 1)
        let hold = Input.request(
            OperatorRequest(person: Self.person, verb: .fleet(.hold(.fleet, reason: "storm")))
        )
        let outcome = site.apply(hold, at: Self.noon)
        #expect(outcome.facts.map(\.code) == [.holdPlaced])
        #expect(outcome.facts.first?.subject.person == "li")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let bytes = try encoder.encode(site)
        let read = try JSONDecoder().decode(Site.self, from: bytes)
        #expect(read == site)
        #expect(try encoder.encode(read) == bytes)
    }

    @Test("what was done outside the cores is told under its person's name; a picture is not")
    func outside() {
        var site = Site(siteKey: 1)
        func codes(_ request: SiteRequest) -> [FactCode] {
            let input = Input.request(
                OperatorRequest(person: Self.person, verb: .site(request))
            )
            let facts = site.apply(input, at: Self.noon).facts
            #expect(facts.allSatisfy { $0.subject.person == "li" })
            return facts.map(\.code)
        }
        #expect(codes(.tokenAdded(name: "wu", role: .viewer)) == [.tokenAdded])
        #expect(codes(.tokenRevoked(name: "wu")) == [.tokenRevoked])
        #expect(codes(.reloaded(changes: 2)) == [.siteReloaded])
        #expect(codes(.pictureKept(digest: "ab", bytes: 7)) == [])
    }

    @Test("the same inputs give the same state and outcomes", arguments: 0..<20)
    func deterministic(seed: Int) {
        var random = SeededGenerator(UInt64(seed))
        var one = Site(siteKey: 9)
        var other = Site(siteKey: 9)
        var now = Self.noon
        for _ in 0..<200 {
            now = now + .milliseconds(random.pick(0...5000))
            let input: Input
            switch random.pick(0...4) {
            case 0: input = .tick
            case 1: input = .started
            case 2:
                input = .request(
                    OperatorRequest(
                        person: Self.person,
                        verb: .fleet(.hold(.fleet, reason: "r"))
                    )
                )
            case 3:
                input = .request(
                    OperatorRequest(person: Self.person, verb: .fleet(.release(.fleet)))
                )
            default: input = .settled(EffectID(random.pick(1...20)), .expired)
            }
            #expect(one.apply(input, at: now) == other.apply(input, at: now), "seed \(seed)")
        }
        #expect(one == other, "seed \(seed)")
    }
}
