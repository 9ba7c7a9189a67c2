// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Pictures: asked for while a case is watched, fixed when it is confirmed.
extension CaseBook {
    /// Asks for the pictures of a look that its case still lacks: one a role and side.
    mutating func seal(_ look: Look, for violation: inout Case, _ turn: inout Turn) {
        violation.credit(look.sender)
        let side: Evidence.Side = look.at >= violation.graceEndsAt ? .second : .first
        for image in look.images {
            guard
                image.role == "wide" || image.role == "zoom"
                    || violation.wanted.contains(image.role),
                violation.evidence.count < Evidence.limit,
                !violation.evidence.contains(where: {
                    $0.side == side && $0.image.role == image.role && $0.isHopeful
                        || $0.image.isSame(as: image)
                })
            else { continue }
            guard !pending.isFull else {
                return tellFull("no room for another effect (limit \(pending.limit))", &turn)
            }
            var request = EvidenceRequest(violation: violation.id, image: image, takenAt: look.at)
            request.box = look.box
            let effect = turn.ask(.seal(request), lifetime: Evidence.lifetime)
            pending.insert(.seal(violation.id, reference: image.reference), for: effect)
            var item = Evidence(image: image, side: side, takenAt: look.at, state: .pending)
            item.size = look.size
            item.clockError = look.clockError
            violation.evidence.append(item)
        }
    }

    /// A frame that came too late to count adds its pictures to a case that is not confirmed yet.
    mutating func support(_ number: Int, with look: Look, _ turn: inout Turn) {
        guard let id = places[number]?.presentCase?.id, var violation = openCases[id],
            violation.isWatched
        else { return }
        seal(look, for: &violation, &turn)
        store(violation)
    }

    mutating func settleSeal(
        _ id: CaseID,
        _ reference: String,
        _ settlement: Settlement<CaseResult>,
        _ turn: inout Turn
    ) {
        guard var violation = violation(id),
            let index = violation.pending(reference, settlement)
        else { return }
        let state = Evidence.State(settlement)
        violation.evidence[index].state = state
        if case .succeeded(.sealed(_, let blurred)) = settlement {
            violation.evidence[index].blurred = blurred
        }
        let blurred = violation.evidence[index].blurred
        store(violation)
        switch state {
        case .pending: break
        case .sealed(let digest):
            for kept in [digest, blurred] { if let kept { hold(kept, for: id, &turn) } }
            turn.tell(
                .caseEvidenceSealed,
                Subject(violation: id),
                [FactValue("digest", digest)]
            )
        case .missing(let reason):
            let name = violation.evidence[index].image.digest ?? reference
            turn.tell(
                .caseEvidenceMissing,
                Subject(violation: id),
                [FactValue("digest", name), FactValue("reason", reason)]
            )
        }
        conclude(id, &turn)
    }
}

extension Case {
    /// The picture that the end of a seal effect is about; of several of one name the one of its digest.
    fileprivate func pending(
        _ reference: String,
        _ settlement: Settlement<CaseResult>
    ) -> Int? {
        let named = evidence.indices.filter {
            evidence[$0].image.reference == reference && evidence[$0].state == .pending
        }
        guard case .succeeded(.sealed(let digest, _)) = settlement else { return named.first }
        return named.first { evidence[$0].image.digest == digest } ?? named.first
    }
}

extension ImageReference {
    /// Whether it is the same picture: a recorder may use a name again for another one.
    fileprivate func isSame(as other: ImageReference) -> Bool {
        reference == other.reference && digest == other.digest
    }
}

extension Evidence.State {
    /// What the end of a seal effect means for the picture.
    init(_ settlement: Settlement<CaseResult>) {
        switch settlement {
        case .succeeded(.sealed(let digest, _)): self = .sealed(digest: digest)
        case .succeeded(.delivered), .succeeded(.discarded):
            self = .missing(reason: CaseWords.wrongAnswer)
        case .failed(let reason): self = .missing(reason: reason.bilingual)
        case .expired: self = .missing(reason: CaseWords.notInTime)
        case .unknown: self = .missing(reason: CaseWords.keptUnknown)
        }
    }
}
