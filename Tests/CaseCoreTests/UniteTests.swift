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
}
