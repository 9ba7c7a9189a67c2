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
    private let skew: Double

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

        /// Of each character, once a car and pass: it is misread in half of that pass's readings.
        var stickyRate = 0.0
        /// Metres that the bias wanders from the beginning of a pass to its end, one standard deviation.
        var drift = 0.0
        /// Mean and deviation of a detection's confidence.
        var confidence = (mean: 0.8, deviation: 0.1)
        /// Of each detection: it is called a van, or a bus, which the rule does not know.
        var flickers = (van: 0.0, bus: 0.0)
        /// Of each detection: there are two, a length apart.
        var splitRate = 0.0
        /// Of each pass, of two cars nose to tail: a third of the looks sees one in their middle.
        var mergeRate = 0.0
        /// Of each car and pass: it is hidden for two fifths of the looks at it.
        var hiddenRate = 0.0
        /// Of each frame: it comes up to two minutes late.
        var lateRate = 0.0
        /// Of each spot: a second car stands behind the first, with nearly its plate.
        var twinRate = 0.0
        /// How far the clock of the source runs ahead, seconds, in every fourth world.
        var skew = 0.0

        /// What the analysis says of its own error: of one detection, bias included.
        var sigma: Metres {
            let (look, pass) = deviations
            return Metres((look * look + pass * pass).squareRoot())
        }

        /// Everything at once, and each harder than the recorded scenarios have it.
        static let hard = Noise(
            missRate: 0.35,
            falseRate: 0.08,
            misreads: (0.04, 0.025),
            deviations: (0.8, 0.9),
            stickyRate: 0.02,
            drift: 0.4,
            confidence: (0.76, 0.11),
            flickers: (0.08, 0.04),
            splitRate: 0.04,
            mergeRate: 0.15,
            hiddenRate: 0.08,
            lateRate: 0.08,
            twinRate: 0.12,
            skew: 90
        )
    }

    init(seed: Int, label: String = "car", noise: Noise = Noise()) {
        dice = SeededGenerator(UInt64(seed))
        self.label = label
        self.noise = noise
        skew = seed % 4 == 0 ? noise.skew : 0
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
        while east < 190 {
            let north = 5 + dice.fraction() * 0.6 - 0.3
            let plate = hasPlates && dice.happens(0.9) ? drawPlate() : nil
            let spot = Actor(east: east, north: north, plate: plate, stay: -60...2000)
            fill(spot)
            if let plate, dice.happens(noise.twinRate) {
                // As close as two cars park, and one or two characters apart.
                east += 6.2
                var twin = spot
                twin.east = east
                twin.plate = changed(plate, dice.pick(1...2))
                let stays = dice.happens(0.6)
                twin.stay = stays ? -60...2000 : -60...Double(dice.pick(40...300))
                twin.isViolation = stays
                actors.append(twin)
            }
            east += 8 + dice.fraction() * 6
        }
    }

    private var hasPlates: Bool { label == "car" }

    /// What becomes of a spot.
    private mutating func fill(_ spot: Actor) {
        switch dice.pick(0...9) {
        case 0...4:
            var stays = spot
            stays.isViolation = true
            actors.append(stays)
        case 7 where hasPlates:
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
    }

    private mutating func changed(_ plate: String, _ count: Int) -> String {
        var letters = Array(plate)
        for place in [2, 4].prefix(count) { letters[place] = letters[place] == "7" ? "K" : "7" }
        return String(letters)
    }

    private mutating func drawPlate() -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
        return "测" + String((0..<6).map { _ in letters[dice.pick(0...letters.count - 1)] })
    }

    /// What is wrong with one pass.
    private struct Trouble {
        var bias: (east: Double, north: Double)
        var drift: Double
        /// Cars that are hidden from a share of their looks on, for two fifths of them.
        var hidden: [Int: Double] = [:]
        /// Cars that are taken for one with the next one.
        var merged: [Int] = []
        /// Plates as they are misread again and again.
        var stuck: [Int: String] = [:]
    }

    private mutating func trouble() -> Trouble {
        var trouble = Trouble(
            bias: (normal() * noise.deviations.pass, normal() * noise.deviations.pass),
            drift: normal() * noise.drift
        )
        for (number, actor) in actors.enumerated() {
            if dice.happens(noise.hiddenRate) { trouble.hidden[number] = dice.fraction() * 0.6 }
            if let plate = actor.plate { trouble.stuck[number] = misread(plate, noise.stickyRate) }
            if dice.happens(noise.mergeRate) { trouble.merged.append(number) }
        }
        return trouble
    }

    private mutating func fly(_ pass: Pass, _ number: Int) {
        var trouble = trouble()
        let length = pass.east.upperBound - pass.east.lowerBound
        let count = Int(length / Self.speed * Self.looksPerSecond)
        var photographed: [Int] = []
        for index in 0..<count {
            let at = pass.start + Double(index) / Self.looksPerSecond
            let middle = pass.east.lowerBound + Double(index) * Self.speed / Self.looksPerSecond
            trouble.bias.east += trouble.drift / Double(count)
            var cars = look(at, middle, trouble)
            for (position, actor) in actors.enumerated() where actor.stay.contains(at) {
                let isNear = abs(actor.east - middle) < 8 && actor.ceiling == 1
                guard isNear, !photographed.contains(position), dice.happens(0.5) else { continue }
                guard dice.happens(0.85) else { continue }
                photographed.append(position)
                photograph(position, at + 0.2, trouble, "p\(number).\(position)")
            }
            if dice.happens(noise.falseRate) {
                let east = middle + (dice.fraction() - 0.5) * 2 * Self.reach
                cars.append(Street.Car(east: east, north: 5, confidence: 0.95, label: label))
            }
            add("w\(number).\(index)", at, cars, lens: "wide", middle, image: index % 5 == 0)
        }
    }

    /// What one wide frame shows.
    private mutating func look(_ at: Double, _ middle: Double, _ trouble: Trouble) -> [Street.Car] {
        var cars: [Street.Car] = []
        var isMerged = false
        for (position, actor) in actors.enumerated()
        where abs(actor.east - middle) < Self.reach && actor.stay.contains(at) {
            if isMerged {
                isMerged = false
                continue
            }
            if let from = trouble.hidden[position] {
                let first = max(0, actor.east - Self.reach)
                let share = (middle - first) / (min(200, actor.east + Self.reach) - first)
                if from <= share, share <= from + 0.4 { continue }
            }
            if dice.happens(noise.missRate) || dice.happens(noise.flickers.bus) { continue }
            var car = seen(position, trouble)
            let next = position + 1
            if trouble.merged.contains(position), actors.indices.contains(next),
                actors[next].stay.contains(at), abs(actors[next].east - actor.east - 6.2) < 0.1,
                dice.happens(0.33)
            {
                car.east += 3.1
                isMerged = true
            } else if dice.happens(noise.splitRate) {
                var half = car
                half.east += 1.2
                half.plate = nil
                car.east -= 1.2
                cars.append(half)
            }
            if hasPlates, dice.happens(noise.flickers.van) { car.label = "van" }
            cars.append(car)
        }
        return cars
    }

    private mutating func seen(_ position: Int, _ trouble: Trouble) -> Street.Car {
        let actor = actors[position]
        let drawn = noise.confidence.mean + normal() * noise.confidence.deviation
        var car = Street.Car(
            east: actor.east + trouble.bias.east + normal() * noise.deviations.look,
            north: actor.north + trouble.bias.north + normal() * noise.deviations.look,
            confidence: min(actor.ceiling, max(0.3, drawn), 0.99),
            label: label,
            sigma: noise.sigma
        )
        if dice.happens(0.3) { read(position, noise.misreads.wide, trouble, into: &car) }
        return car
    }

    private mutating func photograph(
        _ position: Int,
        _ at: Double,
        _ trouble: Trouble,
        _ id: String
    ) {
        var car = seen(position, trouble)
        read(position, noise.misreads.zoom, trouble, into: &car)
        add(id, at, [car], lens: "zoom", actors[position].east, image: true)
    }

    /// A reading that is wrong is less sure, as in the recorded scenarios.
    private mutating func read(
        _ position: Int,
        _ rate: Double,
        _ trouble: Trouble,
        into car: inout Street.Car
    ) {
        guard let plate = actors[position].plate else { return }
        let stuck = dice.happens(0.5) ? trouble.stuck[position] : nil
        let text = misread(stuck ?? plate, rate)
        car.plate = text
        car.plateConfidence = (text == plate ? 0.8 : 0.62) + dice.fraction() * 0.19
    }

    private mutating func misread(_ plate: String, _ rate: Double) -> String {
        let pairs: [Character: Character] = [
            "B": "8", "8": "B", "D": "0", "0": "D", "S": "5", "5": "S", "Z": "2", "2": "Z",
            "G": "6",
            "6": "G", "A": "4", "4": "A", "T": "7", "7": "T",
        ]
        return String(plate.map { $0 != "测" && dice.happens(rate) ? pairs[$0] ?? "X" : $0 })
    }

    private mutating func add(
        _ id: String,
        _ at: Double,
        _ cars: [Street.Car],
        lens: String,
        _ middle: Double,
        image: Bool
    ) {
        var delay = 0.2 + dice.fraction() * 0.6
        if dice.happens(noise.lateRate) { delay += Double(dice.pick(1...120)) }
        var frame = Street.frame(id, at: at, cars: cars, lens: lens, image: image, delay: delay)
        frame.capturedAt = frame.capturedAt + .seconds(Int(skew))
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
