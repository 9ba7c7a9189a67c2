// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Notices, and what becomes of them at their receivers (PIPELINE § 8).
extension CaseBook {
    /// Issues the notice of a case whose evidence is complete: one delivery a receiver.
    mutating func issue(_ id: CaseID, by reviewer: String, _ turn: inout Turn) {
        guard var violation = openCases[id] else { return }
        let ids = turn.issuer.notice(at: turn.now)
        let number = ids.0
        let notice = Notice(
            violation,
            as: ids,
            zone: zoneName(of: violation),
            at: turn.now,
            by: reviewer
        )
        let known = configuration?.receivers.map(\.id) ?? []
        let receivers = (active(violation.rule)?.rule.receivers ?? []).filter(known.contains)
        violation.notice = number
        violation.reviewedBy = reviewer
        violation.reviewDueAt = nil
        violation.approvals = []
        let person = reviewer == "auto" ? nil : reviewer
        violation.step(to: .noticed, at: turn.now, by: person, because: CaseWords.notice(number))
        store(violation)
        let names = receivers.map(\.text).joined(separator: ", ")
        turn.tell(
            .noticeIssued,
            Subject(violation: id, notice: number),
            [FactValue("receivers", names.isEmpty ? "nobody" : names)]
        )
        var record = NoticeRecord(notice: notice, deliveries: [])
        for receiver in receivers {
            var progress = NoticeRecord.Progress(receiver: receiver, at: turn.now)
            dispatch(&progress, of: notice, hasWaited: false, &turn)
            record.deliveries.append(progress)
        }
        watch(&record)
        remindLater(of: &record, at: turn.now)
        makeRoomForNotice(&turn)
        records.insert(record, for: number)
        remember(violation, as: number, &turn)
        recallErrands(of: id, &turn)
    }

    private func zoneName(of violation: Case) -> Bilingual {
        active(violation.rule)?.zone.name
            ?? Bilingual(en: violation.zone.text, zh: violation.zone.text)
    }

    mutating func send(
        _ notice: Notice,
        to receiver: ReceiverID,
        as occasion: Occasion = .first,
        group: Int? = nil,
        _ turn: inout Turn
    ) {
        var delivery = Delivery(notice: notice, receiver: receiver)
        delivery.id.escalation = occasion.step
        delivery.id.reminder = occasion.round
        delivery.group = group
        let effect = turn.ask(
            .deliver(delivery),
            lifetime: NoticeRecord.lifetime,
            retry: retry(at: receiver)
        )
        let purpose: Purpose =
            switch occasion {
            case .first: .deliver(notice.id, receiver)
            case .escalation(let step): .escalate(notice.id, receiver, step: step)
            case .reminder(let round): .remind(notice.id, receiver, round: round)
            }
        if !pending.insert(purpose, for: effect) {
            tellFull("deliveries can no longer be followed (limit \(pending.limit))", &turn)
        }
    }

    /// The oldest notice that is done leaves the list; when none is, the oldest that is not held; when all are
    /// held, the oldest is sent.
    private mutating func makeRoomForNotice(_ turn: inout Turn) {
        guard records.isFull else { return }
        let settled =
            records.firstID { $1.isDone } ?? records.firstID { !$1.isHeld }
        if let settled {
            records.remove(settled)
        } else if let oldest = records.remove(records.first?.id ?? NoticeID(0)) {
            for delivery in oldest.deliveries where delivery.isHeld {
                send(oldest.notice, to: delivery.receiver, &turn)
            }
        }
    }

    mutating func settle(
        _ effect: EffectID,
        _ settlement: Settlement<CaseResult>,
        _ turn: inout Turn
    ) {
        switch pending.remove(effect) {
        case nil: break
        case .seal(let id, let reference): settleSeal(id, reference, settlement, &turn)
        case .deliver(let id, let receiver):
            settleDelivery(id, receiver, .first, settlement, &turn)
        case .escalate(let id, let receiver, let step):
            settleDelivery(id, receiver, .escalation(step: step), settlement, &turn)
        case .remind(let id, let receiver, let round):
            settleDelivery(id, receiver, .reminder(round: round), settlement, &turn)
        case .discard(let id): settleDiscard(id, settlement, &turn)
        }
    }

    private mutating func settleDelivery(
        _ id: NoticeID,
        _ receiver: ReceiverID,
        _ occasion: Occasion,
        _ settlement: Settlement<CaseResult>,
        _ turn: inout Turn
    ) {
        guard var record = records[id],
            let index = record.deliveries.firstIndex(where: {
                $0.receiver == receiver && $0.occasion == occasion
            })
        else { return }
        var progress = record.deliveries[index]
        let subject = Subject(
            violation: record.notice.violation,
            notice: id,
            receiver: receiver
        )
        progress.settledAt = turn.now
        switch settlement {
        case .succeeded:
            progress.state = .delivered
            progress.failure = nil
            disabledReceivers.remove(receiver)
            let latency = turn.now - (progress.issuedAt ?? progress.queuedAt)
            turn.tell(.noticeDelivered, subject, [FactValue("latency", latency)])
        case .failed(let reason):
            progress.state = .dead
            progress.failure = reason
            turn.tell(.noticeDeliveryFailed, subject, [FactValue("reason", reason.bilingual)])
            if reason.code == "disabled" { disable(receiver, reason, &turn) }
        case .expired:
            let reason = FailureReason(code: "expired", CaseWords.gaveUp)
            progress.state = .dead
            progress.failure = reason
            turn.tell(.noticeDeliveryFailed, subject, [FactValue("reason", reason.bilingual)])
        case .unknown where maySendAgain(progress):
            progress.settledAt = nil
            progress.resentAt = turn.now
            send(record.notice, to: receiver, as: occasion, &turn)
        case .unknown:
            progress.state = .unknown
            turn.tell(.noticeDeliveryUnknown, subject)
        }
        record.deliveries[index] = progress
        records.insert(record, for: id)
    }

    /// Sends dead and unknown deliveries of a notice once more, with their ids.
    ///
    /// One that is queued is no refusal: the outbox has it, and whoever performs it tries it now.
    mutating func resend(_ id: NoticeID, _ turn: inout Turn) {
        guard var record = records[id] else {
            return turn.refuse(.unknownSubject, Subject(notice: id), [FactValue("what", id)])
        }
        let open = record.deliveries.indices.filter { index in
            let state = record.deliveries[index].state
            return state == .dead || state == .unknown
        }
        let isQueued = record.deliveries.contains { $0.state == .queued }
        guard !open.isEmpty || isQueued else {
            let states = record.deliveries.map(\.state)
            let state = states.first { $0 != .delivered } ?? .delivered
            return turn.refuse(
                .wrongState,
                Subject(notice: id),
                [FactValue("what", id), FactValue("state", state.rawValue)]
            )
        }
        for index in open {
            record.deliveries[index].state = .queued
            record.deliveries[index].settledAt = nil
            record.deliveries[index].rounds += 1
            let progress = record.deliveries[index]
            send(record.notice, to: progress.receiver, as: progress.occasion, &turn)
        }
        records.insert(record, for: id)
    }
}

extension Notice {
    /// The first notice of a case.
    init(
        _ violation: Case,
        as ids: (NoticeID, WireID),
        zone: Bilingual,
        at now: Timestamp,
        by reviewer: String
    ) {
        let items = violation.submitted.compactMap { item in
            item.digest.map { digest in
                EvidenceItem(
                    digest: digest,
                    role: item.noticeRole,
                    takenAt: item.takenAt,
                    reference: item.image.reference
                )
            }
        }
        // A copy has its own item behind the originals (FRAMES § 6), as far as there is room.
        let copies = violation.submitted.compactMap { item in
            item.blurred.map { digest in
                var copy = EvidenceItem(
                    digest: digest,
                    role: item.noticeRole,
                    takenAt: item.takenAt,
                    reference: "blurred/\(digest)"
                )
                copy.isBlurred = true
                return copy
            }
        }
        self.init(
            id: ids.0,
            wire: ids.1,
            revision: 1,
            status: .issued,
            violation: violation.id,
            violationWire: violation.wire,
            rule: violation.rule,
            domain: violation.domain,
            severity: violation.severity,
            issuedAt: now,
            observedFirst: violation.provenSince,
            observedLast: violation.lastSeenAt,
            sightings: violation.sightings,
            passes: violation.passes,
            place: violation.place,
            placeError: violation.placeError,
            zone: violation.zone,
            zoneName: zone,
            label: violation.label,
            plate: violation.plate,
            match: violation.match,
            evidence: items + copies.prefix(max(0, Evidence.limit - items.count)),
            reviewedBy: reviewer,
            count: violation.count
        )
        text = violation.text
        isEdited = violation.edits.isEmpty ? nil : true
    }
}

extension Case {
    /// From when on it is proven: a stay from its Nth sighting (PIPELINE § 6, example), or from the first picture
    /// that is sent; what moves or gathers from its first sighting.
    fileprivate var provenSince: Timestamp {
        guard mode == .revisit else { return firstSeenAt }
        return submitted.filter { $0.digest != nil }.map(\.takenAt).reduce(openedAt, min)
    }
}
