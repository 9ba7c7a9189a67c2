// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// One thing of which a pass with a bias made two places is one place again (PIPELINE 5.2, 5.4; FEATURES E2).
extension CaseBook {
    /// What stands at a place may be what is known a few metres away: its plate was read, or it was just seen
    /// often enough.
    ///
    /// Closer than two things can stand, no frames that show both again and again, and plates that do not speak
    /// against it; what is confirmed stays as it is.
    mutating func unite(_ number: Int, rule: Rule, _ turn: inout Turn) {
        guard let place = places[number], let other = twin(of: place, rule: rule),
            let (first, second) = order(number, other),
            var whole = places[first], var rest = places[second], rest.isStayYoung
        else { return }
        let given = rest.presentCase?.id
        if let given, openCases[given]?.isWatched != true { return }
        let known = whole.position
        let moved = whole.absorb(rest.release(rule: rule), from: rest, rule: rule)
        places.insert(whole, for: first)
        refile(first, from: known, to: whole.position)
        if rest.hasHistory { places.insert(rest, for: second) } else { forget(second) }
        weigh(first, news: nil, &turn)
        if let id = places[first]?.presentCase?.id, var violation = openCases[id] {
            if violation.isWatched {
                for look in moved where !look.images.isEmpty { seal(look, for: &violation, &turn) }
                store(violation)
            }
            if let given { close(given, as: .expired, because: CaseWords.same(as: id), &turn) }
        }
        weigh(first, news: nil, &turn)
    }

    /// The place that goes on, and the one that is given up: the place that knows who stood there before goes on,
    /// else it would take what is seen beside it for that one's return; of two such, the one whose stay is older.
    private func order(_ one: Int, _ other: Int) -> (whole: Int, rest: Int)? {
        guard let place = places[one], let twin = places[other],
            let since = place.stayedSince, let before = twin.stayedSince
        else { return nil }
        if place.hasHistory != twin.hasHistory {
            let (whole, rest) = place.hasHistory ? (place, twin) : (twin, place)
            if rest.isStayYoung { return (whole.number, rest.number) }
        }
        return before <= since ? (other, one) : (one, other)
    }

    private func twin(of place: Place, rule: Rule) -> Int? {
        let reach = Self.gates.upperBound
        let box = GridBox(around: [place.position])?.widened(by: Metres(reach))
        return numbers(in: box).filter { number in
            guard number != place.number, isNear(place, number), let other = places[number],
                isAlike(place, other)
            else { return false }
            return !other.isBeside(place, rule: rule)
        }.min()
    }

    /// Whether a place of the same rule lies within the widest gate of another: asked of all that stands
    /// around, so that nothing is copied for it.
    private func isNear(_ place: Place, _ number: Int) -> Bool {
        places.look(at: number) { other in
            other.rule == place.rule
                && other.position.distance(to: place.position).value <= Self.gates.upperBound
        } ?? false
    }

    /// Whether two places may be one: the same plate within the widest gate; where one has none, within the
    /// narrowest (PIPELINE 5.2).
    private func isAlike(_ one: Place, _ other: Place) -> Bool {
        let distance = one.position.distance(to: other.position).value
        let (stay, twin) = (one.walk.stay, other.walk.stay)
        if let plate = stay.firmPlate, let known = twin.firmPlate {
            return distance <= Self.gates.upperBound && Plate.compare(plate, known) == .same
        }
        guard stay.plate == nil || twin.plate == nil, twin.openedAt != nil, stay.openedAt != nil
        else { return false }
        return distance <= Self.gates.lowerBound
    }

    /// Whether what was seen again without a plate is another thing beside: one with a plate of its own that stood
    /// there then, closer than two can stand, that no frames show together with it.
    func isAnother(_ stay: Occupancy, at number: Int, rule: Rule) -> Bool {
        guard let place = places[number], let plate = stay.plate?.text, let lastAt = stay.lastAt
        else { return false }
        let box = GridBox(around: [place.position])?.widened(by: Metres(Self.gates.upperBound))
        return numbers(in: box).contains { number in
            guard number != place.number, isNear(place, number), let other = places[number],
                other.walk.stay.isThere(at: lastAt),
                Plate.compare(plate, other.walk.stay.firmPlate) == .other
            else { return false }
            return !other.isBeside(place, rule: rule)
        }
    }
}
