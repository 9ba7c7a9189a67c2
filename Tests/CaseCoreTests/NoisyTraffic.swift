// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel

/// A made-up lane with known truth, seen from a hovering aircraft: vehicles that stay in it or pass, riders with
/// and without helmets, through misses, false positives, lost ids and misread plates and helmets.
struct NoisyTraffic {
    /// What drives there.
    enum Kind { case lane, riders }

    /// A vehicle or rider with what is true of it.
    struct Actor {
        var enters: Double
        var leaves: Double
        var east: Double
        var north: Double
        var speed: Double
        var plate: String?
        var hasHelmet: Bool?
        /// Above it the analysis never goes.
        var ceiling = 0.99
        var isViolation = false

        func east(at seconds: Double) -> Double { east + speed * (seconds - enters) }
    }

    static let missRate = (lane: 0.25, riders: 0.15)
    static let falseRate = 0.05
    static let misread = 0.02
    /// Of each look: the analyser's id is another from now on, or there is none.
    static let idLoss = (changed: 0.02, absent: 0.1)
    static let deviations = (look: 0.5, bias: 0.5)
    /// Of each look at a helmet: it is read, and read wrongly.
    static let helmet = (read: 0.95, wrong: 0.1)
    static let length = 240.0

    private var dice: SeededGenerator
    private(set) var actors: [Actor] = []
    private(set) var frames: [FrameSightings] = []
    private let kind: Kind

    init(_ kind: Kind, seed: Int) {
        dice = SeededGenerator(UInt64(seed) &+ 1_000)
        self.kind = kind
        place()
        look()
        frames.sort { $0.receivedAt < $1.receivedAt }
    }

    /// One after the other, so far apart in time that they do not meet.
    private mutating func place() {
        var at = 2.0
        while at < Self.length - 20 {
            let actor = kind == .lane ? vehicle(at) : rider(at)
            actors.append(actor)
            at = actor.leaves + 2 + dice.fraction() * 4
        }
    }

    /// The lane is 3.5 m wide, from 3 to 6.5 m north.
    private mutating func vehicle(_ at: Double) -> Actor {
        var actor = Actor(
            enters: at,
            leaves: at + 2 + dice.fraction() * 2.5,
            east: 5 + dice.fraction() * 20,
            north: 4.75,
            speed: 3 + dice.fraction() * 3,
            plate: drawPlate()
        )
        switch dice.pick(0...9) {
        case 0...4:
            actor.leaves = at + 9 + dice.fraction() * 6
            actor.isViolation = true
        case 5...6: break
        case 7:
            // The next lane: its middle is 1.75 m from the edge.
            actor.north = 8.25
            actor.leaves = at + 10
        default:
            actor.ceiling = 0.58
            actor.leaves = at + 10
        }
        return actor
    }

    private mutating func rider(_ at: Double) -> Actor {
        let hasHelmet = dice.happens(0.5)
        return Actor(
            enters: at,
            leaves: at + 8 + dice.fraction() * 8,
            east: 5 + dice.fraction() * 10,
            north: 4 + dice.fraction(),
            speed: 4 + dice.fraction() * 2,
            plate: nil,
            hasHelmet: hasHelmet,
            isViolation: !hasHelmet
        )
    }

    private mutating func drawPlate() -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
        return "测" + String((0..<6).map { _ in letters[dice.pick(0...letters.count - 1)] })
    }

    private mutating func look() {
        let missRate = kind == .lane ? Self.missRate.lane : Self.missRate.riders
        let bias = (normal() * Self.deviations.bias, normal() * Self.deviations.bias)
        var ids = actors.indices.map { "t\($0)" }
        for index in 0..<Int(Self.length * 2) {
            let at = Double(index) / 2
            var cars: [Street.Car] = []
            for (number, actor) in actors.enumerated()
            where actor.enters <= at && at <= actor.leaves && !dice.happens(missRate) {
                if dice.happens(Self.idLoss.changed) { ids[number] = "t\(number).\(index)" }
                var car = seen(actor, at, bias)
                car.track = dice.happens(Self.idLoss.absent) ? nil : ids[number]
                cars.append(car)
            }
            if dice.happens(Self.falseRate) {
                cars.append(
                    Street.Car(
                        east: dice.fraction() * 90,
                        north: 4.75,
                        confidence: 0.95,
                        label: kind == .lane ? "car" : "rider",
                        helmet: kind == .lane ? nil : false
                    )
                )
            }
            let delay = 0.2 + dice.fraction() * 0.6
            frames.append(
                Street.frame("w\(index)", at: at, cars: cars, image: index % 3 == 0, delay: delay)
            )
        }
    }

    private mutating func seen(_ actor: Actor, _ at: Double, _ bias: (Double, Double)) -> Street.Car
    {
        var car = Street.Car(
            east: actor.east(at: at) + bias.0 + normal() * Self.deviations.look,
            north: actor.north + bias.1 + normal() * Self.deviations.look,
            confidence: min(actor.ceiling, max(0.3, 0.8 + normal() * 0.1), 0.99),
            label: kind == .lane ? "car" : "rider"
        )
        if let plate = actor.plate, dice.happens(0.4) {
            let isWrong = dice.happens(Self.misread * 7)
            var letters = Array(plate)
            if isWrong { letters[dice.pick(1...6)] = "8" }
            car.plate = String(letters)
            car.plateConfidence = (String(letters) == plate ? 0.8 : 0.62) + dice.fraction() * 0.19
        }
        if let helmet = actor.hasHelmet, dice.happens(Self.helmet.read) {
            car.helmet = dice.happens(Self.helmet.wrong) ? !helmet : helmet
        }
        return car
    }

    private mutating func normal() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + dice.fraction() }
    }
}
