// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel

/// A made-up square with known truth: one crowd that stays, comes and goes, or is none, through people who are
/// hidden, frames that miss half of them, and things that are no people.
struct NoisyCrowd {
    static let missRate = 0.15
    static let falseRate = 0.3
    static let halfRate = 0.05
    static let limit = 20

    private(set) var frames: [FrameSightings] = []
    /// Whether at least ``limit`` people stand there for long enough.
    let isViolation: Bool
    private var dice: SeededGenerator

    init(seed: Int) {
        dice = SeededGenerator(UInt64(seed) &+ 2_000)
        let kind = dice.pick(0...3)
        isViolation = kind < 2
        // Enough for long, enough for too short a time, or too few.
        let people = kind == 3 ? dice.pick(8...14) : dice.pick(27...40)
        let stay = kind == 2 ? 8 + dice.fraction() * 10 : 60 + dice.fraction() * 60
        let begin = 10 + dice.fraction() * 20
        let places = (0..<people).map { _ in (dice.fraction() * 30, 1 + dice.fraction() * 8) }
        for index in 0..<200 {
            let at = Double(index)
            let isThere = begin <= at && at <= begin + stay
            let share = dice.happens(Self.halfRate) ? 0.5 : 1 - Self.missRate
            var cars: [Street.Car] = []
            for (number, place) in places.enumerated() where isThere || number < people / 4 {
                guard dice.happens(share) else { continue }
                cars.append(
                    Street.Car(
                        east: 20 + place.0 + dice.fraction(),
                        north: min(9.9, place.1 + dice.fraction() - 0.5),
                        confidence: 0.45 + dice.fraction() * 0.5,
                        label: "person"
                    )
                )
            }
            if dice.happens(Self.falseRate) {
                cars.append(Street.Car(east: 60, confidence: 0.9, label: "person"))
            }
            frames.append(Street.frame("c\(index)", at: at, cars: cars, image: index % 5 == 0))
        }
    }
}
