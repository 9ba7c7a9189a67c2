// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import RoostAPI
import RoostModel

extension Server {
    /// Messages that could not be taken: listed, shown, and taken in once more (PIPELINE 1.1).
    func addQuarantine(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("quarantine") { _, context in
            _ = try context.requiredReader()
            return try answer(Page(items: try door.quarantine(500)))
        }
        group.get("quarantine/:id") { _, context in
            // A message may hold plates: who reads it is who may read those, or who sent it.
            let person = try context.required(.reviewer, .duty, .integrator)
            let id = try Server.id(Int.self, context) { Int($0) }
            guard let found = try door.quarantined(id) else { throw Refused.notFound(id) }
            if person.role == .integrator, found.sender != person.name {
                _ = try context.required(.reviewer, .duty)
            }
            return try answer(found)
        }
        group.post("quarantine/:id/retry") { request, context in
            let person = try context.required(.reviewer, .integrator)
            try await decodedNothing(from: request, context)
            let id = try Server.id(Int.self, context) { Int($0) }
            switch try await door.retryQuarantined(id, person) {
            case .taken(let taken): return try answer(taken, status: .accepted)
            case .incomplete:
                throw Refused(
                    409,
                    "incomplete",
                    en: "Only the first 4 KiB are kept: its sender has to send it again.",
                    zh: "仅保留前 4 KiB：须由发送方重新发送。"
                )
            case .notFrames:
                throw Refused(
                    409,
                    "wrong_state",
                    en: "It is no frame-analysis result; a dock says its words again by itself.",
                    zh: "该消息不是帧分析结果；机场会自行重发。"
                )
            case nil: throw Refused.notFound(id)
            }
        }
    }
}
