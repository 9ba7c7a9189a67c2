// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("Passes are laid over each other (PIPELINE 3.7)")
struct RegisterTests {
    private static let plates = ["测B8K2Q1", "测C71M9X", "测D55555"]

    /// Cars with plates 20 m apart, and one without at 70 m, moved by so many metres.
    private static func cars(plated: Int, east: Double = 0, north: Double = 5) -> [Street.Car] {
        (0..<plated).map { number in
            Street.Car(
                east: 10 + 20 * Double(number) + east,
                north: north,
                plate: plates[number]
            )
        } + [Street.Car(east: 70 + east, north: north)]
    }

    private static func notices(_ first: [Street.Car], _ second: [Street.Car]) -> [Notice] {
        var street = Street()
        street.look(from: 0, count: 4, cars: first)
        street.look(from: 400, count: 5, cars: second)
        street.run(seconds: 440)
        return street.notices
    }

    @Test("three equal plates move a biased pass, so that the car without one is found again")
    func moved() {
        let notices = Self.notices(
            Self.cars(plated: 3),
            Self.cars(plated: 3, east: 3.5)
        )
        #expect(notices.map { $0.plate?.text ?? "-" }.sorted() == ["-"] + Self.plates)
    }

    @Test("two plates move nothing: the car without one seems to be another")
    func tooFew() {
        let notices = Self.notices(
            Self.cars(plated: 2),
            Self.cars(plated: 2, east: 3.5)
        )
        #expect(notices.map { $0.plate?.text ?? "-" }.sorted() == Array(Self.plates.prefix(2)))
    }

    @Test(
        "an offset below 8 m is a bias, one of 8 m or more an error of another kind",
        arguments: [(7.9, 0.0, 4), (8.1, 0, 0), (5.5, 5.6, 4), (5.7, 5.7, 0)]
    )
    func tooFar(east: Double, north: Double, notices: Int) {
        // In a strip 100 m by 10 m, so that both passes are inside.
        let found = Self.notices(
            Self.cars(plated: 3, north: 2),
            Self.cars(plated: 3, east: east, north: 2 + north)
        )
        #expect(found.count == notices)
    }

    @Test("inside or outside is judged where the frame says: a first pass does not decide")
    func inside() {
        // The strip ends at 10 m north.
        let notices = Self.notices(
            Self.cars(plated: 3, north: 10.6),
            Self.cars(plated: 3, north: 7.5)
        )
        #expect(notices.count == 4)
    }

    @Test("a stay that goes on over a restart is laid over as before")
    func restarted() throws {
        var street = Street()
        street.look(from: 0, count: 4, cars: Self.cars(plated: 3))
        try street.restart()
        street.look(from: 400, count: 5, cars: Self.cars(plated: 3, east: 3.5))
        street.run(seconds: 440)
        #expect(street.notices.count == 4)
    }
}
