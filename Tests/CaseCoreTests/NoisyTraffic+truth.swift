// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension NoisyTraffic {
    /// Whether who knew which look shows what could confirm a stay by the letter of PIPELINE § 4: `needed` of ten
    /// looks, from the first to one `dwell` seconds later, half of the votes in favour.
    ///
    /// What was hidden, lost or misread too often for that is nobody's fault: a notice of it counts neither way, as
    /// the recorded scenarios' truth has it for what is ambiguous.
    func isConfirmable(_ actor: Actor) -> Bool {
        let looks = actor.looks.filter { look in
            look.car.confidence >= 0.4 && (3...6.5).contains(look.car.north)
        }
        guard let first = looks.first, let openedAt = opening(looks) else { return false }
        return looks.indices.contains { index in
            let look = looks[index]
            guard look.at >= openedAt, look.at - first.at >= (kind == .lane ? 6 : 2) else {
                return false
            }
            let votes = looks[...index].compactMap(\.car.helmet)
            switch kind {
            case .lane: return (index + 1) * 2 >= count(from: first.at, through: look.at)
            case .riders: return votes.count { !$0 } * 2 > votes.count
            }
        }
    }

    /// When five of ten looks were sure enough; nil: never.
    private func opening(_ looks: [Look]) -> Double? {
        let hits = looks.filter { look in
            look.car.confidence >= 0.6 && (kind == .lane || look.car.helmet == false)
        }
        return zip(hits, hits.dropFirst(4)).first { count(from: $0.at, through: $1.at) <= 10 }?.1.at
    }

    private func count(from start: Double, through end: Double) -> Int {
        lookTimes.count { start <= $0 && $0 <= end }
    }
}
