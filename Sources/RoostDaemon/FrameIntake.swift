// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Frames
import Logging
import RoostAPI
import RoostEngine
import RoostHTTP
import RoostModel
import SiteCore

/// Takes analysed frames in, from HTTP and MQTT alike: translates, journals, answers after the commit.
struct FrameIntake: Sendable {
    let loop: EngineLoop
    let counters: Counters
    let logger: Logger

    /// What became of each frame of a delivery; `received = accepted + duplicate + quarantined + shed`.
    func take(_ delivery: FrameDelivery) async throws -> FramesAnswer {
        let now = loop.clock.now()
        let intake: Intake
        do {
            intake = try FrameTranslator(site: loop.site.configuration)
                .translate(delivery.bytes, receivedAt: now)
        } catch {
            quarantine(delivery.bytes, "too_large", delivery)
            return FramesAnswer(quarantined: [.init(index: 0, id: nil, reason: "too_large")])
        }
        counters.add("frames_received", intake.accepted.count + intake.quarantined.count)
        var answer = FramesAnswer()
        for item in intake.quarantined {
            quarantine(delivery.bytes, item.fault.reason.rawValue, delivery)
            answer.quarantined.append(
                .init(index: item.index, id: item.id, reason: item.fault.reason.rawValue)
            )
        }
        let verdicts = await loop.submitFrames(
            intake.accepted.map { PostedFrame($0, from: delivery.sender) }
        )
        for (frame, verdict) in zip(intake.accepted, verdicts) {
            try note(frame, verdict, delivery, &answer)
        }
        return answer
    }

    private func note(
        _ frame: Intake.Accepted,
        _ verdict: FrameVerdict,
        _ delivery: FrameDelivery,
        _ answer: inout FramesAnswer
    ) throws {
        let id = frame.sightings.frame
        switch verdict {
        case .accepted:
            answer.accepted += 1
            counters.add("frames_accepted")
        case .duplicate:
            answer.duplicate += 1
            counters.add("frames_duplicate")
        case .conflict:
            quarantine(frame.canonical, "conflict", delivery)
            answer.quarantined.append(.init(index: frame.index, id: id, reason: "conflict"))
        case .shed:
            counters.add("frames_shed")
            answer.quarantined.append(.init(index: frame.index, id: id, reason: "shed"))
        case .refused(let error):
            throw error
        }
    }

    private func quarantine(_ bytes: [UInt8], _ reason: String, _ delivery: FrameDelivery) {
        counters.add("frames_quarantined{reason=\"\(reason)\"}")
        do {
            try loop.store.quarantine.add(
                Data(bytes),
                reason: reason,
                transport: delivery.transport,
                topic: delivery.topic,
                at: loop.clock.now()
            )
        } catch {
            logger.error("quarantine", metadata: ["error": "\(error)"])
        }
    }
}
