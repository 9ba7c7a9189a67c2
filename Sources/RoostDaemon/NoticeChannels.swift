// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Logging
import MQTT
import Notify
import RoostModel

/// Makes the channel of a receiver as it is configured now; a secret is read when it is needed.
struct NoticeChannels: Sendable {
    let site: String
    let secrets: Secrets
    let counters: Counters
    let logger: Logger
    /// Publishes on the site's broker.
    var publish: @Sendable (MQTTMessage) async throws(MQTTError) -> PublishReceipt
    /// The page on which a person acknowledges a notice at a receiver; nil: there is none.
    var link: @Sendable (Notice, ReceiverID) -> String?
    /// Where a blurred copy can be looked at; nil: nowhere.
    var photo: @Sendable (Notice, Notice.EvidenceItem) -> PhotoLink?
    /// Web hooks that were made before.
    private let hooks = HookCache()

    init(
        site: String,
        secrets: Secrets,
        counters: Counters,
        logger: Logger,
        publish: @escaping @Sendable (MQTTMessage) async throws(MQTTError) -> PublishReceipt,
        link: @escaping @Sendable (Notice, ReceiverID) -> String?,
        photo: @escaping @Sendable (Notice, Notice.EvidenceItem) -> PhotoLink?
    ) {
        self.site = site
        self.secrets = secrets
        self.counters = counters
        self.logger = logger
        self.publish = publish
        self.link = link
        self.photo = photo
    }

    /// The channel, or why there is none.
    func channel(
        of receiver: Receiver,
        calendar: DayCalendar?
    ) throws(DeliveryError) -> any NoticeChannel {
        var style = NoticeStyle(
            language: NoticeLanguage(rawValue: receiver.language) ?? .zh,
            plates: receiver.plates == .full ? .full : .masked
        )
        style.calendar = calendar
        style.template = receiver.template
        let (link, id) = (link, receiver.id)
        style.link = { link($0, id) }
        style.photo = photo
        return switch receiver.kind {
        case .log: log(style)
        case .webhook: try webhook(receiver, style)
        case .wecom: try wecom(receiver, style)
        case .dingtalk: try dingtalk(receiver, style)
        case .feishu: try feishu(receiver, style)
        case .slack: try slack(receiver, style)
        case .ntfy: try ntfy(receiver, style)
        case .email: try email(receiver, style)
        case .mqtt: topic(style)
        }
    }

    private func log(_ style: NoticeStyle) -> LogChannel {
        let logger = logger
        return LogChannel(language: style.language) { logger.notice("notice \($0)") }
    }

    private func webhook(
        _ receiver: Receiver,
        _ style: NoticeStyle
    ) throws(DeliveryError) -> Webhook {
        let secret = try secret(of: receiver) ?? ""
        return try hooks.hook(of: receiver, secret: secret) { () throws(DeliveryError) in
            // Programs read times as they are: the calendar is for people.
            var style = style
            style.calendar = nil
            return try Webhook(
                url: receiver.url ?? "",
                secret: secret,
                style: style,
                allowsPrivateAddress: receiver.allowsPrivateAddress
            )
        }
    }

    private func wecom(
        _ receiver: Receiver,
        _ style: NoticeStyle
    ) throws(DeliveryError) -> WeCom {
        try WeCom(
            url: receiver.url ?? WeCom.address,
            secret: try secret(of: receiver) ?? "",
            style: style,
            mentions: receiver.mentions,
            allowsPrivateAddress: receiver.allowsPrivateAddress
        )
    }

    private func dingtalk(
        _ receiver: Receiver,
        _ style: NoticeStyle
    ) throws(DeliveryError) -> DingTalk {
        try DingTalk(
            url: receiver.url ?? DingTalk.address,
            secret: try secret(of: receiver) ?? "",
            style: style,
            keyword: receiver.keyword,
            allowsPrivateAddress: receiver.allowsPrivateAddress
        )
    }

    private func feishu(
        _ receiver: Receiver,
        _ style: NoticeStyle
    ) throws(DeliveryError) -> Feishu {
        try Feishu(
            url: receiver.url ?? Feishu.address,
            secret: try secret(of: receiver) ?? "",
            style: style,
            keyword: receiver.keyword,
            allowsPrivateAddress: receiver.allowsPrivateAddress
        )
    }

    private func slack(
        _ receiver: Receiver,
        _ style: NoticeStyle
    ) throws(DeliveryError) -> Slack {
        try Slack(
            url: receiver.url ?? Slack.address,
            secret: try secret(of: receiver) ?? "",
            style: style,
            allowsPrivateAddress: receiver.allowsPrivateAddress
        )
    }

    private func ntfy(_ receiver: Receiver, _ style: NoticeStyle) throws(DeliveryError) -> Ntfy {
        try Ntfy(
            url: receiver.url ?? "",
            topic: receiver.topic ?? "",
            secret: try secret(of: receiver),
            style: style,
            allowsPrivateAddress: receiver.allowsPrivateAddress
        )
    }

    private func email(
        _ receiver: Receiver,
        _ style: NoticeStyle
    ) throws(DeliveryError) -> Email {
        guard let mail = receiver.mail else { throw .disabled("the receiver has no server") }
        var route = Email.Route(host: mail.host, port: mail.port, from: mail.from, to: mail.to)
        route.user = mail.user
        route.authority = mail.authority
        return Email(
            route: route,
            password: try secret(of: receiver),
            site: site,
            style: style,
            allowsPrivateAddress: receiver.allowsPrivateAddress
        )
    }

    private func topic(_ style: NoticeStyle) -> NoticeTopic {
        let counters = counters
        return NoticeTopic(site: site, style: style, publish: publish) {
            counters.add("notices_unheard")
        }
    }

    /// A file that is put in its place in time still brings the notice out.
    private func secret(of receiver: Receiver) throws(DeliveryError) -> String? {
        do {
            return try receiver.secret.map { try secrets.required($0) }
        } catch {
            throw .transient("\(error)")
        }
    }
}
