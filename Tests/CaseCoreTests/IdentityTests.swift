// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

/// Which of several moving things a look belongs to: an analyser's id is a hint (PIPELINE 5.1).
@Suite("Identity on the move")
struct IdentityTests {
    /// A thing that goes east from where it is at 0 s.
    private struct Mover {
        var east: Double
        var speed = 5.0
        var helmet: Bool?

        func car(at seconds: Double, id: String?) -> Street.Car {
            Street.Car(
                east: east + speed * seconds,
                label: "rider",
                track: id,
                helmet: helmet
            )
        }
    }

    private static let bare = Mover(east: 5, helmet: false)
    private static let helmed = Mover(east: 17, helmet: true)

    private static func street(dwell: Int = 6, asksHelmet: Bool = false) -> Street {
        DwellTests.lane { rule in
            rule.dwellSeconds = dwell
            if asksHelmet { rule.attribute = Rule.Attribute(name: "helmet", value: "false") }
        }
    }

    private static func times(_ range: Range<Int>) -> [Double] { range.map { Double($0) / 2 } }

    private static func look(_ street: inout Street, _ at: Double, _ cars: [Street.Car]) {
        street.look(from: at, count: 1, cars: cars)
    }

    @Test(
        "a piece of one look goes on with the velocity of the one before: a missed look breaks nothing"
    )
    func inherited() {
        var street = Self.street()
        for at in Self.times(0..<7) { Self.look(&street, at, [Self.bare.car(at: at, id: "a")]) }
        Self.look(&street, 3.5, [Self.bare.car(at: 3.5, id: "b")])
        for at in Self.times(8..<15) { Self.look(&street, at, []) }
        // From the piece before the last the gap is too long.
        for at in Self.times(15..<20) { Self.look(&street, at, [Self.bare.car(at: at, id: "c")]) }
        #expect(street.notices.count == 1)
    }

    @Test("two that change their ids stay themselves: the one without a helmet is noticed, once")
    func swapped() {
        var street = Self.street(dwell: 4, asksHelmet: true)
        for at in Self.times(0..<6) {
            Self.look(
                &street,
                at,
                [Self.bare.car(at: at, id: "a"), Self.helmed.car(at: at, id: "b")]
            )
        }
        // A look is missed, so that the jump from one to the other is no faster than anything moves.
        Self.look(&street, 3, [])
        for at in Self.times(7..<30) {
            Self.look(
                &street,
                at,
                [Self.bare.car(at: at, id: "b"), Self.helmed.car(at: at, id: "a")]
            )
        }
        street.run(seconds: 120)
        #expect(street.notices.count == 1)
        // The mean of the newest ten sightings of 4 s lies where the one without a helmet was.
        let place = street.notices.first.map { Street.configuration.grid.grid($0.place) }
        #expect(place.map { abs($0.eastMillimetres - 15_000) < 3000 } == true)
    }

    @Test("two without helmets that changed their ids are two notices")
    func beside() {
        var street = Self.street(dwell: 4, asksHelmet: true)
        let (one, other) = (Self.bare, Mover(east: 22, helmet: false))
        for at in Self.times(0..<30) {
            let isSwapped = at >= 3
            Self.look(
                &street,
                at,
                [
                    one.car(at: at, id: isSwapped ? "b" : "a"),
                    other.car(at: at, id: isSwapped ? "a" : "b"),
                ]
            )
        }
        street.run(seconds: 120)
        #expect(street.notices.count == 2)
    }

    @Test("a second box beside a thing does not take its place when its id changes")
    func ghost() {
        var street = Self.street()
        for at in Self.times(0..<7) { Self.look(&street, at, [Self.bare.car(at: at, id: "a")]) }
        // The second box is nearer to where the thing is expected than the thing itself.
        var late = Self.bare
        late.east -= 1.5
        Self.look(
            &street,
            3.5,
            [late.car(at: 3.5, id: "b"), Self.bare.car(at: 3.5, id: "ghost")]
        )
        for at in Self.times(8..<15) { Self.look(&street, at, [late.car(at: at, id: "b")]) }
        street.run(seconds: 100)
        #expect(street.notices.count == 1)
    }

    @Test(
        "a look without an id belongs to the piece that goes on, not to the one that it went on from"
    )
    func old() {
        var street = Self.street(dwell: 2, asksHelmet: true)
        for at in Self.times(0..<7) { Self.look(&street, at, [Self.bare.car(at: at, id: "a")]) }
        for at in Self.times(7..<10) {
            var car = Self.bare.car(at: at, id: "b")
            car.east += 1
            Self.look(&street, at, [car])
        }
        Self.look(&street, 5, [Self.bare.car(at: 5, id: nil)])
        for at in Self.times(11..<30) { Self.look(&street, at, [Self.bare.car(at: at, id: "b")]) }
        street.run(seconds: 120)
        #expect(street.notices.count == 1)
    }

    @Test("a stray look without an id does not part a thing from the piece that it went on in")
    func stray() {
        var street = Self.street()
        for at in Self.times(0..<7) { Self.look(&street, at, [Self.bare.car(at: at, id: "a")]) }
        let ahead = Mover(east: 6, helmet: false)
        for at in Self.times(7..<11) { Self.look(&street, at, [ahead.car(at: at, id: "b")]) }
        // Where the old piece may expect its thing, and the new one does not.
        let behind = Mover(east: 2, helmet: false)
        Self.look(&street, 5.25, [behind.car(at: 5.25, id: nil)])
        for at in Self.times(11..<16) { Self.look(&street, at, [ahead.car(at: at, id: "b")]) }
        street.run(seconds: 120)
        #expect(street.notices.count == 1)
    }

    @Test("who rode beside one that is noticed is told too, though that one's id is his later")
    func inheritedID() {
        var street = Self.street(dwell: 4, asksHelmet: true)
        let one = Mover(east: 5, speed: 2, helmet: false)
        var other = Mover(east: 19, speed: 2)
        for at in Self.times(0..<12) {
            Self.look(&street, at, [one.car(at: at, id: "a"), other.car(at: at, id: "b")])
        }
        #expect(street.notices.count == 1)
        // So long that the id is not the first one's any more by itself (PIPELINE 5.1: 10 s).
        for at in Self.times(12..<34) { Self.look(&street, at, [other.car(at: at, id: "b")]) }
        other.helmet = false
        for at in Self.times(34..<60) { Self.look(&street, at, [other.car(at: at, id: "a")]) }
        street.run(seconds: 120)
        #expect(street.notices.count == 2)
    }

    /// One that slows down and one that comes out ahead of it are taken for one, until a late look shows them apart.
    private static func parted() -> Street {
        var street = street()
        for at in times(0..<3) { look(&street, at, [bare.car(at: at, id: "a")]) }
        for at in times(3..<5) { look(&street, at, [ahead.car(at: at, id: "b")]) }
        look(&street, 1.75, [slow.car(at: 1.75, id: "a")])
        return street
    }

    private static let ahead = Mover(east: 8, helmet: false)
    private static let slow = Mover(east: 10, speed: 0, helmet: false)

    @Test("a case of what turned out to be two, of which neither is known well enough, expires")
    func givenUp() {
        var street = Self.parted()
        #expect(street.book.cases.map(\.state) == [.sighted])
        street.run(seconds: 120)
        #expect(street.book.cases.map(\.state) == [.expired])
        #expect(street.notices.isEmpty)
    }

    @Test("two that were taken for one have a case each when they go on")
    func apart() {
        var street = Self.parted()
        for at in Self.times(5..<20) {
            Self.look(
                &street,
                at,
                [Self.slow.car(at: at, id: "a"), Self.ahead.car(at: at, id: "b")]
            )
        }
        street.run(seconds: 120)
        #expect(street.notices.count == 2)
    }
}
