// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension Sortie {
    /// What it does within its state, for people; nil: nothing but what the state says.
    public var detail: Bilingual? {
        if isStandingBy { return Bilingual(en: "waits for its conditions", zh: "等待任务条件") }
        if stuckMinutes != nil, state == .starting {
            return Bilingual(en: "waits for a home point", zh: "等待返航点")
        }
        guard state == .airborne else { return nil }
        if isInEmergency { return Bilingual(en: "its return was broken off", zh: "返航中断") }
        if returnOrder != nil { return Bilingual(en: "called home", zh: "已召回") }
        if isPaused { return Bilingual(en: "paused", zh: "已暂停") }
        if hoverUntil != nil { return Bilingual(en: "hovers", zh: "悬停") }
        return nil
    }
}
