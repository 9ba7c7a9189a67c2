// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Notify
import RoostModel

/// Whether each receiver's secret and template are there and well formed, looked at before a notice needs it.
struct ReceiverSecrets: Sendable {
    let secrets: Secrets

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
            guard let name = receiver.secret else { return nil }
            let value = try secrets.required(name)
            guard receiver.kind == .webhook else { return nil }
            _ = try Webhook.keys(of: value)
            return nil
        } catch {
            return "\(error)"
        }
    }
}
