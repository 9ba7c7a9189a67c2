// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What an operator asked for and we will not do, and why: a stable code with a text in both languages.
public struct Refusal: Codable, Equatable, Sendable {
    /// Which refusal.
    public var code: RefusalCode
    /// What it is about.
    public var subject: Subject
    /// The values that the template names.
    public var values: [FactValue]
    /// Every single reason, where there are several (open interlocks by dock, say), in both languages.
    public var reasons: [Bilingual]

    /// A refusal from its parts.
    public init(
        _ code: RefusalCode,
        _ subject: Subject = Subject(),
        _ values: [FactValue] = [],
        reasons: [Bilingual] = []
    ) {
        self.code = code
        self.subject = subject
        self.values = values
        self.reasons = reasons
    }

    /// Its text in both languages, without the single reasons.
    public var text: Bilingual {
        let all = subject.named + values
        return code.text.filled(all)
    }
}

/// Every refusal, with its stable code and its text: one table.
public enum RefusalCode: String, Codable, CaseIterable, Sendable {
    /// No such dock, mission, route, case or notice.
    case unknownSubject = "unknown_subject"
    /// The interlocks of every dock that could go are open.
    case noDockReady = "no_dock_ready"
    /// The dock that was asked for is held by interlocks.
    case interlocksOpen = "interlocks_open"
    /// The maintenance job may not be done at the dock now.
    case jobBarred = "job_barred"
    /// The place is out of every dock's reach.
    case outOfReach = "out_of_reach"
    /// The thing is in a state in which the request makes no sense.
    case wrongState = "wrong_state"
    /// The person's role does not allow it.
    case notAllowed = "not_allowed"
    /// The site is degraded and takes no such request now.
    case degraded = "degraded"
    /// A bounded table is full.
    case tableFull = "table_full"
    /// The request itself is malformed or out of range.
    case badRequest = "bad_request"
    /// The place lies outside the district.
    case outsideDistrict = "outside_district"
    /// The place lies where nobody may fly when an aircraft would be there.
    case inNoFly = "in_no_fly"
    /// The height asked for is not over every obstacle (S10).
    case belowSafeHeight = "below_safe_height"
    /// The height asked for is over the legal ceiling (S10).
    case aboveCeiling = "above_ceiling"
    /// The dock that was named does not talk to roost.
    case dockLost = "dock_lost"
    /// The dock that was named flies at another person's word.
    case dockBusy = "dock_busy"
    /// Somebody sent an aircraft to that place already.
    case alreadyGoing = "already_going"
    /// An order of somebody to the same aircraft has no answer yet.
    case orderPending = "order_pending"
    /// The key of the request was used before, for another one.
    case staleKey = "stale_key"
    /// A decision, an exemption or a silence without a word of why.
    case reasonMissing = "reason_missing"
    /// The person has a part in the case and does not decide it alone.
    case selfReview = "self_review"
    /// The person approved the case already; it takes another one.
    case secondPerson = "second_person"
    /// The case was closed before it was confirmed: there is nothing to decide.
    case neverConfirmed = "never_confirmed"
    /// An exemption covers the case.
    case exempt = "exempt"
    /// An edit that leaves everything as it is.
    case nothingChanged = "nothing_changed"
    /// A plate that cannot be one.
    case plateMalformed = "plate_malformed"
    /// A picture that is none of the case's.
    case unknownPicture = "unknown_picture"
    /// A picture of the case that is not kept.
    case pictureNotSealed = "picture_not_sealed"
    /// An exemption or silence whose end is no later than now, or before its beginning.
    case endPassed = "end_passed"
    /// An exemption or silence that would last too long.
    case windowTooLong = "window_too_long"
    /// An exemption or silence that names nothing, and so everything.
    case namesNothing = "names_nothing"
    /// An exemption or silence that is over already.
    case alreadyEnded = "already_ended"
    /// A flight from a dock to itself.
    case relaySameDock = "relay_same_dock"
    /// A dock whose model flies to no other dock, or two that are not of one model.
    case relayUnable = "relay_unable"
    /// Two docks farther from each other than their model's flights between docks reach.
    case relayTooFar = "relay_too_far"
    /// One of the two docks has an open sortie, or is taken by one.
    case relayTaken = "relay_taken"
    /// A dock with the aircraft of another, or without its own, flies nothing but that aircraft's way home.
    case relayHomeFirst = "relay_home_first"
    /// There is an aircraft in the dock that should take one, or nobody knows.
    case relayOccupied = "relay_occupied"
    /// The dock that should take the aircraft has no alternate landing point.
    case relayNoAlternate = "relay_no_alternate"
    /// The dock that should take the aircraft cannot do so now.
    case relayNotReceiving = "relay_not_receiving"
    /// What both docks must be told of each other and of the aircraft is not at hand.
    case relayUnlinked = "relay_unlinked"
    /// Not enough battery for the way to the other dock, or for falling back.
    case relayBattery = "relay_battery"

    /// Text in both languages; `{name}` is filled in.
    public var text: Bilingual {
        switch self {
        case .unknownSubject:
            Bilingual(en: "There is no {what}.", zh: "没有 {what}。")
        case .noDockReady:
            Bilingual(en: "No dock is ready to go.", zh: "没有可以起飞的机场。")
        case .interlocksOpen:
            Bilingual(en: "Dock {dock} may not launch now.", zh: "机场 {dock} 现在不允许起飞。")
        case .outOfReach:
            Bilingual(en: "Out of reach of every dock that may go.", zh: "超出所有可出动机场的范围。")
        case .wrongState:
            Bilingual(en: "Not possible now: {what} is {state}.", zh: "现在不可以：{what} 处于 {state}。")
        case .notAllowed:
            Bilingual(
                en: "{person} may not do this; it takes {role}.",
                zh: "{person} 无权操作，需要 {role}。"
            )
        case .degraded:
            Bilingual(en: "The controller is degraded: {what}.", zh: "控制器降级运行：{what}。")
        case .tableFull:
            Bilingual(
                en: "No room for another {what} (limit {limit}).",
                zh: "{what} 已达上限（{limit}）。"
            )
        case .badRequest:
            Bilingual(en: "The request is wrong: {what}.", zh: "请求有误：{what}。")
        case .outsideDistrict:
            Bilingual(en: "{place} lies outside the district.", zh: "{place} 不在辖区内。")
        case .inNoFly:
            Bilingual(
                en: "{place} lies in {area}: nobody may fly there then.",
                zh: "{place} 位于{area}，届时不得飞行。"
            )
        case .belowSafeHeight:
            Bilingual(
                en: "{height} is below the safe height, {least}.",
                zh: "{height} 低于安全高度 {least}。"
            )
        case .aboveCeiling:
            Bilingual(
                en: "{height} is above the legal ceiling, {most}.",
                zh: "{height} 超过法定限高 {most}。"
            )
        case .dockLost, .dockBusy, .alreadyGoing, .orderPending, .jobBarred:
            Self.dockTexts[self] ?? Bilingual(rawValue)
        case .staleKey:
            Bilingual(
                en: "This Idempotency-Key was used for another request; nothing was sent.",
                zh: "该 Idempotency-Key 已用于其他请求；未发送任何指令。"
            )
        case .reasonMissing, .selfReview, .secondPerson, .neverConfirmed, .exempt,
            .nothingChanged, .plateMalformed, .unknownPicture, .pictureNotSealed, .endPassed,
            .windowTooLong, .namesNothing, .alreadyEnded:
            Self.caseTexts[self] ?? Bilingual(rawValue)
        case .relaySameDock, .relayUnable, .relayTooFar, .relayTaken, .relayHomeFirst,
            .relayOccupied, .relayNoAlternate, .relayNotReceiving, .relayUnlinked, .relayBattery:
            Self.relayTexts[self] ?? Bilingual(rawValue)
        }
    }
}
