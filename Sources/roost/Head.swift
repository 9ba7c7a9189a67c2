// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The head of a column; one word for one thing on every listing.
enum Head: String {
    case dock = "DOCK"
    case docks = "DOCKS"
    case model = "MODEL"
    case link = "LINK"
    case age = "AGE"
    case battery = "BATTERY"
    case wind = "WIND"
    case sortie = "SORTIE"
    case ready = "READY"
    case violation = "CASE"
    case state = "STATE"
    case rule = "RULE"
    case plate = "PLATE"
    case first = "FIRST"
    case last = "LAST"
    case pictures = "PICTURES"
    case notice = "NOTICE"
    case issued = "ISSUED"
    case receiver = "RECEIVER"
    case detail = "DETAIL"
    case exemption = "EXEMPTION"
    case kind = "KIND"
    case place = "WHERE"
    case until = "UNTIL"
    case by = "BY"
    case violations = "CASES"
    case reason = "REASON"
    case firmware = "FIRMWARE"
    case seen = "SEEN"
    case what = "WHAT"
    case thereIn = "THERE IN"
    case against = "AGAINST IT"
    case demand = "DEMAND"
    case number = "NO."
    case now = "NOW"
    case route = "ROUTE"
    case why = "WHY"
    case start = "START"
    case back = "BACK"
    case band = "BAND"
    case speed = "SPEED"
    case radius = "RADIUS"
    case received = "RECEIVED"
    case times = "TIMES"
    case sha256 = "SHA-256"
    case topic = "TOPIC"
    case silence = "SILENCE"
    case of = "OF"
    case then = "THEN"
    case kept = "KEPT"
    case mission = "MISSION"
    case since = "SINCE"
    case percent = "%"
    case name = "NAME"
    case role = "ROLE"
    case preservation = "PRESERVATION"
    case opened = "OPENED"
    case blank = ""

    /// Whether its cells are words, which may be cut where a table is too wide.
    var isWordy: Bool {
        switch self {
        case .model, .rule, .notice, .detail, .place, .by, .reason, .what, .against, .demand,
            .band, .topic, .of, .then, .role, .name, .receiver, .why:
            true
        case .dock, .docks, .link, .age, .battery, .wind, .sortie, .ready, .violation, .state,
            .plate,
            .first, .last, .pictures, .issued, .exemption, .kind, .until, .violations, .firmware,
            .seen, .thereIn, .number, .now, .route, .start, .back, .speed, .radius, .received,
            .times, .sha256, .silence, .kept, .mission, .since, .percent, .preservation, .opened,
            .blank:
            false
        }
    }

    /// The same in Chinese.
    var chinese: String {
        switch self {
        case .dock, .docks: "机场"
        case .model: "型号"
        case .link: "连接"
        case .age: "距今"
        case .battery: "电量"
        case .wind: "风速"
        case .sortie: "架次"
        case .ready: "可起飞"
        case .violation: "案件"
        case .state: "状态"
        case .rule: "规则"
        case .plate: "号牌"
        case .first: "最初"
        case .last: "最近"
        case .pictures: "照片"
        case .notice: "通知"
        case .issued: "签发"
        case .receiver: "接收方"
        case .detail: "说明"
        case .exemption: "豁免"
        case .kind: "类别"
        case .place: "范围"
        case .until: "截止"
        case .by: "来自"
        case .violations: "案件数"
        case .reason: "原因"
        case .firmware: "固件"
        case .seen: "次数"
        case .what: "内容"
        case .thereIn: "到达用时"
        case .against: "不利因素"
        case .demand: "需求"
        case .number: "序号"
        case .now: "现在"
        case .route: "航线"
        case .why: "原因"
        case .start: "开始"
        case .back: "返舱"
        case .band: "时段"
        case .speed: "速度"
        case .radius: "半径"
        case .received: "收到"
        case .times: "次数"
        case .sha256: "SHA-256"
        case .topic: "主题"
        case .silence: "静默"
        case .of: "对象"
        case .then: "之后"
        case .kept: "压下"
        case .mission: "任务"
        case .since: "自"
        case .percent: "%"
        case .name: "姓名"
        case .role: "角色"
        case .preservation: "保全"
        case .opened: "调阅时间"
        case .blank: ""
        }
    }
}
