// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import MQTT
public import RoostModel

/// Subscribers of the site's broker: `roost/v1/notices/<site>/<domain>/<severity>`, CloudEvents in
/// structured form (RECEIVERS § 9); the id stands in the payload.
public struct NoticeTopic: NoticeChannel {
    /// How long the broker keeps a notice for a subscriber that is away (RECEIVERS § 9).
    static let expiry = Duration.seconds(86_400)

    private let site: String
    private let style: NoticeStyle
    private let publish: @Sendable (MQTTMessage) async throws(MQTTError) -> PublishReceipt
    private let unheard: @Sendable () -> Void

    /// Subscribers of a site's broker; `unheard` is called when the broker says that there are none.
    public init(
        site: String,
        style: NoticeStyle,
        publish: @escaping @Sendable (MQTTMessage) async throws(MQTTError) -> PublishReceipt,
        unheard: @escaping @Sendable () -> Void
    ) {
        self.site = site
        self.style = style
        self.publish = publish
        self.unheard = unheard
    }

    /// The event's id is that of the delivery's notice and revision.
    public var isIdempotent: Bool { true }

    /// Programs read one notice at a time.
    public var gathers: Bool { false }

    /// Publishes the notice once; the broker's acknowledgement is the delivery.
    public func send(
        _ notice: Notice,
        with others: [Notice],
        id: DeliveryID
    ) async throws(DeliveryError) {
        var message = MQTTMessage(
            topic: "roost/v1/notices/\(site)/\(notice.domain)/\(notice.severity.rawValue)",
            payload: try CloudNotice.event(notice, id: id, site: site, style: style),
            expiry: Self.expiry
        )
        message.contentType = "application/cloudevents+json"
        message.userProperties = [.init(name: "notice-id", value: "ntc_\(notice.wire)")]
        do throws(MQTTError) {
            if try await publish(message) == .nobodySubscribed { unheard() }
        } catch {
            throw Self.judge(error)
        }
    }

    /// What the broker's no means (RECEIVERS § 9): not authorised and an invalid topic disable.
    static func judge(_ error: MQTTError) -> DeliveryError {
        switch error {
        case .refused(let reason) where reason.code == 0x87 || reason.code == 0x90:
            .disabled("\(error)")
        case .refused(let reason) where reason.code == 0x97: .transient("\(error)")
        case .refused, .invalidMessage, .invalidConfiguration: .permanent("\(error)")
        // Subscribers know the id: what may have left may leave again.
        case .notConnected, .delayed, .expired, .withdrawn, .outboxFull, .stopped, .cancelled,
            .unconfirmed, .system:
            .transient("\(error)")
        }
    }
}

/// A notice as CloudEvents 1.0 in structured form (FRAMES § 5).
struct CloudNotice: Encodable {
    var specversion = "1.0"
    var id: String
    var source: String
    var type: String
    var subject: String
    var time: String
    var datacontenttype = "application/json"
    var dataschema = "urn:roost:schema:notice:1"
    var data: NoticeBody

    static func event(
        _ notice: Notice,
        id: DeliveryID,
        site: String,
        style: NoticeStyle
    ) throws(DeliveryError) -> [UInt8] {
        let event = CloudNotice(
            id: "ntc_\(notice.wire)_r\(notice.revision)\(id.mark)",
            source: "/roost/\(site)",
            type: id.escalation == nil
                ? NoticeBody.type(of: notice.status) : NoticeBody.escalated,
            subject: "\(notice.violationWire)",
            time: notice.issuedAt.description,
            data: NoticeBody(notice, style: style)
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(event))
        } catch {
            throw .permanent("the notice cannot be written as JSON")
        }
    }
}
