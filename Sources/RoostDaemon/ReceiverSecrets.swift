// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Logging
import MQTT
import Notify
import RoostModel

/// Whether each receiver's secret and template are there and well formed, looked at before a notice needs it.
struct ReceiverSecrets: Sendable {
    private let channels: NoticeChannels

    /// Looks at the secrets of a data folder.
    ///
    /// Each channel is made as for a notice, and sends none: what it would refuse then is told now.
    init(secrets: Secrets) {
        channels = NoticeChannels(
            site: "",
            secrets: secrets,
            counters: Counters(),
            logger: Logger(label: "receivers"),
            publish: { _ throws(MQTTError) in throw .stopped },
            link: { _, _ in nil },
            photo: { _, _ in nil }
        )
    }

    /// What is wrong, a line for each receiver; its notices wait until it is put right.
    func faults(of receivers: [Receiver]) -> [Bilingual] {
        receivers.compactMap { receiver in
            fault(of: receiver).map { fault in
                Bilingual(
                    en: "receiver \(receiver.id): \(fault); its notices wait for that",
                    zh: "接收方 \(receiver.id)：\(fault)；修正前其通知将等待"
                )
            }
        }
    }

    private func fault(of receiver: Receiver) -> String? {
        do {
            if let template = receiver.template {
                _ = try NoticeTemplate(template, language: .zh)
            }
            _ = try channels.channel(of: receiver, calendar: nil)
            return nil
        } catch {
            return "\(error)"
        }
    }
}
