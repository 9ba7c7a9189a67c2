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
        /// When it was found, and in the zone.
        var looks: [Look] = []

        func east(at seconds: Double) -> Double { east + speed * (seconds - enters) }

        func isThere(at seconds: Double) -> Bool { enters <= seconds && seconds <= leaves }
    }

    /// What one frame showed of an actor.
    struct Look {
        var at: Double
        var car: Street.Car
    }

    /// The error that a detection of an actor states, so that a notice tells whom it saw last; 2 m is nobody's.
    static func mark(_ actor: Int) -> Metres { Metres(2 + Double(actor + 1) / 1000) }

    static let length = 240.0
    static let looksPerSecond = 2.0

    private var dice: SeededGenerator
    private(set) var actors: [Actor] = []
    private(set) var frames: [FrameSightings] = []
    let kind: Kind
    /// When a frame was taken that was not lost.
    private(set) var lookTimes: [Double] = []
    private let noise: Noise
    private let skew: Double
    /// The analyser's present id of each actor.
    private var ids: [String] = []
    private var lastID = 0
    /// When each is hidden, and its plate as it is misread again and again.
    private var hidden: [ClosedRange<Double>?] = []
    private var stuck: [String?] = []

    init(_ kind: Kind, seed: Int, noise: Noise? = nil) {
        dice = SeededGenerator(UInt64(seed) &+ 1_000)
        self.kind = kind
        let noise = noise ?? .soft(kind)
        self.noise = noise
        skew = seed % 4 == 0 ? noise.skew : 0
        place()
        spoil()
        look()
        frames.sort { $0.receivedAt < $1.receivedAt }
    }

    /// One after the other, so far apart in time that they do not meet; some with another close ahead.
    private mutating func place() {
        var at = 2.0
        while at < Self.length - 20 {
            let actor = draw(at)
            actors.append(actor)
            var end = actor.leaves
            if dice.happens(noise.convoyRate) {
                var ahead = draw(at + dice.fraction() * 3)
                ahead.speed = actor.speed
                ahead.east = actor.east(at: ahead.enters) + 10 + dice.fraction() * 6
                actors.append(ahead)
                end = max(end, ahead.leaves)
            }
            at = end + 2 + dice.fraction() * 4
        }
    }

    private mutating func draw(_ at: Double) -> Actor { kind == .lane ? vehicle(at) : rider(at) }

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
            actor.leaves = at + 9 + noise.longer + dice.fraction() * 6
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
            leaves: at + 8 + noise.longer + dice.fraction() * 8,
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

    /// What is wrong with each for as long as it is there.
    private mutating func spoil() {
        for actor in actors {
            ids.append(nextID())
            let from = actor.enters + dice.fraction() * (actor.leaves - actor.enters)
            hidden.append(dice.happens(noise.hiddenRate) ? from...from + 2 + dice.fraction() : nil)
            stuck.append(actor.plate.map { misread($0, noise.stickyRate) })
        }
    }

    private mutating func nextID() -> String {
        lastID += 1
        return "t\(lastID)"
    }

    private mutating func look() {
        var bias = (
            east: normal() * noise.deviations.bias, north: normal() * noise.deviations.bias
        )
        let count = Int(Self.length * Self.looksPerSecond)
        let drift = normal() * noise.drift / Double(count)
        var lostUntil = -1.0
        for index in 0..<count {
            let at = Double(index) / Self.looksPerSecond
            bias.east += drift
            if dice.happens(noise.burstRate) { lostUntil = at + 1 + dice.fraction() * 2 }
            guard at > lostUntil else { continue }
            lookTimes.append(at)
            var cars = shown(at, bias)
            if dice.happens(noise.falseRate) {
                cars.append(
                    Street.Car(
                        east: dice.fraction() * 90,
                        north: 4.75,
                        confidence: 0.95,
                        label: label,
                        helmet: kind == .lane ? nil : false
                    )
                )
            }
            add("w\(index)", at, cars, image: index % 3 == 0)
        }
    }

    private var label: String { kind == .lane ? "car" : "rider" }

    private mutating func shown(_ at: Double, _ bias: (east: Double, north: Double)) -> [Street.Car]
    {
        let there = actors.indices.filter { actors[$0].isThere(at: at) }
        if there.count == 2, dice.happens(noise.ids.swapped) { ids.swapAt(there[0], there[1]) }
        var cars: [Street.Car] = []
        for number in there where hidden[number]?.contains(at) != true {
            if dice.happens(noise.missRate) || dice.happens(noise.flickers.unknown) { continue }
            if dice.happens(noise.ids.changed) { ids[number] = nextID() }
            var car = seen(number, at, bias)
            car.track = dice.happens(noise.ids.absent) ? nil : ids[number]
            if kind == .lane, dice.happens(noise.flickers.van) { car.label = "van" }
            if dice.happens(noise.splitRate) {
                var half = car
                half.east += 1.2
                half.plate = nil
                half.track = dice.happens(0.5) ? nextID() : nil
                car.east -= 1.2
                cars.append(half)
            }
            actors[number].looks.append(Look(at: at, car: car))
            cars.append(car)
        }
        return cars
    }

    private mutating func seen(
        _ number: Int,
        _ at: Double,
        _ bias: (east: Double, north: Double)
    ) -> Street.Car {
        let actor = actors[number]
        let drawn = noise.confidence.mean + normal() * noise.confidence.deviation
        var car = Street.Car(
            east: actor.east(at: at) + bias.east + normal() * noise.deviations.look,
            north: actor.north + bias.north + normal() * noise.deviations.look,
            confidence: min(actor.ceiling, max(0.3, drawn), 0.99),
            label: label,
            sigma: noise.sigma,
            error: Self.mark(number)
        )
        if let plate = actor.plate, dice.happens(0.4) {
            let isStuck = dice.happens(1.0 / 3)
            let text = misread(isStuck ? stuck[number] ?? plate : plate, noise.misread)
            car.plate = text
            car.plateConfidence = (text == plate ? 0.8 : 0.62) + dice.fraction() * 0.19
        }
        if let helmet = actor.hasHelmet, dice.happens(noise.helmet.read) {
            car.helmet = dice.happens(noise.helmet.wrong) ? !helmet : helmet
        }
        return car
    }

    private mutating func misread(_ plate: String, _ rate: Double) -> String {
        String(plate.map { $0 != "测" && dice.happens(rate) ? $0 == "8" ? "B" : "8" : $0 })
    }

    private mutating func add(_ id: String, _ at: Double, _ cars: [Street.Car], image: Bool) {
        var delay = 0.2 + dice.fraction() * 0.6
        if dice.happens(noise.lateRate) { delay += Double(dice.pick(1...120)) }
        let stamped = at + normal() * noise.clockJitter
        var frame = Street.frame(id, at: stamped, cars: cars, image: image, delay: delay)
        frame.capturedAt = frame.capturedAt + .seconds(Int(skew))
        frames.append(frame)
    }

    /// Normal, mean 0 and deviation 1: the sum of twelve uniform ones.
    private mutating func normal() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + dice.fraction() }
    }
}
