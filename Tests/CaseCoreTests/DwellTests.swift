// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("Rules of mode dwell")
struct DwellTests {
    /// A lane in which nothing may stay for 6 s, 5 of 10 looks.
    static func lane(change: (inout Rule) -> Void = { _ in }) -> Street {
        Street { configuration in
            var rule = Rule(
                id: "lane",
                domain: "bus_lane",
                zone: "strip",
                mode: .dwell,
                labels: ["car", "rider"],
                receivers: ["police"]
            )
            rule.review = .auto
            rule.evidence = ["wide"]
            change(&rule)
            configuration.rules = [rule]
        }
    }

    /// One look each half second at a car that moves east.
    private func drive(
        _ street: inout Street,
        from seconds: Double,
        count: Int,
        car: Street.Car = Street.Car(east: 5, label: "rider"),
        speed: Double = 4,
        misses: (Int) -> Bool = { _ in false }
    ) {
        for index in 0..<count {
            var car = car
            car.east += speed * Double(index) / 2
            let cars = misses(index) ? [] : [car]
            street.look(from: seconds + Double(index) / 2, count: 1, cars: cars)
        }
    }

    @Test(
        "a track that stays for the time is noticed at once; a shorter one is not",
        arguments: [(looks: 12, notices: 0), (looks: 13, notices: 1)]
    )
    func time(looks: Int, notices: Int) {
        var street = Self.lane()
        drive(&street, from: 0, count: looks, car: Street.Car(east: 5, label: "rider", track: "t1"))
        #expect(street.book.cases.count == 1)
        #expect(street.notices.count == notices)
        #expect(street.notices.map(\.match) == (notices == 1 ? ["track"] : []))
        street.run(seconds: 100)
        #expect(street.book.cases.map(\.state) == (notices == 1 ? [.noticed] : [.expired]))
    }

    @Test("a vehicle's notice waits for two readings that agree, at most as long as for evidence")
    func plate() {
        for (plates, notices) in [([4, 8], 1), ([4], 0), ([], 0)] {
            var street = Self.lane()
            for index in 0..<14 {
                var car = Street.Car(east: 5 + Double(index), track: "t1")
                if plates.contains(index) { car.plate = "测B8K2Q1" }
                street.look(from: Double(index) / 2, count: 1, cars: [car])
            }
            #expect(street.notices.count == notices, "\(plates)")
            street.run(seconds: 26)
            #expect(street.notices.count == 1)
            #expect(street.notices.first?.plate?.text == (plates.isEmpty ? nil : "测B8K2Q1"))
        }
    }

    @Test("five of ten looks open, four do not; half of the looks must be in favour")
    func looks() {
        var every = Self.lane()
        drive(&every, from: 0, count: 40, speed: 1) { $0 % 2 == 1 }
        #expect(every.notices.count == 1)
        var third = Self.lane()
        drive(&third, from: 0, count: 60, speed: 1) { $0 % 3 != 0 }
        #expect(third.book.cases.isEmpty)
    }

    @Test("a new id, or none, goes on where the thing is expected; further away it is another")
    func link() {
        for (gap, notices) in [(0.0, 1), (12, 0)] {
            var street = Self.lane()
            drive(&street, from: 0, count: 7, car: Street.Car(east: 5, label: "rider", track: "t1"))
            drive(
                &street,
                from: 3.5,
                count: 7,
                car: Street.Car(east: 19 + gap, label: "rider", track: "t2")
            )
            #expect(street.notices.count == notices)
        }
        var street = Self.lane()
        drive(&street, from: 0, count: 14, speed: 2)
        #expect(street.notices.count == 1)
    }

    @Test("an id that jumps faster than anything moves is split")
    func jump() {
        var street = Self.lane()
        drive(
            &street,
            from: 0,
            count: 7,
            car: Street.Car(east: 5, label: "rider", track: "t1"),
            speed: 0
        )
        drive(
            &street,
            from: 3.5,
            count: 7,
            car: Street.Car(east: 60, label: "rider", track: "t1"),
            speed: 0
        )
        #expect(street.notices.isEmpty)
        #expect(street.book.cases.count == 2)
    }

    @Test("an attribute is voted on with its own confidence")
    func attribute() {
        for (against, notices) in [(0, 1), (6, 1), (8, 0), (13, 0)] {
            var street = Self.lane { $0.attribute = Rule.Attribute(name: "helmet", value: "false") }
            for index in 0..<13 {
                var car = Street.Car(east: 5, label: "rider", track: "t1")
                car.helmet = index % 13 < against
                street.look(from: Double(index) / 2, count: 1, cars: [car])
            }
            #expect(street.notices.count == notices, "\(against) against")
        }
        var none = Self.lane { $0.attribute = Rule.Attribute(name: "helmet", value: "false") }
        drive(&none, from: 0, count: 20, car: Street.Car(east: 5, label: "rider", track: "t1"))
        #expect(none.book.cases.isEmpty)
    }

    @Test(
        "a thing that stands is noticed once in ten minutes, whatever its id and plate are read as"
    )
    func standing() {
        var street = Self.lane()
        let truck = Street.Car(east: 40, label: "rider")
        drive(&street, from: 0, count: 14, car: truck, speed: 0)
        var same = Street.Car(east: 41, label: "rider", track: "other")
        drive(&street, from: 300, count: 14, car: same, speed: 0)
        #expect(street.notices.count == 1)
        #expect(street.book.cases.last?.state == .dismissed)
        same.plate = "测C71M9X"
        drive(&street, from: 610, count: 14, car: same, speed: 0)
        #expect(street.notices.count == 2)
        drive(&street, from: 900, count: 14, car: truck, speed: 4)
        #expect(street.notices.count == 3)
    }

    @Test("a notice waits 20 s for the picture that it must have, then a person is asked")
    func picture() {
        var street = Self.lane()
        for index in 0..<14 {
            let car = Street.Car(east: 5 + Double(index), label: "rider", track: "t1")
            street.look(from: Double(index) / 2, count: 1, cars: [car], image: false)
        }
        #expect(street.book.cases.map(\.state) == [.sighted])
        street.run(seconds: 26)
        #expect(street.book.cases.map(\.state) == [.inReview])
        #expect(street.book.cases.first?.gaps == ["wide"])
    }

    /// How many notices, and what became of the cases that are not noticed.
    private func results(_ frames: [FrameSightings]) -> [Case.State] {
        var street = Self.lane()
        street.run(seconds: 40)
        for (index, frame) in frames.enumerated() {
            var frame = frame
            frame.receivedAt = Street.start + .seconds(40) + .milliseconds(index * 10)
            street.take(frame)
        }
        street.run(seconds: 200)
        return street.book.cases.map(\.state).filter { $0 == .noticed }
    }

    @Test("looks of known ids may arrive in any order", arguments: 0..<40)
    func order(seed: Int) {
        var generator = SeededGenerator(UInt64(seed))
        let frames = (0..<60).map { index -> FrameSightings in
            let at = Double(index) / 2
            var cars = [Street.Car(east: 5 + at * 3, north: 2, label: "rider", track: "a")]
            if index % 5 != 0 {
                cars.append(Street.Car(east: 80 - at * 1.5, north: 8, label: "rider", track: "b"))
            }
            if (20..<30).contains(index) {
                cars.append(Street.Car(east: 50, label: "rider", track: "c"))
            }
            return Street.frame("f\(index)", at: at, cars: cars)
        }
        #expect(results(frames) == [.noticed, .noticed])
        #expect(results(frames.shuffled(using: &generator)) == [.noticed, .noticed])
    }

    @Test("looks without an id may arrive in any order within the gap", arguments: 0..<40)
    func orderWithoutID(seed: Int) {
        var generator = SeededGenerator(UInt64(seed))
        let frames = (0..<60).map { index -> FrameSightings in
            let at = Double(index) / 2
            var cars = [Street.Car(east: 5 + at * 3, north: 2, label: "rider")]
            if index % 5 != 0 {
                cars.append(Street.Car(east: 80 - at * 1.5, north: 8, label: "rider"))
            }
            return Street.frame("f\(index)", at: at, cars: cars)
        }
        let delayed = frames.enumerated().map { index, frame in
            (at: Double(index) / 2 + generator.fraction() * 4, frame: frame)
        }
        #expect(results(frames) == [.noticed, .noticed])
        #expect(results(delayed.sorted { $0.at < $1.at }.map(\.frame)) == [.noticed, .noticed])
    }
}
