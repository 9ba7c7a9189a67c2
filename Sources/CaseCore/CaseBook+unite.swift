// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// One thing of which a pass with a bias made two places is one place again, once its plate says so
// (PIPELINE 5.2, 5.4; FEATURES E2).
extension CaseBook {
    /// A plate was read at a place: what stands there may be what is known a few metres away.
    ///
    /// The same plate, closer than two things can stand, and no frame that shows both; what is confirmed stays
    /// as it is.
    mutating func unite(_ number: Int, rule: Rule, _ turn: inout Turn) {
        guard let place = places[number], let plate = place.walk.stay.firmPlate,
            let other = twin(of: place, plate: plate),
            let since = place.stayedSince, let before = places[other]?.stayedSince
        else { return }
        // The stay that began first goes on.
        let isOlder = before <= since
        let (first, second) = isOlder ? (other, number) : (number, other)
        guard var whole = places[first], var rest = places[second], rest.isStayYoung else { return }
        let younger = rest.presentCase?.id
        if let younger, openCases[younger]?.isWatched != true { return }
        let known = whole.position
        let moved = whole.absorb(rest.release(rule: rule), from: rest, rule: rule)
        places.insert(whole, for: first)
        refile(first, from: known, to: whole.position)
        if rest.hasHistory { places.insert(rest, for: second) } else { forget(second) }
        weigh(first, news: nil, &turn)
        guard let id = places[first]?.presentCase?.id, var violation = openCases[id] else { return }
        if violation.isWatched {
            for look in moved where !look.images.isEmpty { seal(look, for: &violation, &turn) }
            store(violation)
        }
        if let younger { close(younger, as: .expired, because: CaseWords.same(as: id), &turn) }
        weigh(first, news: nil, &turn)
    }

    private func twin(of place: Place, plate: String) -> Int? {
        let reach = Self.gates.upperBound
        let box = GridBox(around: [place.position])?.widened(by: Metres(reach))
        return numbers(in: box).filter { number in
            guard number != place.number, let other = places[number], other.rule == place.rule,
                other.position.distance(to: place.position).value <= reach,
                let known = other.walk.stay.firmPlate, Plate.compare(known, plate) == .same
            else { return false }
            return !other.shares(aFrameWith: place)
        }.min()
    }
}
