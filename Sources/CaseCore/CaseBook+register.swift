// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Pass registration (PIPELINE 3.7): a pass is moved onto the earlier ones by the plates that both read.
extension CaseBook {
    /// How far what a frame shows is to be moved, after it was counted into its source's pass.
    ///
    /// Only where things lie is moved, so that they find their places: what is inside a zone is judged where
    /// the frame itself says it is (PIPELINE § 4), so that the bias of the first pass is not that of all.
    mutating func register(_ sight: Sight, for rule: RuleID) -> GridOffset? {
        let source = sight.frame.source
        var known = passes[source] ?? []
        let index = known.firstIndex { $0.holds(sight.at) }
        var pass = index.map { known[$0] } ?? FlightPass(at: sight.at)
        pass.extend(to: sight.at)
        for detection in sight.frame.detections { tie(detection, of: sight, rule, to: &pass) }
        if let index {
            known[index] = pass
        } else {
            known.append(pass)
            known.sort { $0.firstAt < $1.firstAt }
            if known.count > FlightPass.passLimit { known.removeFirst() }
        }
        passes.insert(known, for: source)
        return pass.offset
    }

    /// One thing with the same plate, as far away as a pass can be off, known before this pass.
    private func tie(
        _ detection: Detection,
        of sight: Sight,
        _ rule: RuleID,
        to pass: inout FlightPass
    ) {
        guard let ground = detection.ground, let reading = detection.plate,
            reading.confidence >= PlateTally.leastConfidence
        else { return }
        let text = Plate.normalised(reading.text)
        let box = GridBox(around: [ground])?.widened(by: Metres(FlightPass.offsetLimit))
        var found: (place: Int, ground: GridPoint)?
        for number in numbers(in: box) {
            // Each thing of a frame asks all that stands around it: nothing is copied for an answer.
            let answer = places.look(at: number) { place in
                place.rule == rule ? place.known(before: sight.at) : nil
            }
            guard let known = answer ?? nil, known.plate == text,
                known.ground.distance(to: ground).value < FlightPass.offsetLimit
            else { continue }
            // Two with one plate: neither says anything.
            guard found == nil else { return }
            found = (number, known.ground)
        }
        guard let found else { return }
        pass.tie(found.place, known: found.ground, seen: ground)
    }
}
