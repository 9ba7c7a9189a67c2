// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import RoostModel

/// A no-parking strip, a case book, a clock and a transcript.
struct Street {
    /// A car as a frame shows it, metres east and north on the grid.
    struct Car {
        var east: Double
        var north = 5.0
        var confidence = 0.9
        var plate: String?
        var plateConfidence = 0.9
        var label = "car"
        var sigma: Metres = 0.8
        var error: Metres = 2
        var track: String?
        /// Whether a helmet is read; nil: nothing is.
        var helmet: Bool?
    }

    /// 2026-05-12 08:20 in Shanghai.
    static let start = Timestamp("2026-05-12T00:20:00Z") ?? .epoch
    static let reviewer = Person(name: "li", role: .reviewer)
    static let footprint = ring(-50, -50, 150, 50)

    var book = CaseBook()
    var issuer = Issuer(siteKey: 7)
    var now = Street.start
    /// Whether pictures seal and receivers deliver at once.
    var settlesAtOnce = true
    private(set) var effects: [Effect<CaseAction>] = []
    private(set) var facts: [Fact] = []
    private(set) var errands: [Errand] = []
    private(set) var withdrawn: [ErrandID] = []
    private(set) var transcript = ""
    private var frames = 0

    /// A strip of 100 m by 10 m with one rule.
    init(change: (inout CaseConfiguration) -> Void = { _ in }) {
        var configuration = Self.configuration
        change(&configuration)
        apply(.configure(configuration), "configure")
    }

    static var configuration: CaseConfiguration {
        var rule = Rule(
            id: "parking",
            domain: "illegal_parking",
            zone: "strip",
            mode: .revisit,
            labels: ["car", "van"],
            receivers: ["police"]
        )
        rule.review = .auto
        rule.evidence = ["wide"]
        let zone = Area(
            id: "strip",
            kind: .zone,
            name: Bilingual(en: "Strip", zh: "路段"),
            rings: [],
            grid: [ring(0, 0, 100, 10)]
        )
        return CaseConfiguration(
            rules: [rule],
            zones: [zone],
            receivers: [Receiver(id: "police", kind: .log)],
            calendar: DayCalendar(
                zone: "Asia/Shanghai",
                offsets: [.init(start: .epoch, offset: .hours(8))]
            ),
            grid: LocalGrid(origin: Coordinate(latitude: 22.543, longitude: 113.958))
        )
    }

    static func ring(_ west: Double, _ south: Double, _ east: Double, _ north: Double)
        -> [GridPoint]
    {
        [(west, south), (east, south), (east, north), (west, north), (west, south)].map(point)
    }

    static func point(_ east: Double, _ north: Double) -> GridPoint {
        GridPoint(
            eastMillimetres: Int((east * 1000).rounded()),
            northMillimetres: Int((north * 1000).rounded())
        )
    }

    /// A frame taken so many seconds after the start.
    static func frame(
        _ id: String,
        at seconds: Double,
        cars: [Car],
        lens: String = "wide",
        image: Bool = true,
        source: String = "edge-1",
        delay: Double = 0.3
    ) -> FrameSightings {
        let at = start + TimeSpan(milliseconds: Int64(seconds * 1000))
        return FrameSightings(
            source: source,
            frame: id,
            capturedAt: at,
            receivedAt: at + TimeSpan(milliseconds: Int64(delay * 1000)),
            kind: lens == "zoom" ? .photo : .video,
            lens: lens,
            footprint: lens == "zoom" ? [] : footprint,
            detections: cars.map { car in
                Detection(
                    label: car.label,
                    confidence: car.confidence,
                    track: car.track,
                    ground: point(car.east, car.north),
                    sigma: car.sigma,
                    error: car.error,
                    box: [0.4, 0.4, 0.1, 0.1],
                    plate: car.plate.map {
                        PlateReading(text: $0, confidence: car.plateConfidence)
                    },
                    attributes: car.helmet.map {
                        [AttributeReading(name: "helmet", value: "\($0)", confidence: 0.8)]
                    } ?? []
                )
            },
            images: image
                ? [ImageReference(reference: "\(id).jpg", role: lens, digest: nil)] : []
        )
    }

    /// Takes a frame at the instant at which it is received, after all that is due before.
    mutating func take(_ frame: FrameSightings) {
        run(until: frame.receivedAt)
        let cars = frame.detections.map { detection in
            let plate = detection.plate.map { " \($0.text)" } ?? ""
            return "\(detection.label) \(detection.confidence)\(plate)"
        }
        let what = cars.isEmpty ? "nothing" : cars.joined(separator: ", ")
        apply(.frame(frame), "frame   \(frame.frame) \(frame.lens): \(what)")
    }

    /// One look each half second, at the same cars.
    mutating func look(
        from seconds: Double,
        count: Int,
        cars: [Car],
        lens: String = "wide",
        image: Bool = true
    ) {
        for index in 0..<count {
            frames += 1
            take(
                Self.frame(
                    "f\(frames)",
                    at: seconds + Double(index) / 2,
                    cars: cars,
                    lens: lens,
                    image: image
                )
            )
        }
    }

    /// Lets time pass: all that becomes due happens at its instant.
    mutating func run(until instant: Timestamp) {
        while let wake = book.nextWake, wake <= instant {
            precondition(wake > now || now == Self.start, "a wake must lie after what was handled")
            now = wake
            apply(.tick, "tick")
        }
        now = max(now, instant)
    }

    mutating func run(seconds: Int) { run(until: Self.start + .seconds(seconds)) }

    mutating func ask(_ request: CaseRequest, by person: Person = Street.reviewer) -> Refusal? {
        apply(.request(request, by: person), "request \(request) by \(person.name)").refusal
    }

    mutating func settle(_ id: EffectID, _ settlement: Settlement<CaseResult>) {
        apply(.settled(id, settlement), "settled \(id) \(Self.word(settlement))")
    }

    mutating func configure(_ configuration: CaseConfiguration) {
        apply(.configure(configuration), "configure")
    }

    mutating func answer(_ id: ErrandID, _ outcome: ErrandOutcome) {
        apply(.errand(id, outcome), "errand  \(id)")
    }

    /// The book through its own encoding.
    mutating func restart() throws {
        book = try JSONDecoder().decode(CaseBook.self, from: JSONEncoder().encode(book))
        apply(.started, "started")
    }

    var notices: [Notice] { book.notices.map(\.notice) }

    @discardableResult
    private mutating func apply(_ input: CaseInput, _ words: String) -> CaseOutcome {
        let outcome = book.apply(input, at: now, issuer: &issuer)
        facts += outcome.facts
        errands += outcome.errands
        withdrawn += outcome.withdrawn
        effects += outcome.effects
        let isQuiet = outcome.facts.isEmpty && outcome.effects.isEmpty && outcome.refusal == nil
        if !isQuiet || words != "tick" {
            transcript += "\(now.description.dropFirst(11).dropLast())  \(words)\n"
        }
        for fact in outcome.facts {
            transcript += "              fact    \(fact.code.rawValue)  \(fact.text.en)\n"
        }
        for effect in outcome.effects { transcript += "              \(Self.line(effect))\n" }
        if let refusal = outcome.refusal {
            transcript += "              refusal \(refusal.code.rawValue)  \(refusal.text.en)\n"
        }
        if settlesAtOnce {
            for effect in outcome.effects { settle(effect.id, Self.success(effect)) }
        }
        return outcome
    }

    static func success(_ effect: Effect<CaseAction>) -> Settlement<CaseResult> {
        switch effect.action {
        case .deliver: .succeeded(.delivered)
        case .seal(let request): .succeeded(.sealed(digest: "sha-\(request.image.reference)"))
        case .discard: .succeeded(.discarded)
        }
    }

    private static func line(_ effect: Effect<CaseAction>) -> String {
        let what =
            switch effect.action {
            case .deliver(let delivery):
                "deliver \(delivery.notice.id) to \(delivery.receiver) evidence "
                    + delivery.notice.evidence.map(\.role).joined(separator: ",")
                    + " match \(delivery.notice.match ?? "-")"
                    + " plate \(delivery.notice.plate?.text ?? "-")"
            case .seal(let request): "seal \(request.image.role) \(request.image.reference)"
            case .discard(let removal): "discard \(removal.digests.joined(separator: ", "))"
            }
        let expires = effect.expiresAt.description.dropFirst(11).dropLast()
        return "effect  \(effect.id) \(what)  expires \(expires)"
    }

    private static func word(_ settlement: Settlement<CaseResult>) -> String {
        switch settlement {
        case .succeeded: "succeeded"
        case .failed(let reason): "failed \(reason)"
        case .expired: "expired"
        case .unknown: "unknown"
        }
    }
}

extension CaseConfiguration {
    /// Parking without asked evidence, and a rule for garbage that holds back what it explains.
    mutating func addGarbage(_ inhibitions: [Inhibition], review: Rule.Review = .auto) {
        rules[0].evidence = []
        var source = rules[0]
        source.id = "garbage"
        source.domain = "garbage_exposure"
        source.labels = ["garbage"]
        source.review = review
        source.inhibitions = inhibitions
        rules.append(source)
    }
}
