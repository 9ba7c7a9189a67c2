// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Hummingbird
import RoostAPI
import RoostModel
import SiteCore

extension Server {
    /// Notices and where they went.
    func addNotices(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("notices") { request, context in
            _ = try context.requiredReader()
            let wanted = try Server.value(
                "state",
                of: request,
                { ["dead", "held"].contains($0) ? $0 : nil },
                "dead or held",
                " dead 或 held"
            )
            let site = door.site()
            let limit = try Server.limit(request)
            let after = try Server.place(request) { NoticeID($0) }
            let tries = try NoticeTries(door)
            let found = site.cases.notices.reversed().lazy
                .filter { record in
                    switch wanted {
                    case "dead":
                        record.deliveries.contains { [.dead, .unknown].contains($0.state) }
                    case "held":
                        record.deliveries.contains { $0.isHeld || $0.state == .silenced }
                            || tries.waits(record)
                    default: true
                    }
                }
                .filter { record in after.map { record.notice.id < $0 } ?? true }
            return try answer(
                Server.page(found, limit: limit, id: \.notice.id.description) {
                    NoticeResource($0, site: site, tries)
                }
            )
        }
        group.get("notices/:id") { _, context in
            _ = try context.requiredReader()
            let id = try Server.id(NoticeID.self, context) { NoticeID($0) }
            let site = door.site()
            guard let record = site.cases.notice(id) else { throw Refused.notFound(id) }
            let tries = try NoticeTries(door)
            var resource = NoticeResource(record, site: site, tries)
            let standing = NoticeStanding(record: record, site: site, tries: tries)
            resource.standing = TextResource(standing.text)
            return try answer(resource)
        }
        group.post("notices/:id/retry") { request, context in
            let person = try context.required(.reviewer, .duty)
            try await decodedNothing(from: request, context)
            let id = try Server.id(NoticeID.self, context) { NoticeID($0) }
            let receipt = try await Server.submit(.cases(.retry(id)), by: person, request, door)
            try door.hurry(id)
            return receipt
        }
        group.post("notices/:id/ack") { request, context in
            let person = try context.required(.duty, .reviewer, .dispatcher)
            try await decodedNothing(from: request, context)
            let id = try Server.id(NoticeID.self, context) { NoticeID($0) }
            let verb = CaseRequest.acknowledge(id, over: .api)
            return try await Server.submit(.cases(verb), by: person, request, door)
        }
    }
}
