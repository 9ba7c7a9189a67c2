// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import DockSim
import RoostEngine
import RoostModel
import SiteCore

// Frames of the cameras: pictures first, then what was found in them; and the seal lane.
extension World {
    /// The topic of what an analysis finds (FRAMES § 4).
    private static let topic = Reader.framePrefix + "edge"
    /// With their pauses longer than roost takes to start again.
    private static let attempts = 12

    /// An aircraft has a new frame.
    mutating func look(_ picture: ScenePicture) {
        summary.frames += 1
        var picture = picture
        if has(.flightUnknown) {
            count(.flightUnknown)
            picture.result.replace(Array("\"mission\":{\"id\":\"".utf8), adding: "x")
        }
        if has(.confidenceOdd) {
            count(.confidenceOdd)
            picture.result.replace(Array("\"confidence\":".utf8), adding: "NaN")
        }
        if has(.pictureWrong), let size = picture.image?.count, size > 0 {
            count(.pictureWrong)
            picture.image?[size / 2] ^= 1
        }
        if has(.pictureLate) {
            count(.pictureLate)
            publish(picture)
            agenda.add(.picture(picture, tries: 0), at: now + .seconds(dice.pick(5...40)))
        } else {
            let at = now + .milliseconds(dice.pick(20...300))
            agenda.add(.picture(picture, tries: 0), at: at)
        }
    }

    /// The picture is handed in; then what was found in it.
    mutating func keep(_ picture: ScenePicture, tries: Int) {
        if let image = picture.image, let digest = picture.sha256 {
            guard shell != nil, !isStopped else {
                guard tries < Self.attempts else { return }
                let again = Happening.picture(picture, tries: tries + 1)
                return agenda.add(again, at: now + .seconds(2))
            }
            _ = pictures.put(image, expecting: digest)
        }
        publish(picture)
    }

    private mutating func publish(_ picture: ScenePicture) {
        let copies = has(.frameTripled) ? 3 : 1
        if copies > 1 { count(.frameTripled) }
        for _ in 0..<copies {
            messages += 1
            let message = Incoming(
                number: messages,
                topic: Self.topic,
                payload: picture.result,
                qos: 1
            )
            for at in network.arrivals(.up, qos: 1, line: nil, at: now) {
                agenda.add(.toRoost(message), at: at)
            }
        }
    }

    /// Moves pictures of cases into the vault and out of it, as the daemon's sealer does.
    mutating func performSeals() throws {
        guard let ready = try shell?.due(.seal, at: clock), !ready.isEmpty else { return }
        for pending in try shell?.engine.outbox.begin(ready.map(\.effect.id), at: clock) ?? [] {
            let id = pending.effect.id
            if case .discard(let removal) = pending.effect.action {
                for digest in shell?.site.cases.discardable(removal) ?? [] {
                    pictures.discard(digest)
                }
                let result = EffectResult.cases(.discarded)
                shell?.backlog.append(Posting(.settled(id, .succeeded(result))))
                continue
            }
            guard case .seal(let request) = pending.effect.action else { continue }
            guard let digest = request.image.digest else {
                let reason = FailureReason(code: "missing", text: "the frame names no digest")
                shell?.backlog.append(Posting(.settled(id, .failed(reason))))
                continue
            }
            if pictures.seal(digest) {
                try show(.sealed(digest))
                let result = EffectResult.cases(.sealed(digest: digest))
                shell?.backlog.append(Posting(.settled(id, .succeeded(result))))
            } else if clock + .seconds(5) < pending.effect.expiresAt {
                try shell?.postpone(id, until: clock + .seconds(5))
            } else {
                let reason = FailureReason(code: "missing", text: "the picture did not come")
                shell?.backlog.append(Posting(.settled(id, .failed(reason))))
            }
        }
    }
}

extension [UInt8] {
    /// Puts a word behind the first place where a text stands; nothing when it stands nowhere.
    fileprivate mutating func replace(_ text: [UInt8], adding word: String) {
        guard let range = firstRange(of: text) else { return }
        insert(contentsOf: Array(word.utf8), at: range.upperBound)
    }
}
