// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Why a repetition is not flown: what a user would have to change (MODEL § 6).
public enum UnservedReason: String, Codable, CaseIterable, Sendable {
    /// No named dock has the whole route inside its radius.
    case noDockInReach = "no dock in reach"
    /// The window, cut to service hours and now, is shorter than the patrol leg.
    case windowTooShort = "window too short"
    /// Closures of docks or areas leave no start.
    case closure
    /// The repetitions before and after leave no start.
    case spacing
    /// Every dock in reach flies or is turned round.
    case dockBusy = "dock busy"
    /// Every dock in reach would land below the reserve.
    case battery
    /// Another sortie is too close.
    case separation
    /// Too few docks would stay ready for a call.
    case coverage = "reserve coverage"

    /// What a person reads, with what to change.
    public var text: Bilingual {
        switch self {
        case .noDockInReach:
            Bilingual(en: "no dock that may fly it has the whole route in reach", zh: "没有机场能覆盖整条航线")
        case .windowTooShort:
            Bilingual(en: "what is left of its window is shorter than the patrol", zh: "剩余时段短于巡查时长")
        case .closure:
            Bilingual(en: "closed docks or areas leave no start", zh: "机场停飞或区域关闭，无可用起飞时刻")
        case .spacing:
            Bilingual(en: "the runs before and after it leave no start", zh: "前后班次间隔不足")
        case .dockBusy:
            Bilingual(en: "every dock in reach flies or is turned round", zh: "可用机场均在执行或整备")
        case .battery:
            Bilingual(en: "every dock in reach would land below the reserve", zh: "可用机场电量不足")
        case .separation:
            Bilingual(en: "another sortie would be too close", zh: "与其他架次间隔不足")
        case .coverage:
            Bilingual(en: "too few docks would stay ready for a call", zh: "备勤机场不足")
        }
    }

    /// The text of a plan's reason; a foreign word stays as it is.
    public static func text(of reason: String) -> Bilingual {
        UnservedReason(rawValue: reason)?.text ?? Bilingual(reason)
    }
}
