// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// How long cases and their pictures are kept (PIPELINE § 10): what is over goes by a job each hour, pictures first,
// the row last; a picture that another case holds stays for it.
extension CaseBook {
    /// Between two sweeps.
    private static let sweepPause = TimeSpan.hours(1)
    /// Cases that one sweep deletes at most: a turn must not wait long.
    private static let sweepPortion = 200

    /// When a closed case and its pictures are deleted; nil: not yet known, or not at all.
    public func deletionAt(of id: CaseID) -> Timestamp? {
        guard !preservedCases.contains(id) else { return nil }
        return keepings[id].flatMap(due)
    }

    /// The digests of a removal that nobody needs any more, as things stand now: what was sealed for another
    /// case meanwhile stays.
    public func discardable(_ removal: EvidenceRemoval) -> [String] {
        guard keepings[removal.violation]?.isGoing == true else { return [] }
        return removal.digests.filter { (pictureHolders[$0] ?? 1) == 1 }
    }

    /// Notes that a case is open, or when it ended.
    mutating func keep(_ violation: Case) {
        var keeping = keepings[violation.id] ?? Keeping()
        keeping.endedAt = violation.isOpen ? nil : violation.closedAt
        keeping.isNoticed = violation.notice != nil
        keeping.openedAt = violation.history.first?.at
        guard keepings[violation.id] != keeping else { return }
        keepings.insert(keeping, for: violation.id)
        if let due = due(of: keeping) { armSweep(at: due) }
    }

    /// A picture of a case is in the vault.
    mutating func hold(_ digest: String, for id: CaseID, _ turn: inout Turn) {
        guard var keeping = keepings[id] else {
            return tellFull("pictures can no longer be kept account of", &turn)
        }
        guard !keeping.digests.contains(digest) else { return }
        keeping.digests.append(digest)
        keepings.insert(keeping, for: id)
        pictureHolders.insert((pictureHolders[digest] ?? 0) + 1, for: digest)
    }

    private func due(of keeping: Keeping) -> Timestamp? {
        guard let retention = configuration?.retention, let endedAt = keeping.endedAt else {
            return nil
        }
        return endedAt + (keeping.isNoticed ? retention.noticed : retention.others)
    }

    /// Sweeps when the first of all is due, not at once.
    mutating func armSweep(after now: Timestamp) {
        let preserved = preservedCases
        let times = keepings.compactMap { id, keeping in
            keeping.isGoing || preserved.contains(id) ? nil : due(of: keeping)
        }
        if let first = times.min() { armSweep(at: max(first, now + .milliseconds(1))) }
    }

    /// Sweeps at the first full hour after an instant, unless a sweep comes before.
    private mutating func armSweep(at due: Timestamp) {
        let hour = Self.sweepPause.milliseconds
        let at = Timestamp(milliseconds: (due.milliseconds + hour - 1) / hour * hour)
        if let known = sweepAt {
            guard at < known else { return }
            wakes.remove(Wake(at: known, kind: .sweep, number: 0))
        }
        sweepAt = at
        wakes.insert(true, for: Wake(at: at, kind: .sweep, number: 0))
    }

    /// Deletes what is due: pictures by an effect, the row when they are gone.
    mutating func sweep(_ turn: inout Turn) {
        sweepAt = nil
        let preserved = preservedCases
        let over = keepings.filter { id, keeping in
            !keeping.isGoing && !preserved.contains(id)
                && due(of: keeping).map { $0 <= turn.now } ?? false
        }
        for (id, _) in over.prefix(Self.sweepPortion) { discard(id, &turn) }
        armSweep(after: turn.now)
    }

    private mutating func discard(_ id: CaseID, _ turn: inout Turn) {
        guard var keeping = keepings[id] else { return }
        keeping.digests.removeAll { digest in
            guard let holders = pictureHolders[digest], holders > 1 else { return false }
            pictureHolders.insert(holders - 1, for: digest)
            return true
        }
        guard !keeping.digests.isEmpty else { return erase(id, keeping, &turn) }
        keeping.isGoing = true
        keepings.insert(keeping, for: id)
        let removal = EvidenceRemoval(violation: id, digests: keeping.digests)
        let effect = turn.ask(.discard(removal), lifetime: Self.sweepPause)
        pending.insert(.discard(id), for: effect)
    }

    mutating func settleDiscard(
        _ id: CaseID,
        _ settlement: Settlement<CaseResult>,
        _ turn: inout Turn
    ) {
        guard var keeping = keepings[id], keeping.isGoing else { return }
        let reason: Bilingual
        switch settlement {
        case .succeeded: return erase(id, keeping, &turn)
        case .failed(let why): reason = why.bilingual
        case .expired: reason = CaseWords.notInTime
        case .unknown: reason = CaseWords.keptUnknown
        }
        keeping.isGoing = false
        keepings.insert(keeping, for: id)
        armSweep(at: turn.now + .milliseconds(1))
        turn.tell(.caseNotDeleted, Subject(violation: id), [FactValue("reason", reason)])
    }

    /// The row goes last; what was told of the case stays in the audit.
    private mutating func erase(_ id: CaseID, _ keeping: Keeping, _ turn: inout Turn) {
        for digest in keeping.digests {
            let rest = (pictureHolders[digest] ?? 1) - 1
            pictureHolders[digest] = rest > 0 ? rest : nil
        }
        keepings.remove(id)
        if let notice = closedCases[id]?.notice, records[notice]?.isDone == true {
            records.remove(notice)
        }
        closedCases.remove(id)
        turn.tell(
            .caseDeleted,
            Subject(violation: id),
            [
                FactValue("age", turn.now - (keeping.endedAt ?? turn.now)),
                FactValue("count", keeping.digests.count),
                FactValue(
                    "digests",
                    keeping.digests.isEmpty ? "-" : keeping.digests.joined(separator: ", ")
                ),
            ]
        )
    }
}
