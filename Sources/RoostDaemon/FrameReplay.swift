// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import Frames
import Notify
import RoostEngine
import RoostModel
import SiteCore

/// Plays a recorded stream of frames through the production site, engine and store on a virtual clock
/// (FRAMES § 7).
///
/// Pictures count as sealed by the digest that their frame names, and receivers have a notice at once. What
/// the store holds is not played again: a replay that was killed goes on where its store ends.
public struct FrameReplay {
    /// What became of the messages that this process played.
    struct Tally: Equatable, Sendable {
        /// Frames that came, sound or not.
        var received = 0
        /// Frames that were taken.
        var accepted = 0
        /// Frames that had been taken before.
        var duplicate = 0
        /// Frames that are in the quarantine, and why.
        var quarantined: [String: Int] = [:]
        /// How often the engine was built from its store again.
        var restarts = 0
        /// Whether `received = accepted + duplicate + quarantined` (a replay sheds nothing).
        var isComplete: Bool {
            received == accepted + duplicate + quarantined.values.reduce(0, +)
        }
    }

    /// What it has played.
    private(set) var tally = Tally()
    let scenario: ScenarioFile
    private let store: Store
    private var engine: Engine

    /// A replay that goes on where the store ends; an empty store begins it.
    ///
    /// Throws when the store fails.
    init(_ scenario: ScenarioFile, store: Store) throws(StoreError) {
        self.scenario = scenario
        self.store = store
        engine = try Engine(store, at: scenario.start)
    }

    /// The site as the replay left it.
    var site: Site { engine.site }

    /// Plays what is left of the stream, to its end.
    ///
    /// Throws when the store fails.
    mutating func run() throws(StoreError) {
        if engine.site.configuration == nil {
            try turn([.configure(SiteConfiguration(scenario))], at: scenario.start)
        } else {
            try turn([.started], at: now)
        }
        for line in scenario.lines where line.at >= now {
            try advance(to: line.at)
            switch line.event {
            case .message(let message): try take(message)
            case .restart(let isHard): try restart(isHard: isHard)
            case .end: break
            }
        }
        try advance(to: max(now, scenario.end))
    }

    /// Every notice that reached the receiver, in the order in which they left, as lines of JSON.
    ///
    /// Throws when the store fails or a notice cannot be written.
    func notices() throws -> [String] {
        try engine.outbox.settled(in: .notice, limit: .max).compactMap { record in
            guard case .deliver(let delivery) = record.pending.effect.action,
                case .succeeded = record.settlement
            else { return nil }
            return try delivery.notice.json(language: .zh, plates: .full)
        }
    }

    private var now: Timestamp { max(scenario.start, engine.site.now) }

    /// Lets time pass: all that becomes due happens at its instant.
    private mutating func advance(to end: Timestamp) throws(StoreError) {
        try perform()
        while true {
            let change = try engine.outbox.nextChange(after: now)
            let next = [engine.site.nextWake, change, try waitingWarnings().map(\.playedAt).min()]
                .compactMap(\.self).min()
            guard let next, next <= end else { break }
            let instant = max(now, next)
            let expired = try engine.outbox.expired(at: instant)
            try turn(expired.map { .settled($0, .expired) } + [.tick], at: instant)
        }
        if now < end { try turn([.tick], at: end) }
    }

    /// One message at the instant of its line; its frames are one turn, as a batch is.
    private mutating func take(_ message: ScenarioFile.Message) throws(StoreError) {
        let (bytes, transport) = (message.bytes, message.transport)
        let envelope: FrameEnvelope
        do throws(FrameFault) { envelope = try FrameEnvelope(message.headers) } catch {
            return try quarantine(bytes, error.reason, transport)
        }
        let binding = FrameBinding.choose(
            for: envelope,
            topic: message.topic,
            among: scenario.adapters.map { ($0.topic, $0.binding) }
        )
        let intake: Intake
        do {
            intake = try FrameTranslator(site: engine.site.configuration)
                .translate(bytes, as: binding, beside: envelope, receivedAt: now)
        } catch {
            return try quarantine(bytes, .tooLarge, transport)
        }
        for item in intake.quarantined { try quarantine(bytes, item.fault.reason, transport) }
        let frames = intake.accepted
        guard !frames.isEmpty else { return }
        tally.received += frames.count
        let answers = try engine.post(
            frames.map { PostedFrame($0, from: ScenarioFile.receiver.text).posting },
            at: now
        )
        for (frame, answer) in zip(frames, answers) {
            switch answer {
            case .taken, .repeated, .ignored: tally.accepted += 1
            case .duplicate: tally.duplicate += 1
            case .conflict:
                tally.received -= 1
                try quarantine(frame.canonical, .conflict, transport)
            }
        }
        try perform()
    }

    private mutating func quarantine(
        _ bytes: [UInt8],
        _ reason: FrameFault.Reason,
        _ transport: String
    ) throws(StoreError) {
        tally.received += 1
        tally.quarantined[reason.rawValue, default: 0] += 1
        try store.quarantine.add(
            Data(bytes),
            reason: reason.rawValue,
            from: .init(transport: transport, topic: "replay"),
            at: now
        )
    }

    /// The engine is built from its store again; one that was not killed leaves a snapshot.
    private mutating func restart(isHard: Bool) throws(StoreError) {
        if !isHard { try engine.snapshot(at: now) }
        engine = try Engine(store, at: now)
        tally.restarts += 1
        try turn([.started], at: now)
    }

    private mutating func turn(_ inputs: [Input], at now: Timestamp) throws(StoreError) {
        _ = try engine.turn(inputs, at: now)
        try perform()
    }

    /// Performs what is due in the lanes of cases until nothing is.
    private mutating func perform() throws(StoreError) {
        while true {
            var endings: [Input] = []
            endings += try playedWarnings()
            for lane in [Lane.seal, .notice] {
                let ready = try engine.due(in: lane, at: now, limit: 256).ready
                for pending in try engine.outbox.begin(ready.map(\.effect.id), at: now) {
                    endings.append(
                        .settled(pending.effect.id, Self.ending(of: pending.effect.action))
                    )
                }
            }
            guard !endings.isEmpty else { return }
            _ = try engine.turn(endings, at: now)
        }
    }

    private static func ending(of action: Action) -> Settlement<EffectResult> {
        switch action {
        case .seal(let request):
            guard let digest = request.image.digest else {
                return .failed(FailureReason(code: "missing", text: "the frame names no digest"))
            }
            return .succeeded(.cases(.sealed(digest: digest)))
        case .discard: return .succeeded(.cases(.discarded))
        case .deliver: return .succeeded(.cases(.delivered))
        case .command, .reply, .plan, .errand: return .expired
        }
    }

    /// Warnings that were played by now; close shots are answered by photos of the stream, and the places are
    /// flown over anyway.
    private func playedWarnings() throws(StoreError) -> [Input] {
        try waitingWarnings().filter { $0.playedAt <= now }.map {
            .settled($0.id, .succeeded(.errand(.done(at: $0.playedAt))))
        }
    }

    private func waitingWarnings() throws(StoreError) -> [(id: EffectID, playedAt: Timestamp)] {
        guard let delay = scenario.speakerDelay else { return [] }
        return try engine.due(in: .errand, at: now, limit: .max).ready.compactMap { pending in
            guard case .errand(let errand) = pending.effect.action, case .warning = errand.kind
            else {
                return nil
            }
            return (pending.effect.id, pending.effect.wire.issuedAt + delay)
        }
    }
}
