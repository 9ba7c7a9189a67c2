// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost cases`.
struct Cases: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Cases: open ones and those closed lately.",
        discussion: "Example: roost cases --review"
    )

    @Flag(help: "Only those that wait for a decision.") var review = false
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let path = review ? "/v1/cases?state=in_review" : "/v1/cases"
        let items = try await client.all(path, of: CaseResource.self)
        if connection.json { return try printPage(items) }
        var table = Columns(
            connection,
            .violation,
            .state,
            .rule,
            .plate,
            .first,
            .last,
            .pictures,
            .detail
        )
        for item in items {
            table.add(
                item.id,
                connection.text(item.stateText),
                item.rule,
                item.plate ?? "-",
                clock(item.firstSeen),
                clock(item.lastSeen),
                "\(item.evidence.count { $0.isSealed })",
                item.notice ?? item.reason.map { connection.text($0) } ?? "-"
            )
        }
        table.print()
    }
}

/// The command `roost case C-7`.
struct Case: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One case with its evidence; decide, correct or reopen it, take its notice back.",
        discussion: """
            Examples:
              roost case C-7
              roost case C-7 approve --reason "two pictures, plate agreed"
              roost case C-7 dismiss --reason "loading, permitted"
              roost case C-7 edit --plate 粤B8K2Q1 --reason "read from the close picture"
              roost case C-7 edit --picture 3f9a01c2 --picture 77be0d14 --reason "sharp"
              roost case C-7 reopen --reason "the permit was for another street"
              roost case C-7 withdraw --reason "the permit was found"
            Who changed a case, or sent the frames it rests on, does not decide it alone.
            """
    )

    enum Verb: String, ExpressibleByArgument, CaseIterable {
        case show, approve, dismiss, edit, reopen, withdraw
    }

    @Argument(help: "The case.") var id: String
    @Argument(help: "show, approve, dismiss, edit, reopen or withdraw.") var verb: Verb = .show
    @Option(help: "Why; needed for every verb but show.") var reason: String?
    @Option(help: "edit: the plate as you read it; empty: none.") var plate: String?
    @Option(help: "edit: the notice's text; empty: roost's own again.") var text: String?
    @Option(help: "edit: a picture to send, by its SHA-256 or the first 8 digits; may be repeated.")
    var picture: [String] = []
    @Flag(help: "edit: send all pictures again.") var allPictures = false
    @OptionGroup var connection: Connection

    func validate() throws {
        guard verb == .show || reason != nil else {
            throw ValidationError("a decision needs --reason")
        }
        let isEdit = plate != nil || text != nil || !picture.isEmpty || allPictures
        guard !isEdit || verb == .edit else {
            throw ValidationError("--plate, --text and --picture belong to edit")
        }
        guard picture.isEmpty || !allPictures else {
            throw ValidationError("say --picture or --all-pictures")
        }
    }

    private var change: CaseEditRequest {
        var change = CaseEditRequest(reason: reason ?? "")
        change.plate = plate
        change.text = text
        change.pictures = picture.isEmpty && !allPictures ? nil : picture
        return change
    }

    func run() async throws {
        let client = Client(connection: connection)
        guard verb == .show else {
            let path = "/v1/cases/\(id)/\(verb.rawValue)"
            let receipt =
                verb == .edit
                ? try await client.post(path, change, as: Receipt.self)
                : try await client.post(
                    path,
                    ReviewRequest(reason: reason ?? ""),
                    as: Receipt.self
                )
            return try connection.show(receipt)
        }
        if connection.json { return printJSON(try await client.bytes("/v1/cases/\(id)")) }
        let item = try await client.get("/v1/cases/\(id)", as: CaseResource.self)
        show(item)
        printReview(of: item)
        for role in item.gaps ?? [] { connection.row("missing", "缺少", connection.word(role)) }
        for objection in item.inadmissible ?? [] {
            connection.row("missing", "缺少", connection.text(objection))
        }
        if let notice = item.notice { connection.row("notice", "通知", notice) }
        if let at = item.deletedAt { connection.row("deleted", "删除", at) }
        for id in item.preservedBy ?? [] { connection.row("preserved", "保全", id) }
        for event in item.events { print(connection.line(event)) }
    }

    private func show(_ item: CaseResource) {
        let state = connection.text(item.stateText)
        print(
            connection.words(
                "\(item.id)  \(state)  rule \(item.rule)  zone \(item.zone)  \(item.label)",
                "\(item.id)  \(state)  规则 \(item.rule)  区域 \(item.zone)  \(item.label)"
            )
        )
        connection.row("plate", "号牌", item.plate ?? "-")
        connection.row("place", "位置", item.place.text)
        let (first, last) = (clock(item.firstSeen), clock(item.lastSeen))
        connection.row(
            "seen",
            "发现",
            connection.words(
                "\(first) to \(last), \(item.sightings) sightings",
                "\(first) 至 \(last)，共 \(item.sightings) 次"
            )
        )
        if let reason = item.reason {
            connection.row("why", "原因", connection.text(reason))
        }
        for picture in item.evidence {
            let seal = connection.words(
                picture.isSealed ? "sealed" : "not sealed yet",
                picture.isSealed ? "已封存" : "尚未封存"
            )
            let sent = picture.isSent == false ? connection.words("  not sent", "  不发送") : ""
            connection.row(
                "evidence",
                "证据",
                "\(picture.sha256.prefix(16))…  \(connection.word(picture.role))  "
                    + "\(clock(picture.takenAt))  \(seal)\(sent)"
            )
        }
    }

    private func printReview(of item: CaseResource) {
        if let text = item.text { connection.row("text", "正文", text) }
        if let due = item.reviewDueAt {
            let review = connection.word(item.review ?? "human")
            connection.row(
                "review",
                "审核",
                connection.words("\(review), due \(clock(due))", "\(review)，期限 \(clock(due))")
            )
        }
        if let exemption = item.exemption { connection.row("exempt", "豁免", exemption) }
        for one in item.approvals ?? [] {
            connection.row("approved", "同意", "\(one.by) \(clock(one.at)): \(one.reason)")
        }
        for one in item.edits ?? [] {
            let what = (one.changed ?? []).map { connection.word($0) }.joined(separator: ", ")
            connection.row("edited", "修改", "\(one.by) \(clock(one.at)), \(what): \(one.reason)")
        }
    }
}

/// The command `roost notices`.
struct Notices: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Notices and where they went.",
        discussion: "Examples: roost notices --dead; roost notices --held"
    )

    @Flag(help: "Only those that could not be delivered, or of unknown outcome.") var dead = false
    @Flag(help: "Only those that wait, or that a mute, a silence or another case keeps back.")
    var held = false
    @OptionGroup var connection: Connection

    func validate() throws {
        guard !dead || !held else { throw ValidationError("say --dead or --held") }
    }

    func run() async throws {
        let client = Client(connection: connection)
        let path =
            "/v1/notices" + (dead ? "?state=dead" : held ? "?state=held" : "")
        let items = try await client.all(path, of: NoticeResource.self)
        if connection.json { return try printPage(items) }
        var table = Columns(
            connection,
            .notice,
            .violation,
            .rule,
            .issued,
            .receiver,
            .state,
            .detail
        )
        for notice in items {
            for delivery in notice.deliveries {
                table.add(
                    notice.id,
                    notice.violation,
                    notice.rule,
                    moment(notice.issuedAt),
                    delivery.receiver,
                    connection.word(
                        notice.status == "withdrawn" ? "withdrawn" : delivery.state
                    ),
                    connection.detail(of: delivery, notice)
                )
            }
        }
        table.print()
    }
}

extension Connection {
    /// Why a delivery stands as it does: tries, what holds it, how long it took, what of it is told again.
    func detail(of delivery: DeliveryResource, _ notice: NoticeResource) -> String {
        var parts: [String?] = []
        if notice.status == "withdrawn" { parts.append(withdrawal(delivery)) }
        parts.append(delivery.escalation.map { words("escalation \($0)", "第 \($0) 级升级") })
        parts.append(delivery.reminder.map { words("reminder \($0)", "第 \($0) 次提醒") })
        // What kept a notice back that was withdrawn then is not why it did not leave.
        parts.append(delivery.state == "not_sent" ? nil : delivery.reason)
        parts.append(delivery.latencyS.map { words("after \($0) s", "用时 \($0) s") })
        parts.append(
            delivery.heldUntil.map { words("until \(clock($0))", "至 \(clock($0))") }
        )
        parts.append(
            delivery.attempts.map { count in
                let next = delivery.nextTryAt.map { clock($0) } ?? words("due", "即将")
                let error = delivery.lastError ?? "?"
                return words(
                    "tried \(count)x, next \(next), last: \(error)",
                    "已试 \(count) 次，下次 \(next)，最近：\(error)"
                )
            }
        )
        parts.append(
            notice.acknowledgedBy.map { words("acknowledged by \($0)", "\($0) 已确认") }
        )
        return parts.compactMap(\.self).joined(separator: " ")
    }

    /// How far a withdrawal came at one receiver.
    private func withdrawal(_ delivery: DeliveryResource) -> String {
        switch delivery.state {
        case "delivered": words("the receiver was told", "已告知接收方")
        case "not_sent": words("before it left", "发出前撤回")
        case "queued": words("the receiver is being told", "正在告知接收方")
        default: words("telling the receiver: ", "告知接收方：") + word(delivery.state)
        }
    }
}

/// The command `roost notice N-42 retry|ack`.
struct Notice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "How one notice stands at each receiver; try what waits now, or acknowledge.",
        discussion: """
            Examples:
              roost notice N-42
              roost notice N-42 retry
              roost notice N-42 ack
            retry has what waits for its next try tried now, and sends what is dead or of unknown outcome once
            more with the same id.
            """
    )

    enum Verb: String, ExpressibleByArgument, CaseIterable { case show, retry, ack }

    @Argument(help: "The notice.") var id: String
    @Argument(help: "show, retry or ack.") var verb: Verb = .show
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        guard verb != .show else {
            if connection.json { return printJSON(try await client.bytes("/v1/notices/\(id)")) }
            let notice = try await client.get("/v1/notices/\(id)", as: NoticeResource.self)
            if let standing = notice.standing { print(connection.text(standing)) }
            connection.row("issued", "签发", moment(notice.issuedAt))
            for delivery in notice.deliveries {
                let state = connection.word(delivery.state)
                let detail = connection.detail(of: delivery, notice)
                connection.row("receiver", "接收方", "\(delivery.receiver) \(state) \(detail)")
            }
            return
        }
        let receipt = try await client.post(
            "/v1/notices/\(id)/\(verb.rawValue)",
            ScopeRequest(),
            as: Receipt.self
        )
        try connection.show(receipt)
    }
}
