// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import Frames
import JSONText
import RoostModel

/// Replays a scenario file (FRAMES § 7) through `Frames` and `CaseBook` on a virtual clock: pictures seal
/// and receivers deliver at once, a warning is played after the scenario's time.
struct ScenarioReplay {
    var book = CaseBook()
    private var issuer = Issuer(siteKey: 7)
    private var translator: FrameTranslator
    private var seen: [String: [UInt8]] = [:]
    private var scenario: ScenarioFile
    private(set) var notices: [Notice] = []
    private(set) var facts: [(at: Timestamp, fact: Fact)] = []
    private(set) var quarantined: [FrameFault] = []
    private(set) var duplicates = 0
    private var warnings: [(at: Timestamp, id: ErrandID)] = []

    init(_ file: URL) throws {
        scenario = try ScenarioFile(String(contentsOf: file, encoding: .utf8))
        translator = FrameTranslator(context: FrameContext(cases: scenario.cases))
        apply(.configure(scenario.cases), at: scenario.start)
    }

    /// Plays it to its end; the book is encoded and decoded each `restartEvery` lines.
    mutating func run(restartEvery: Int? = nil) throws {
        for line in scenario.lines {
            let now = line.at
            advance(to: now)
            if let restartEvery, line.number % restartEvery == 0 { try restart(at: now) }
            switch line.event {
            case .message(let message): try take(message.bytes, at: now)
            case .restart: try restart(at: now)
            case .end: break
            }
        }
        advance(to: scenario.end)
    }

    private mutating func advance(to end: Timestamp) {
        while true {
            let warning = warnings.map(\.at).min()
            guard let next = [book.nextWake, warning].compactMap(\.self).min(), next <= end else {
                return
            }
            if let index = warnings.firstIndex(where: { $0.at == next }) {
                apply(.errand(warnings.remove(at: index).id, .done(at: next)), at: next)
            } else {
                apply(.tick, at: next)
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
        for errand in outcome.errands {
            guard case .warning = errand.kind, let delay = scenario.speakerDelay else { continue }
            warnings.append((now + delay, errand.id))
        }
        for effect in outcome.effects {
            switch effect.action {
            case .seal(let request):
                let result = CaseResult.sealed(digest: request.image.digest ?? "")
                apply(.settled(effect.id, .succeeded(result)), at: now)
            case .deliver(let delivery):
                notices.append(delivery.notice)
                apply(.settled(effect.id, .succeeded(.delivered)), at: now)
            case .discard: apply(.settled(effect.id, .succeeded(.discarded)), at: now)
            }
        }
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
