// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("Admissibility")
struct AdmissibilityTests {
    private let car = Street.Car(east: 20, plate: "测B8K2Q1")

    private func street(_ review: Rule.Review = .auto) -> Street {
        Street { configuration in
            configuration.packs = [
                RulePack(
                    id: "pack",
                    name: Bilingual(en: "Pack", zh: "规范"),
                    source: "test",
                    panoramas: 2,
                    panoramaGap: .seconds(10)
                )
            ]
            configuration.rules[0].pack = "pack"
            configuration.rules[0].review = review
            configuration.rules[0].graceSeconds = 300
        }
    }

    private func look(
        _ street: inout Street,
        from seconds: Double,
        _ cars: [Street.Car],
        size: [Int]? = [1920, 1080],
        delay: Double = 0.3,
        image: Bool = true
    ) {
        for index in 0..<3 {
            let at = seconds + Double(index) / 2
            var frame = Street.frame("f\(at)", at: at, cars: cars, image: image, delay: delay)
            frame.size = size
            street.take(frame)
        }
    }

    private func codes(_ street: Street) -> [String] {
        street.book.cases.first?.objections.map(\.code) ?? []
    }

    @Test("two panoramas of a good clock, large enough and with one plate, are a notice")
    func sound() {
        var street = street()
        look(&street, from: 0, [car])
        look(&street, from: 400, [car])
        street.run(seconds: 450)
        #expect(codes(street) == [])
        #expect(street.notices.count == 1)
    }

    @Test("what is missing is named, with what would cure it, and nobody can approve it")
    func missing() {
        var small = street(.human)
        look(&small, from: 0, [car], size: [640, 480])
        look(&small, from: 400, [car])
        small.run(seconds: 450)
        #expect(codes(small) == ["size"])
        let refusal = small.ask(.approve(CaseID(1), reason: "clear"))
        #expect(refusal?.code == .wrongState)
        #expect(refusal?.reasons.first?.en.contains("cure: pictures of at least 1280×720") == true)
        #expect(refusal?.reasons.first?.zh.contains("补救") == true)

        var single = street()
        look(&single, from: 0, [car], image: false)
        look(&single, from: 400, [car])
        single.run(seconds: 450)
        #expect(codes(single) == ["panoramas"])
        #expect(single.book.cases.map(\.state) == [.inReview])

        var unread = street()
        look(&unread, from: 0, [Street.Car(east: 20)])
        look(&unread, from: 400, [car])
        unread.run(seconds: 450)
        #expect(codes(unread) == ["plate"])
        #expect(unread.notices.isEmpty)
    }

    @Test(
        "a clock that may be off by more than a second is named",
        arguments: [
            (delay: 1.0, codes: []), (delay: 1.1, codes: ["clock"]),
            (delay: -1.2, codes: ["clock"]),
        ]
            as [(delay: Double, codes: [String])]
    )
    func clock(delay: Double, codes: [String]) {
        var street = street()
        look(&street, from: 0, [car], delay: delay)
        look(&street, from: 400, [car], delay: delay)
        street.run(seconds: 450)
        #expect(self.codes(street) == codes)
    }

    @Test("panoramas of a standing vehicle must be so far apart")
    func interval() {
        var street = Street { configuration in
            var pack = RulePack(
                id: "pack",
                name: Bilingual(en: "Pack", zh: "规范"),
                source: "test",
                panoramas: 2,
                panoramaGap: .seconds(500)
            )
            pack.needsPlate = false
            configuration.packs = [pack]
            configuration.rules[0].pack = "pack"
        }
        look(&street, from: 0, [car])
        look(&street, from: 400, [car])
        street.run(seconds: 450)
        #expect(codes(street) == ["interval"])
    }
}
