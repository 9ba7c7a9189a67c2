// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("One thing of which a bias made two places")
struct UniteTests {
    private static let car = Street.Car(east: 20, plate: "测B8K2Q1")

    /// A pass, and another whose bias is more than the gate of a place.
    private static func street(bias: Double, plate: String = "测B8K2Q1", beside: Bool = false)
        -> Street
    {
        var street = Street()
        street.look(from: 0, count: 4, cars: [car])
        let other = Street.Car(east: 20 + bias, plate: plate)
        street.look(from: 400, count: 5, cars: beside ? [other, car] : [other])
        street.run(seconds: 440)
        return street
    }

    @Test("the same plate a little beyond the gate is the same stay: one case, one notice")
    func united() throws {
        var street = Self.street(bias: 3.6)
        #expect(street.notices.map(\.plate?.text) == ["测B8K2Q1"])
        #expect(street.notices.map(\.match) == ["plate"])
        #expect(street.book.cases.map(\.state) == [.noticed])
        try street.restart()
        street.look(from: 800, count: 5, cars: [Street.Car(east: 23.6, plate: "测B8K2Q1")])
        street.run(seconds: 900)
        #expect(street.notices.count == 1)
    }

    @Test("two cars nose to tail with nearly one plate are two, when frames show both")
    func twins() {
        var street = Street()
        let pair = [
            Street.Car(east: 20, plate: "测B8K2Q1"), Street.Car(east: 26.2, plate: "测B8K2Q7"),
        ]
        street.look(from: 0, count: 4, cars: pair)
        street.look(from: 400, count: 5, cars: pair)
        street.run(seconds: 440)
        #expect(street.notices.map { $0.plate?.text } == ["测B8K2Q1", "测B8K2Q7"])
    }

    @Test("what is seen beside a place is not the return of who left it")
    func replaced() {
        var street = Street()
        street.look(from: 0, count: 4, cars: [Self.car])
        // The new car's bias puts it 2.9 m off: some of it falls to the old place, no plate of it does.
        let plated = Street.Car(east: 23.4, plate: "测C71M9X")
        for second in 0..<4 {
            let start = 400 + Double(second)
            street.look(from: start, count: 1, cars: [plated])
            street.look(from: start + 0.5, count: 1, cars: [Street.Car(east: 21)])
        }
        street.run(seconds: 440)
        #expect(street.notices.isEmpty)
        // The new car is seen on; what was seen in the old place stays the new one's.
        street.look(from: 800, count: 5, cars: [plated])
        street.run(seconds: 900)
        #expect(street.notices.map { $0.plate?.text } == ["测C71M9X"])
    }

    @Test("another plate, a place farther away, or both in one frame stay apart", arguments: 0..<3)
    func apart(kind: Int) {
        let street = Self.street(
            bias: kind == 1 ? 6 : 3.6,
            plate: kind == 0 ? "测C71M9X" : "测B8K2Q1",
            beside: kind == 2
        )
        #expect(street.book.cases.count == 2)
        #expect(street.notices.count == (kind == 2 ? 1 : 0))
    }

    @Test("the older case goes on, the younger one is the same")
    func older() {
        var street = Street()
        var bare = Self.car
        bare.plate = nil
        street.look(from: 0, count: 3, cars: [bare])
        street.look(from: 100, count: 3, cars: [Street.Car(east: 23.6)])
        #expect(street.book.cases.map(\.state) == [.grace, .grace])
        // Who both are is read only now, at the younger one's place and at the older one's.
        street.look(from: 110, count: 2, cars: [Street.Car(east: 23.6, plate: "测B8K2Q1")])
        street.look(from: 120, count: 2, cars: [Self.car])
        #expect(street.book.cases.map(\.id) == [CaseID(1), CaseID(2)])
        #expect(street.book.cases.map(\.state) == [.grace, .expired])
    }

    @Test("the place that knows who stood there before goes on, though the other's stay is older")
    func history() {
        var street = Street()
        street.look(from: 0, count: 3, cars: [Self.car])
        // It leaves; another is seen a bias away, then where the first one stood.
        let (off, there) = (
            Street.Car(east: 23.6, plate: "测C71M9X"), Street.Car(east: 20, plate: "测C71M9X")
        )
        street.look(from: 400, count: 6, cars: [off])
        street.look(from: 460, count: 2, cars: [there])
        #expect(street.book.placeCount == 1)
        street.look(from: 800, count: 4, cars: [there])
        street.run(seconds: 840)
        #expect(street.notices.map(\.plate?.text) == ["测C71M9X"])
        #expect(street.book.cases.first?.state == .dissuaded)
    }

    @Test("without plates, two places that come to lie within the narrowest gate are one")
    func plateless() {
        for (north, notices) in [(5.0, 1), (6.5, 0)] {
            var street = Street()
            street.look(from: 0, count: 4, cars: [Street.Car(east: 20)])
            // The first look is more than 3 m away and founds a place; the mean of all is 2.8 m, or 3.2 m.
            for (index, east) in [23.2, 22.6, 22.6].enumerated() {
                let car = Street.Car(east: east, north: north)
                street.look(from: 400 + Double(index) / 2, count: 1, cars: [car])
            }
            street.run(seconds: 440)
            #expect(street.notices.count == notices)
        }
    }

    @Test(
        "a thing seen beside N times, or in half of what either is known by, is another",
        arguments: [
            (needed: 3, beside: 2, alone: 6, isOne: true),
            (needed: 3, beside: 3, alone: 5, isOne: false),
            (needed: 5, beside: 4, alone: 6, isOne: true),
            (needed: 5, beside: 4, alone: 2, isOne: false),
        ]
    )
    func besideAgain(needed: Int, beside: Int, alone: Int, isOne: Bool) {
        var street = Street { configuration in
            configuration.rules[0].needed = needed
            configuration.rules[0].looks = 9
        }
        street.look(from: 0, count: 5, cars: [Self.car])
        var bare = Self.car
        bare.plate = nil
        let off = Street.Car(east: 23.6)
        street.look(from: 400, count: beside, cars: [bare, off])
        street.look(from: 400 + Double(beside) / 2, count: alone, cars: [off])
        var read = off
        read.plate = Self.car.plate
        street.look(from: 406, count: 2, cars: [read])
        #expect(street.book.placeCount == (isOne ? 1 : 2))
    }
}
