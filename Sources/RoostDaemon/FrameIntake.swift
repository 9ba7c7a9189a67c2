// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import Frames
import Logging
import RoostAPI
import RoostEngine
import RoostHTTP
import RoostModel
import SiteCore
import SiteFiles

/// Takes analysed frames in, from HTTP and MQTT alike: translates, places, journals, answers after the commit.
struct FrameIntake: Sendable {
    let loop: EngineLoop
    let adapters: [FrameAdapter]
    let poses: PoseJoin
    let counters: Counters
    let logger: Logger

    /// What became of each frame of a delivery; `received = accepted + duplicate + quarantined + shed`.
    func take(_ delivery: FrameDelivery) async throws -> FramesAnswer {
        let now = loop.clock.now()
        let configuration = loop.configuration
        let translator = FrameTranslator(site: configuration)
        let reading: FrameReading
        do {
            reading = try read(delivery, translator, at: now)
        } catch {
            let fault = FrameFault(.tooLarge, error.description)
            let tally = await withTaskExecutorPreference(DiskExecutor.shared) {
                var tally = FrameTally()
                refuse(delivery.bytes, fault, 0, nil, delivery, &tally)
                return tally
            }
            counters.add(tally.counts)
            return tally.answer
        }
        let frames = await poses.filled(reading.frames, site: loop.site)
        let accepted = frames.map { translator.translate($0) }
        let critical = Self.criticalLabels(of: configuration)
        let verdicts = await loop.submitFrames(
            accepted.map { frame in
                let labels = frame.sightings.detections.map(\.label)
                let isProtected = !critical.isDisjoint(with: labels)
                return PostedFrame(frame, from: delivery.sender, isProtected: isProtected)
            }
        )
        for case .refused(let error) in verdicts { throw error }
        let tally: FrameTally
        if reading.quarantined.isEmpty, !verdicts.contains(where: \.isQuarantined) {
            tally = count(reading, zip(accepted, verdicts), delivery)
        } else {
            // What is quarantined is written: not on the threads that a recall's timer needs.
            tally = await withTaskExecutorPreference(DiskExecutor.shared) {
                count(reading, zip(accepted, verdicts), delivery)
            }
        }
        counters.add(tally.counts)
        return tally.answer
    }

    private func count(
        _ reading: FrameReading,
        _ taken: Zip2Sequence<[Intake.Accepted], [FrameVerdict]>,
        _ delivery: FrameDelivery
    ) -> FrameTally {
        var tally = FrameTally()
        for item in reading.quarantined {
            refuse(delivery.bytes, item.fault, item.index, item.id, delivery, &tally)
        }
        for (frame, verdict) in taken { note(frame, verdict, delivery, &tally) }
        return tally
    }

    /// Reads by the format that came beside the body, or that its topic is bound to.
    private func read(
        _ delivery: FrameDelivery,
        _ translator: FrameTranslator,
        at now: Timestamp
    ) throws(FrameError) -> FrameReading {
        let envelope: FrameEnvelope
        do throws(FrameFault) {
            envelope = try FrameEnvelope(delivery.headers)
        } catch {
            return FrameReading(refused: error)
        }
        let binding = FrameBinding.choose(
            for: envelope,
            topic: delivery.topic,
            among: adapters.map { ($0.topic, FrameBinding($0)) }
        )
        return try translator.read(
            delivery.bytes,
            as: binding,
            beside: envelope,
            receivedAt: now
        )
    }

    private func note(
        _ frame: Intake.Accepted,
        _ verdict: FrameVerdict,
        _ delivery: FrameDelivery,
        _ tally: inout FrameTally
    ) {
        let id = frame.sightings.frame
        switch verdict {
        case .accepted: tally.note(.accepted)
        case .duplicate: tally.note(.duplicate)
        case .conflict:
            let text = "a frame of this source and id came before and said something else; it stays"
            let fault = FrameFault(.conflict, text)
            refuse(frame.canonical, fault, frame.index, id, delivery, &tally)
        case .shed:
            tally.note(.shed)
            tally.answer.quarantined.append(.init(index: frame.index, id: id, reason: "shed"))
        case .poison:
            let fault = FrameFault(.poison, "applying it ended the process twice")
            refuse(frame.canonical, fault, frame.index, id, delivery, &tally)
        case .refused: break
        }
        if frame.unlocated > 0 { counters.add("detections_unlocated", frame.unlocated) }
        for item in frame.faults {
            let reason = item.fault.reason.rawValue
            counters.add("detections_quarantined{reason=\"\(reason)\"}")
            tally.answer.leaveOut(
                .init(
                    index: frame.index,
                    detection: item.index,
                    reason: reason,
                    detail: item.fault.text
                )
            )
        }
    }

    /// Counts a frame that is not taken, and keeps its message unless nothing is wrong with it.
    private func refuse(
        _ bytes: [UInt8],
        _ fault: FrameFault,
        _ index: Int,
        _ id: String?,
        _ delivery: FrameDelivery,
        _ tally: inout FrameTally
    ) {
        let reason = fault.reason
        tally.note(.quarantined, reason.rawValue)
        tally.answer.quarantined.append(
            .init(index: index, id: id, reason: reason.rawValue, detail: fault.text)
        )
        // What is tried again is there already, and did not come once more.
        guard reason.isFault, !delivery.isRetry else { return }
        do {
            try loop.store.quarantine.add(
                Data(bytes),
                reason: reason.rawValue,
                detail: fault.text,
                from: .init(
                    transport: delivery.transport,
                    topic: delivery.address,
                    sender: delivery.sender
                ),
                at: loop.clock.now()
            )
        } catch {
            logger.error("quarantine", metadata: ["error": "\(error)"])
        }
    }

    /// Labels of rules that are critical: what shows one is never shed (PIPELINE § 1).
    private static func criticalLabels(of site: SiteConfiguration?) -> Set<String> {
        let rules = site?.cases.rules ?? []
        return Set(rules.filter { $0.severity == .critical }.flatMap(\.labels))
    }
}

extension FrameVerdict {
    /// Whether the frame's message is kept aside.
    fileprivate var isQuarantined: Bool {
        switch self {
        case .conflict, .poison: true
        case .accepted, .duplicate, .shed, .refused: false
        }
    }
}

extension FrameBinding {
    /// What the site's folder says of a format.
    init(_ adapter: FrameAdapter) {
        self.init(
            format: FrameFormat(rawValue: adapter.format) ?? .native,
            labels: adapter.labels,
            cameras: adapter.cameras.map {
                Camera(name: $0.name, aircraft: $0.aircraft, lens: $0.lens, size: $0.size)
            }
        )
    }
}
