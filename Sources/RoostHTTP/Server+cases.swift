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
    /// Cases and their review.
    func addCases(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("cases") { request, context in
            _ = try context.requiredReader()
            let site = door.site()
            let words = Case.State.allCases.map(\.rawValue).joined(separator: ", ")
            let state = try Server.value(
                "state",
                of: request,
                { Case.State(rawValue: $0) },
                "one of \(words)",
                " \(words) 之一"
            )
            let limit = try Server.limit(request)
            let after = try Server.place(request) { CaseID($0) }
            let found = site.cases.cases.reversed().lazy
                .filter { state == nil || $0.state == state }
                .filter { record in after.map { record.id < $0 } ?? true }
            return try answer(
                Server.page(found, limit: limit, id: \.id.description) {
                    CaseResource($0, site: site, seesPlates: context.seesPlates)
                }
            )
        }
        group.get("cases/:id") { _, context in
            _ = try context.requiredReader()
            let id = try Server.id(CaseID.self, context) { CaseID($0) }
            let site = door.site()
            guard let found = site.cases.violation(id) else { throw Refused.notFound(id) }
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
        group.post("cases/:id/edit") { request, context in
            let person = try context.required(.reviewer)
            let id = try Server.id(CaseID.self, context) { CaseID($0) }
            let wish = try await decoded(CaseEditRequest.self, from: request, context)
            var change = CaseChange()
            change.plate = wish.plate.map { String($0.prefix(32)) }
            change.text = wish.text.map { String($0.trimmed.prefix(1000)) }
            change.pictures = wish.pictures.map { $0.prefix(12).map { $0.lowercased() } }
            let reason = String(wish.reason.prefix(500))
            let verb = CaseRequest.edit(id, change, reason: reason)
            return try await Server.submit(.cases(verb), by: person, request, door)
        }
    }

    private static var reviews: [(String, @Sendable (CaseID, String) -> CaseRequest)] {
        [
            ("approve", { .approve($0, reason: $1) }),
            ("dismiss", { .dismiss($0, reason: $1) }),
            ("withdraw", { .withdraw($0, reason: $1) }),
            ("reopen", { .reopen($0, reason: $1) }),
        ]
    }
}
