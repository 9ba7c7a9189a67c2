// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension Case.State {
    /// The state as people read it.
    public var name: Bilingual {
        switch self {
        case .sighted: Bilingual(en: rawValue, zh: "已发现")
        case .evidenceRequested: Bilingual(en: rawValue, zh: "取证中")
        case .warned: Bilingual(en: rawValue, zh: "已喊话")
        case .grace: Bilingual(en: rawValue, zh: "宽限中")
        case .confirmed: Bilingual(en: rawValue, zh: "已确认")
        case .inReview: Bilingual(en: rawValue, zh: "待审核")
        case .noticed: Bilingual(en: rawValue, zh: "已通报")
        case .dissuaded: Bilingual(en: rawValue, zh: "已劝离")
        case .expired: Bilingual(en: rawValue, zh: "已过期")
        case .dismissed: Bilingual(en: rawValue, zh: "已驳回")
        case .withdrawn: Bilingual(en: rawValue, zh: "已撤回")
        }
    }
}

/// Why a case moved or a picture is missing, in both languages.
enum CaseWords {
    static let seenAfterAll = Bilingual(en: "seen after all", zh: "再次发现")
    static let nobodyLookedSoon = Bilingual(
        en: "nobody looked again for 60 s",
        zh: "一分钟内无人复查"
    )
    static let fewerAgain = Bilingual(en: "fewer again, in time", zh: "人数及时回落")
    static let noRoom = Bilingual(en: "too many tracks at once", zh: "同时跟踪的目标过多")
    static let nobodyLooked = Bilingual(en: "nobody looked again for 2 h", zh: "两小时内无人复查")
    static let timeToGo = Bilingual(en: "time to go", zh: "给予驶离时间")
    static let closePicture = Bilingual(en: "a close picture was asked for", zh: "已请求近景取证")
    static let warningAsked = Bilingual(en: "a warning was asked for", zh: "已请求喊话劝离")
    static let warned = Bilingual(en: "warned: time to go", zh: "已喊话：给予驶离时间")
    static let notWarned = Bilingual(
        en: "the warning was not played: time to go all the same",
        zh: "喊话未播出：仍给予驶离时间"
    )
    static let warnedLate = Bilingual(en: "the warning was played after all", zh: "喊话随后已播出")
    static let reviewerDecides = Bilingual(en: "a reviewer decides", zh: "由审核员决定")
    static let ruleGone = Bilingual(en: "its rule is no longer in force", zh: "规则已不再生效")
    static let editor = Bilingual(en: "changed it", zh: "曾修改")
    static let sender = Bilingual(en: "sent the frames it rests on", zh: "提供了所依据的画面")
    static let firstOfTwo = Bilingual(en: "approved, one of two", zh: "通过（两人中第一人）")
    static let neededNoMore = Bilingual(en: "the case is closed", zh: "案件已结")
    static let nobodyDecided = Bilingual(en: "nobody decided in time", zh: "逾期未审核")
    static let itsTime = Bilingual(en: "its time", zh: "到期")
    static let approved = Bilingual(en: "approved", zh: "通过")
    static let dismissed = Bilingual(en: "dismissed", zh: "驳回")
    static let wrongAnswer = Bilingual(en: "the answer was for a delivery", zh: "应答不属于取证")
    static let notInTime = Bilingual(en: "it did not come in time", zh: "未按时到达")
    static let keptUnknown = Bilingual(en: "whether it is kept is unknown", zh: "是否已保存未知")
    static let gaveUp = Bilingual(en: "given up after 24 h", zh: "24 小时后放弃")

    static func seen(_ times: Int) -> Bilingual {
        Bilingual(en: "seen \(times) times", zh: "已发现 \(times) 次")
    }

    /// `match` is `plate`, `place`, `track` or `count`.
    static func seenAgain(by match: String) -> Bilingual {
        switch match {
        case "track": Bilingual(en: "it stayed too long", zh: "停留超过时限")
        case "count": Bilingual(en: "too many for too long", zh: "人数持续超限")
        default:
            Bilingual(
                en: "seen again, tied by \(match)",
                zh: "再次发现，依据\(match == "plate" ? "车牌" : "位置")匹配"
            )
        }
    }

    static func same(as other: CaseID) -> Bilingual {
        Bilingual(en: "it is the same track as \(other)", zh: "与 \(other) 为同一目标")
    }

    static func missing(_ roles: [String]) -> Bilingual {
        let list = roles.joined(separator: ", ")
        return Bilingual(en: "evidence is missing: \(list)", zh: "缺少证据：\(list)")
    }

    static func waiting(for roles: [String]) -> Bilingual {
        let list = roles.isEmpty ? "pictures" : roles.joined(separator: ", ")
        return Bilingual(
            en: "waiting for evidence: \(list)",
            zh: "等待证据：\(roles.isEmpty ? "图片" : list)"
        )
    }

    static func inadmissible(_ objections: [Inadmissibility]) -> Bilingual {
        Bilingual(
            en: "not admissible: " + objections.map(\.reason.en).joined(separator: "; "),
            zh: "不具备证据效力：" + objections.map(\.reason.zh).joined(separator: "；")
        )
    }

    static func noDecision(in span: TimeSpan) -> Bilingual {
        Bilingual(en: "no decision in \(span)", zh: "\(span) 内未作决定")
    }

    static func saidAlready(by earlier: NoticeID) -> Bilingual {
        Bilingual(
            en: "the same was noticed already: \(earlier)",
            zh: "同一情况已通报：\(earlier)"
        )
    }

    static func exempt(by exemption: Exemption) -> Bilingual {
        Bilingual(
            en: "exempt by \(exemption.id): \(exemption.terms.reason)",
            zh: "依 \(exemption.id) 豁免：\(exemption.terms.reason)"
        )
    }

    static func inhibited(by source: CaseID) -> Bilingual {
        Bilingual(en: "\(source) explains it", zh: "由 \(source) 抑制")
    }

    static func muted(until end: Timestamp) -> Bilingual {
        Bilingual(en: "muted until \(end)", zh: "静音至 \(end)")
    }

    static func perhapsExempt(by exemption: Exemption) -> Bilingual {
        Bilingual(
            en: "perhaps exempt by \(exemption.id): its plate is unsure",
            zh: "号牌存疑，可能依 \(exemption.id) 豁免"
        )
    }

    static let beingDeleted = Bilingual(en: "being deleted", zh: "正在删除")

    static func notice(_ id: NoticeID) -> Bilingual {
        Bilingual(en: "notice \(id)", zh: "通报 \(id)")
    }
}
