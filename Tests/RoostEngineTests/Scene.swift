// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
@testable import RoostEngine
@testable import SiteCore

extension Timestamp {
    /// 2026-05-12T12:00:00Z.
    static let noon = Timestamp(milliseconds: 1_778_587_200_000)
}

/// A site whose docks ask for effects in words, so that these tests need no whole fleet.
enum Scene {
    /// `.other(method:)` of a report: `command`, `home`, `reply`, `notice`, then `once` and a
    /// lifetime in seconds; anything else is only a fact.
    static let apply: Apply = { site, input, now in
        var outcome = site.apply(input, at: now)
        outcome.facts.append(Fact(.siteStarted))
        guard case .dock(let report) = input, case .other(let text) = report.said else {
            return outcome
        }
        let words = text.split(separator: " ").map(String.init)
        guard let action = action(words.first ?? "", report.dock) else { return outcome }
        let effect = site.issuer.effect(
            action,
            at: now,
            lifetime: .seconds(words.last.flatMap { Int($0) } ?? 60),
            retry: words.contains("once") ? .once : .untilExpiry
        )
        site.pending[effect.id] = .fleet
        outcome.effects.append(effect)
        return outcome
    }

    private static func action(_ word: String, _ dock: DockID) -> Action? {
        switch word {
        case "command": .command(DockCommand(dock: dock, order: .pause(SortieID(1))))
        case "launch": .command(DockCommand(dock: dock, order: .execute(SortieID(1))))
        case "home": .command(DockCommand(dock: dock, order: .returnHome))
        case "reply":
            .reply(
                DockReply(
                    dock: dock,
                    address: ReplyAddress(
                        channel: .events,
                        serial: "S",
                        tid: "t",
                        bid: "b",
                        method: nil
                    ),
                    answer: .accepted
                )
            )
        case "seal":
            .seal(
                EvidenceRequest(
                    violation: CaseID(1),
                    image: ImageReference(reference: "r", role: "wide", digest: nil),
                    takenAt: .noon
                )
            )
        default: nil
        }
    }

    /// A dock says something.
    static func says(_ text: String, dock: DockID = "D01") -> Input {
        .dock(
            DockReport(
                dock: dock,
                receivedAt: .noon,
                deviceTime: nil,
                said: .other(method: text)
            )
        )
    }

    static func frame(
        _ id: String,
        source: String = "edge-1",
        at: Timestamp = .noon,
        kind: FrameSightings.Kind = .video,
        isEmpty: Bool = true
    ) -> FrameSightings {
        FrameSightings(
            source: source,
            frame: id,
            capturedAt: at,
            receivedAt: at,
            kind: kind,
            lens: "wide",
            detections: isEmpty ? [] : [Detection(label: "car", confidence: 0.9, ground: nil)]
        )
    }

    static func engine(_ store: Store, at now: Timestamp = .noon) throws -> Engine {
        try Engine(store, at: now, apply: apply)
    }

    static func digest(onDiskOf store: Store) throws -> String {
        try Snapshot.digest(of: store.load(apply: apply).site)
    }
}

/// A folder of its own for one test, gone with it.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "roost-engine-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }
    var store: String { file("site.sqlite") }
}
