// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// One message on its way into our words; the `Decode+…` files each add a kind of topic.
struct Translation {
    let topic: Topic
    /// Of telemetry the envelope alone, of everything else the whole message.
    let message: Message
    /// Of telemetry its data; nil: there is none, or the message has it.
    let data: JSONView?
    let owner: DockRegistry.Owner
    let receivedAt: Timestamp
    let grid: LocalGrid?
    let binding: BindingKey?
    var reader = MemberReader()

    mutating func content() throws(DJICloudError) -> Decoded.Content {
        switch topic.kind {
        case .osd, .state: .report(try properties())
        case .status: .report(try status())
        case .events: .report(try event())
        case .requests: .report(try request())
        case .servicesReply: .answer(try serviceAnswer())
        case .propertySetReply: .answer(try propertyAnswer())
        case .drcUp: try live()
        case .statusReply, .stateReply, .services, .eventsReply, .requestsReply, .propertySet,
            .drcDown:
            throw .notFromDevice(topic.kind)
        }
    }

    func report(_ said: Said, replyTo: ReplyAddress? = nil) -> DockReport {
        DockReport(
            dock: owner.dock,
            receivedAt: receivedAt,
            deviceTime: deviceTime,
            said: said,
            replyTo: replyTo
        )
    }

    /// The device's clock, when it lies between the years 1970 and 9999.
    private var deviceTime: Timestamp? {
        message.timestamp.flatMap { (.epoch ... .never).contains($0) ? $0 : nil }
    }

    /// Where the answer goes; nil when the message has no `tid` to answer by.
    func address(_ channel: ReplyAddress.Channel) -> ReplyAddress? {
        message.tid.map { tid in
            ReplyAddress(
                channel: channel,
                serial: topic.serial,
                tid: tid,
                bid: message.bid ?? tid,
                method: message.method
            )
        }
    }

    func method() throws(DJICloudError) -> String {
        guard let method = message.method else { throw .missing(path: "$.method") }
        return method
    }
}
