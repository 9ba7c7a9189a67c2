// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// Second looks that cases ask for, as demands beside the patrols.
extension PatrolBook {
    /// Open looks at most; a case beyond them waits for an aircraft that passes.
    static let lookLimit = 200

    /// A flight there and back and the charging after it, as a round figure: a dock that the plan needs sooner
    /// sends nobody for a case.
    private static let neededWithin = TimeSpan.minutes(30)

    /// Docks whose next planned flight is near.
    public var docksNeeded: [DockID] {
        let near = runs.values.filter {
            $0.status == .planned && $0.start <= now + Self.neededWithin
        }
        return Set(near.map(\.dock)).sorted()
    }

    /// A case wants a place looked at again: the next plan has it.
    mutating func add(_ look: SecondLook, _ outcome: inout PatrolOutcome) {
        guard var configuration, configuration.look(look.route.id) == nil else { return }
        var looks = configuration.looks ?? []
        guard looks.count < Self.lookLimit else {
            outcome.facts.append(
                Fact(
                    .planUnserved,
                    Subject(route: look.route.id),
                    [
                        FactValue("band", SecondLook.band), FactValue("number", 1),
                        FactValue("reason", Bilingual.tooManyLooks),
                    ]
                )
            )
            return
        }
        looks.append(look)
        configuration.looks = looks
        self.configuration = configuration
        disturb(PlanTrigger(.look))
    }

    /// The errand has its answer, or the case needs none: what is planned for it and has not left stays in.
    mutating func endLook(_ errand: ErrandID, _ outcome: inout PatrolOutcome) {
        guard let index = configuration?.looks?.firstIndex(where: { $0.errand == errand }) else {
            return
        }
        var hasLeft = false
        for (run, record) in runs where record.errand == errand {
            switch record.status {
            case .planned, .waiting, .dropped:
                end(run, record, .cancelled, .lookedAt, &outcome)
            case .departed:
                hasLeft = true
                outcome.calledOff.append(run)
            case .ended: hasLeft = hasLeft || !record.status.isUnflown
            }
        }
        // What left stays in the day's sums.
        if hasLeft {
            configuration?.looks?[index].isOver = true
        } else {
            configuration?.looks?.remove(at: index)
        }
    }

    /// Drops looks of days that are over.
    mutating func forgetLooks() {
        configuration?.looks?.removeAll { $0.isOver == true || $0.until <= now }
    }

    /// Whether a run was to do what is done already.
    func isNeededNoMore(_ record: RunRecord) -> Bool {
        guard record.errand != nil else { return false }
        guard let look = configuration?.look(record.route) else { return true }
        return look.isOver == true
    }
}

extension Bilingual {
    fileprivate static let lookedAt = Bilingual(
        en: "the place needs no second look any more",
        zh: "该地点已无需复查"
    )
    fileprivate static let tooManyLooks = Bilingual(
        en: "too many second looks are asked for",
        zh: "待复查地点过多"
    )
}
