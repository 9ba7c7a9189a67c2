// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel

/// A receiver that has refused its notices, or was not reached, for a while.
struct ReceiverTrouble: Equatable {
    /// A notice that waits longer in the outbox is told of.
    static let patience = TimeSpan.minutes(5)

    /// The receiver.
    var receiver: ReceiverID
    /// Its notices that wait in the outbox.
    var waiting: Int
    /// What is the matter, for people.
    var text: Bilingual

    /// Every receiver that a person must look at, in the configuration's order.
    static func all(
        _ cases: CaseBook,
        _ configuration: CaseConfiguration?,
        _ tries: NoticeTries,
        resting: [ReceiverID],
        at now: Timestamp
    ) -> [Self] {
        let queues = queues(cases)
        let disabled = cases.receiversDisabled
        let calendar = configuration?.calendar
        return (configuration?.receivers ?? []).compactMap { receiver in
            if let gone = disabled.first(where: { $0.receiver == receiver.id }) {
                return ReceiverTrouble(receiver: receiver.id, gone: gone.reason.bilingual)
            }
            let rests = resting.contains(receiver.id)
            guard let queue = queues[receiver.id], rests || now - queue.since >= patience else {
                return nil
            }
            let tried = tries.of(queue.notice, at: receiver.id)
            let text = queue.text(receiver.id, tried, rests: rests, calendar)
            return ReceiverTrouble(receiver: receiver.id, waiting: queue.count, text: text)
        }
    }

    /// What waits in the outbox for a receiver.
    private struct Queue {
        var count: Int
        /// The notice that waits longest, and since when.
        var notice: NoticeID
        var since: Timestamp

        func text(
            _ receiver: ReceiverID,
            _ tried: NoticeTries.Tries?,
            rests: Bool,
            _ calendar: DayCalendar?
        ) -> Bilingual {
            let clock = since.clock(in: calendar)
            var text = Bilingual(
                en: "receiver \(receiver): notices that wait: \(count), \(notice) since \(clock)",
                zh: "接收方 \(receiver)：\(count) 件通知等待发送，\(notice) 自 \(clock)"
            )
            if let tried {
                let why = tried.trouble ?? "?"
                text.en += "; tried \(tried.count) times, last: \(why)"
                text.zh += "；已尝试 \(tried.count) 次，最近：\(why)"
            }
            if rests {
                text.en += "; it does not answer and is tried once a minute"
                text.zh += "；接收方无应答，每分钟尝试一次"
            }
            return text
        }
    }

    private static func queues(_ cases: CaseBook) -> [ReceiverID: Queue] {
        var queues: [ReceiverID: Queue] = [:]
        for record in cases.notices {
            for delivery in record.deliveries where delivery.state == .queued {
                let (notice, since) = (record.notice.id, delivery.queuedAt)
                var queue =
                    queues[delivery.receiver] ?? Queue(count: 0, notice: notice, since: since)
                queue.count += 1
                if since < queue.since { (queue.notice, queue.since) = (notice, since) }
                queues[delivery.receiver] = queue
            }
        }
        return queues
    }

    private init(receiver: ReceiverID, waiting: Int, text: Bilingual) {
        (self.receiver, self.waiting, self.text) = (receiver, waiting, text)
    }

    /// One that said it is gone.
    private init(receiver: ReceiverID, gone reason: Bilingual) {
        self.init(
            receiver: receiver,
            waiting: 0,
            text: Bilingual(
                en:
                    "receiver \(receiver) takes nothing: \(reason.en); its notices are dead letters "
                    + "until its entry is changed or one is sent by hand",
                zh: "接收方 \(receiver) 拒收：\(reason.zh)；更改配置或人工重发前，其通知不再发送"
            )
        )
    }
}
