// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel

/// A made-up street with known truth, seen through harder noise than the recorded scenarios have: misses,
/// single false positives, phantoms below the opening confidence, a bias of each pass, misread plates.
struct NoisyStreet {
    /// A car with what is true of it.
    struct Actor {
        var east: Double
        var north: Double
        var plate: String?
        /// Seconds after the start between which it stands there.
        var stay: ClosedRange<Double>
        /// Above it the analysis never goes, so that it is no car.
        var ceiling = 1.0
        /// Whether a notice of it is right.
        var isViolation = false
    }

    /// A flight along the street.
    struct Pass {
        var start: Double
        var east: ClosedRange<Double>
    }

    /// Metres a second, as the recorded scenarios fly; looks a second; metres to each side that are seen.
    static let speed = 7.0
    static let looksPerSecond = 2.0
    static let reach = 30.0
    static let grace = 300.0

    private var dice: SeededGenerator
    private(set) var actors: [Actor] = []
    private(set) var frames: [FrameSightings] = []
    private let passes: [Pass]
    private let label: String
    private let noise: Noise

    /// How much is wrong with what is seen.
    struct Noise {
        /// Of each look at a thing.
        var missRate = 0.25
        /// Of each frame, a thing that is not there, as sure as a car.
        var falseRate = 0.05
        /// Of each character of a plate, in a wide frame and in a close picture.
        var misreads = (wide: 0.03, zoom: 0.02)
        /// One standard deviation, metres: of each detection, and of all detections of a pass.
        var deviations = (look: 0.6, pass: 0.6)

        /// Harder than ``NoiseTests`` began with.
        static let harder = Noise(
            missRate: 0.35,
            falseRate: 0.08,
            misreads: (0.05, 0.03),
            deviations: (0.8, 0.7)
        )
    }

    init(seed: Int, label: String = "car", noise: Noise = Noise()) {
        dice = SeededGenerator(UInt64(seed))
        self.label = label
        self.noise = noise
        passes = [
            Pass(start: 0, east: 0...200), Pass(start: 420, east: 0...200),
            Pass(start: 840, east: 0...200),
        ]
        place()
        for (index, pass) in passes.enumerated() { fly(pass, index) }
        frames.sort { $0.receivedAt < $1.receivedAt }
    }

    /// Cars 8 to 14 m apart: most stay or leave in time, some are exchanged, some are no cars.
    private mutating func place() {
        var east = 6.0
        while east < 195 {
            let north = 5 + dice.fraction() * 0.6 - 0.3
            let hasPlate = label == "car"
            let plate = hasPlate && dice.happens(0.9) ? drawPlate() : nil
            let spot = Actor(east: east, north: north, plate: plate, stay: -60...2000)
            switch dice.pick(0...9) {
            case 0...4:
                var stays = spot
                stays.isViolation = true
                actors.append(stays)
            case 7 where hasPlate:
                var (first, second) = (spot, spot)
                first.stay = -60...200
                first.plate = first.plate ?? drawPlate()
                second.stay = 230...2000
                second.plate = drawPlate()
                second.isViolation = true
                actors += [first, second]
            case 5...7:
                var leaves = spot
                leaves.stay = -60...Double(dice.pick(40...300))
                actors.append(leaves)
            case 8:
                var phantom = spot
                phantom.ceiling = 0.58
                phantom.plate = nil
                actors.append(phantom)
            default:
                var outside = spot
                outside.north = 14 + dice.fraction() * 3
                actors.append(outside)
            }
            east += 8 + dice.fraction() * 6
        }
    }

    private mutating func drawPlate() -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
        return "测" + String((0..<6).map { _ in letters[dice.pick(0...letters.count - 1)] })
    }

    private mutating func fly(_ pass: Pass, _ number: Int) {
        let bias = (normal() * noise.deviations.pass, normal() * noise.deviations.pass)
        let count = Int(
            (pass.east.upperBound - pass.east.lowerBound) / Self.speed * Self.looksPerSecond
        )
        var photographed: [Int] = []
        for index in 0..<count {
            let at = pass.start + Double(index) / Self.looksPerSecond
            let middle = pass.east.lowerBound + Double(index) * Self.speed / Self.looksPerSecond
            var cars: [Street.Car] = []
            for (position, actor) in actors.enumerated()
            where abs(actor.east - middle) < Self.reach && actor.stay.contains(at) {
                if !dice.happens(noise.missRate) { cars.append(seen(actor, bias)) }
                let isNear = abs(actor.east - middle) < 8 && actor.ceiling == 1
                guard isNear, !photographed.contains(position), dice.happens(0.5) else { continue }
                photographed.append(position)
                if dice.happens(0.85) {
                    photograph(actor, at + 0.2, bias, "p\(number).\(position)")
                }
            }
            if dice.happens(noise.falseRate) {
                let east = middle + (dice.fraction() - 0.5) * 2 * Self.reach
                cars.append(Street.Car(east: east, north: 5, confidence: 0.95, label: label))
            }
            add("w\(number).\(index)", at, cars, lens: "wide", middle, image: index % 5 == 0)
        }
    }

    private mutating func seen(_ actor: Actor, _ bias: (Double, Double)) -> Street.Car {
        let confidence = min(actor.ceiling, max(0.3, 0.8 + normal() * 0.1), 0.99)
        var car = Street.Car(
            east: actor.east + bias.0 + normal() * noise.deviations.look,
            north: actor.north + bias.1 + normal() * noise.deviations.look,
            confidence: confidence,
            label: label
        )
        if let plate = actor.plate, dice.happens(0.3) {
            read(plate, noise.misreads.wide, into: &car)
        }
        return car
    }

    private mutating func photograph(
        _ actor: Actor,
        _ at: Double,
        _ bias: (Double, Double),
        _ id: String
    ) {
        var car = seen(actor, bias)
        if let plate = actor.plate { read(plate, noise.misreads.zoom, into: &car) }
        add(id, at, [car], lens: "zoom", actor.east, image: true)
    }

    /// A reading that is wrong is less sure, as in the recorded scenarios.
    private mutating func read(_ plate: String, _ rate: Double, into car: inout Street.Car) {
        let text = misread(plate, rate)
        car.plate = text
        car.plateConfidence = (text == plate ? 0.8 : 0.62) + dice.fraction() * 0.19
    }

    private mutating func misread(_ plate: String, _ rate: Double) -> String {
        let pairs: [Character: Character] = [
            "B": "8", "8": "B", "D": "0", "0": "D", "S": "5", "5": "S", "Z": "2", "2": "Z",
            "G": "6",
            "6": "G", "A": "4", "4": "A", "T": "7", "7": "T",
        ]
        return String(plate.map { dice.happens(rate) ? pairs[$0] ?? "X" : $0 })
    }

    private mutating func add(
        _ id: String,
        _ at: Double,
        _ cars: [Street.Car],
        lens: String,
        _ middle: Double,
        image: Bool
    ) {
        let delay = 0.2 + dice.fraction() * 0.6
        var frame = Street.frame(id, at: at, cars: cars, lens: lens, image: image, delay: delay)
        if lens == "wide" {
            let reach = Self.reach * 0.9
            frame.footprint = Street.ring(middle - reach, -20, middle + reach, 30)
        }
        frames.append(frame)
        // Some come twice under another id of a second source, minutes late, as a stored stream does.
        guard dice.happens(0.1) else { return }
        var again = frame
        again.source = "edge-2"
        again.receivedAt = again.receivedAt + .seconds(dice.pick(1...120))
        frames.append(again)
    }

    /// Normal, mean 0 and deviation 1: the sum of twelve uniform ones.
    private mutating func normal() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + dice.fraction() }
    }
}
