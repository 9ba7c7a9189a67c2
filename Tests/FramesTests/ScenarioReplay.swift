// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import Frames
import JSONText
import RoostModel

/// Replays a scenario file (FRAMES § 7) through `Frames` and `CaseBook` on a virtual clock: pictures seal
/// and receivers deliver at once.
///
/// The zoom role is not asked for: a close picture can be asked for only once a performer of it exists, and
/// one car of parking-swap has none. The loudspeaker is left out too.
struct ScenarioReplay {
    var book = CaseBook()
    private var issuer = Issuer(siteKey: 7)
    private var translator: FrameTranslator
    private var seen: [String: [UInt8]] = [:]
    private let lines: [JSONValue]
    private(set) var notices: [Notice] = []
    private(set) var facts: [(at: Timestamp, fact: Fact)] = []
    private(set) var quarantined: [FrameFault] = []
    private(set) var duplicates = 0
    private var zone: String

    enum Fault: Error { case scenario(String) }

    init(_ file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        lines = try text.split(separator: "\n").map { try JSONReader().read(String($0)) }
        guard let head = lines.first, head["kind"]?.string == "scenario" else {
            throw Fault.scenario("no first line")
        }
        zone = head["timezone"]?.string ?? ""
        let (configuration, context) = try Self.configuration(head)
        translator = FrameTranslator(context: context)
        let start = Timestamp(head["start"]?.string ?? "") ?? .epoch
        apply(.configure(configuration), at: start)
    }

    /// Plays it to its end; the book is encoded and decoded each `restartEvery` lines.
    mutating func run(restartEvery: Int? = nil) throws {
        for (index, line) in lines.enumerated().dropFirst() {
            guard let now = line["arrive_at"]?.string.flatMap({ Timestamp($0) }) else {
                throw Fault.scenario("line \(index + 1)")
            }
            while let wake = book.nextWake, wake <= now { apply(.tick, at: wake) }
            if let restartEvery, index % restartEvery == 0 { try restart(at: now) }
            switch line["kind"]?.string {
            case "frame": try take(JSONWriter().bytes(line["body"] ?? .null), at: now)
            case "raw": try take(Array((line["raw"]?.string ?? "").utf8), at: now)
            case "restart": try restart(at: now)
            default: break
            }
        }
    }

    private mutating func restart(at now: Timestamp) throws {
        book = try JSONDecoder().decode(CaseBook.self, from: JSONEncoder().encode(book))
        apply(.started, at: now)
    }

    private mutating func take(_ bytes: [UInt8], at now: Timestamp) throws {
        let intake = try translator.translate(bytes, receivedAt: now)
        quarantined += intake.quarantined.map(\.fault)
        for frame in intake.accepted {
            quarantined += frame.faults.map(\.fault)
            let key = "\(frame.sightings.source) \(frame.sightings.frame)"
            if let known = seen[key] {
                if known == frame.canonical {
                    duplicates += 1
                } else {
                    quarantined.append(FrameFault(.conflict, key))
                }
                continue
            }
            seen[key] = frame.canonical
            apply(.frame(frame.sightings), at: now)
        }
    }

    private mutating func apply(_ input: CaseInput, at now: Timestamp) {
        let outcome = book.apply(input, at: now, issuer: &issuer)
        facts += outcome.facts.map { (now, $0) }
        for effect in outcome.effects {
            switch effect.action {
            case .seal(let request):
                let result = CaseResult.sealed(digest: request.image.digest ?? "")
                apply(.settled(effect.id, .succeeded(result)), at: now)
            case .deliver(let delivery):
                notices.append(delivery.notice)
                apply(.settled(effect.id, .succeeded(.delivered)), at: now)
            }
        }
    }

    private static func configuration(
        _ head: JSONValue
    ) throws -> (CaseConfiguration, FrameContext) {
        let rings = (head["zones"]?.array ?? []).map { zone in
            (zone["geometry"]?["coordinates"]?.array ?? []).map { ring in
                (ring.array ?? []).map { point in
                    Coordinate(
                        latitude: point[1]?.double ?? 0,
                        longitude: point[0]?.double ?? 0
                    )
                }
            }
        }
        guard let origin = rings.first?.first?.first else { throw Fault.scenario("no zone") }
        let grid = LocalGrid(origin: origin)
        let zones = zip(head["zones"]?.array ?? [], rings).map { zone, rings in
            let id = zone["id"]?.string ?? ""
            return Area(
                id: AreaID(id),
                kind: .zone,
                name: Bilingual(en: id, zh: id),
                rings: rings,
                grid: rings.map { $0.map(grid.grid) }
            )
        }
        let rules = (head["rules"]?.array ?? []).map(rule)
        let configuration = CaseConfiguration(
            rules: rules,
            zones: zones,
            receivers: [Receiver(id: "test", kind: .log)],
            calendar: DayCalendar(
                zone: "Asia/Shanghai",
                offsets: [.init(start: .epoch, offset: .hours(8))]
            ),
            grid: grid
        )
        let watches = rules.compactMap { rule in
            zones.first { $0.id == rule.zone }.map {
                FrameContext.Watch(zone: $0, labels: rule.labels)
            }
        }
        return (configuration, FrameContext(grid: grid, watches: watches))
    }

    private static func rule(_ value: JSONValue) -> Rule {
        var rule = Rule(
            id: RuleID(value["id"]?.string ?? ""),
            domain: value["domain"]?.string ?? "",
            zone: AreaID(value["zone"]?.string ?? ""),
            mode: Rule.Mode(rawValue: value["mode"]?.string ?? "") ?? .revisit,
            labels: (value["labels"]?.array ?? []).compactMap(\.string),
            receivers: ["test"]
        )
        rule.graceSeconds = value["grace_s"]?.int ?? rule.graceSeconds
        rule.needed = value["n"]?.int ?? rule.needed
        rule.looks = value["m"]?.int ?? rule.looks
        rule.openConfidence = value["open"]?.double ?? rule.openConfidence
        rule.keepConfidence = value["keep"]?.double ?? rule.keepConfidence
        rule.evidence = (value["evidence"]?.array ?? []).compactMap(\.string).filter {
            $0 != "zoom"
        }
        rule.review = value["review"]?.string == "auto" ? .auto : .human
        return rule
    }
}

extension ScenarioReplay {
    /// Notices in the form that `score.py` reads.
    var scoreLines: String {
        notices.map { notice in
            let value: JSONValue = [
                "notice_id": .string("\(notice.wire)"),
                "rule": .string(notice.rule.text),
                "issued_at": .string("\(notice.issuedAt)"),
                "place": [
                    "lat": .finite(notice.place.latitude), "lon": .finite(notice.place.longitude),
                ],
                "plate": notice.plate.map { ["text": .string($0.text)] } ?? .null,
                "subject": ["label": .string(notice.label)],
                "evidence": .array(notice.evidence.map { ["sha256": .string($0.digest)] }),
            ]
            return JSONWriter().text(value) + "\n"
        }.joined()
    }
}
