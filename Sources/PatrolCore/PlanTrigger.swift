// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Why the plan in force is made anew (MODEL § 7).
public struct PlanTrigger: Codable, Equatable, Sendable {
    /// What happened.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// A dock fell silent, or its aircraft's state is unknown.
        case dockLost
        /// It talks again, or its aircraft is accounted for.
        case dockBack
        /// Wind or rain went over its limits.
        case weather
        /// They are within them again.
        case weatherOver
        /// A health alarm that holds its aircraft, or the end of one.
        case alarm
        /// A hold was placed.
        case hold
        /// A hold was released.
        case released
        /// A sortie came home before its time.
        case aborted
        /// A run was not flown in its time, or its aircraft is late.
        case late
        /// An aircraft left for a call, or by a person's word.
        case call
        /// It is back.
        case callOver
        /// A person changed a run of the plan.
        case changed
        /// A case wants a place looked at again.
        case look
    }

    /// What happened.
    public var kind: Kind
    /// Where; nil: not at one dock.
    public var dock: DockID?

    /// A trigger at a dock, or at none.
    public init(_ kind: Kind, _ dock: DockID? = nil) {
        self.kind = kind
        self.dock = dock
    }

    /// What happened, for people.
    public var text: Bilingual {
        let (en, zh): (String, String) =
            switch kind {
            case .dockLost: ("dock lost", "机场失联")
            case .dockBack: ("dock back", "机场恢复")
            case .weather: ("weather hold", "天气停飞")
            case .weatherOver: ("weather hold over", "天气停飞结束")
            case .alarm: ("health alarm", "健康告警")
            case .hold: ("hold placed", "停飞令")
            case .released: ("hold released", "停飞解除")
            case .aborted: ("sortie aborted", "架次中止")
            case .late: ("sortie late", "架次延误")
            case .call: ("dispatch taken", "应急出动")
            case .callOver: ("dispatch over", "应急出动结束")
            case .changed: ("run changed", "人工调整")
            case .look: ("second look asked", "请求复查")
            }
        guard let dock else { return Bilingual(en: en, zh: zh) }
        return Bilingual(en: "\(en) \(dock)", zh: "\(zh) \(dock)")
    }
}
