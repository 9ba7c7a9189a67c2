// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Hummingbird
import FleetCore
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore

extension Server {
    /// Cases, their review, and notices.
    func addCases(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("cases") { request, context in
            _ = try context.requiredReader()
            let site = door.site()
            let state = request.uri.queryParameters["state"].map(String.init)
            let after = try Server.place(request) { CaseID($0) }
            let found = site.cases.cases.reversed().lazy
                .filter { state == nil || $0.state.rawValue == state }
                .filter { record in after.map { record.id < $0 } ?? true }
            return try answer(
                Server.page(found, id: \.id.description) {
                    CaseResource($0, site: site, seesPlates: context.seesPlates)
                }
            )
        }
        group.get("cases/:id") { _, context in
            _ = try context.requiredReader()
            let id = try Server.id(CaseID.self, context) { CaseID($0) }
            let site = door.site()
            guard let found = site.cases.violation(id) else { throw Refused.notFound }
            var resource = CaseResource(found, site: site, seesPlates: context.seesPlates)
            var query = FactQuery(limit: 200)
            query.violation = id
            resource.events = try door.facts(query).map {
                EventResource($0, calendar: site.configuration?.fleet.calendar)
            }
            return try answer(resource)
        }
        for (verb, make) in Self.reviews {
            group.post("cases/:id/\(verb)") { request, context in
                let person = try context.required(.reviewer)
                let id = try Server.id(CaseID.self, context) { CaseID($0) }
                let review = try await decoded(ReviewRequest.self, from: request, context)
                return try await Server.submit(
                    .cases(make(id, String(review.reason.prefix(500)))),
                    by: person,
                    request,
                    door
                )
            }
        }
        group.get("notices") { request, context in
            _ = try context.requiredReader()
            let isDeadOnly = request.uri.queryParameters["state"] == "dead"
            let site = door.site()
            let after = try Server.place(request) { NoticeID($0) }
            let found = site.cases.notices.reversed().lazy
                .filter { record in
                    !isDeadOnly
                        || record.deliveries.contains { [.dead, .unknown].contains($0.state) }
                }
                .filter { record in after.map { record.notice.id < $0 } ?? true }
            return try answer(
                Server.page(found, id: \.notice.id.description) { NoticeResource($0, site: site) }
            )
        }
        group.post("notices/:id/retry") { request, context in
            let person = try context.required(.reviewer, .duty)
            let id = try Server.id(NoticeID.self, context) { NoticeID($0) }
            return try await Server.submit(.cases(.retry(id)), by: person, request, door)
        }
        group.post("notices/:id/ack") { request, context in
            let person = try context.required(.duty, .reviewer, .dispatcher)
            let id = try Server.id(NoticeID.self, context) { NoticeID($0) }
            let verb = CaseRequest.acknowledge(id, over: .api)
            return try await Server.submit(.cases(verb), by: person, request, door)
        }
    }

    private static var reviews: [(String, @Sendable (CaseID, String) -> CaseRequest)] {
        [
            ("approve", { .approve($0, reason: $1) }),
            ("dismiss", { .dismiss($0, reason: $1) }),
            ("withdraw", { .withdraw($0, reason: $1) }),
        ]
    }
}
