// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What a frame found and could not say is no evidence that anything is gone.
extension CaseBook.Sight {
    /// Detections that could not be read and may be things of a rule, in its zone; on the ground of earlier
    /// passes.
    func unread(of active: ActiveRule) -> [UnreadDetection] {
        (frame.unread ?? []).compactMap { one in
            guard one.label.map(active.rule.labels.contains) ?? true else { return nil }
            var moved = one
            moved.ground = one.ground?.moved(by: offset)
            return moved.ground.map { active.isNear($0, one.reach) } ?? true ? moved : nil
        }
    }

    /// Whether a number of things says how many there are in a rule's zone: enough, or too few to be a crowd even
    /// with all that could not be read.
    func isWhole(beside seen: Int, for active: ActiveRule) -> Bool {
        let unread = unread(of: active).count
        let most = seen + unread
        return unread == 0 || seen >= active.rule.count
            || CrowdWalk.isLow(most, for: active.rule)
    }
}

extension UnreadDetection {
    /// Whether its thing may be at a place.
    func mayBe(at place: GridPoint) -> Bool {
        ground.map { $0.distance(to: place) <= reach } ?? true
    }
}
