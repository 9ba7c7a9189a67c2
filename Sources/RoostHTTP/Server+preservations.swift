// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Hummingbird
import RoostAPI
import RoostModel
import SiteCore

extension Server {
    /// Cases that are not deleted while a person's word stands (PIPELINE § 10, legal hold).
    func addPreservations(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("preservations") { request, context in
            _ = try context.requiredReader()
            let site = door.site()
            let limit = try Server.limit(request)
            let after = try Server.place(request) { PreservationID($0) }
            let found = site.cases.preservations.reversed().lazy
                .filter { one in after.map { one.id < $0 } ?? true }
            return try answer(
                Server.page(found, limit: limit, id: \.id.description) {
                    PreservationResource($0, site: site)
                }
            )
        }
        group.post("preservations") { request, context in
            let person = try context.required(.reviewer, .auditor)
            let wish = try await decoded(PreservationRequest.self, from: request, context)
            guard let id = CaseID(wish.violation) else { throw Refused.notFound(wish.violation) }
            var window = WindowRequest()
            (window.until, window.forS) = (wish.until, wish.forS)
            let isOpen = wish.until == nil && wish.forS == nil
            let until = isOpen ? nil : try window.span(at: door.now()).until
            let verb = CaseRequest.preserve(
                id,
                until: until,
                reason: String(wish.reason.trimmed.prefix(500))
            )
            return try await Server.submit(.cases(verb), by: person, request, door)
        }
        group.post("preservations/:id/end") { request, context in
            let person = try context.required(.reviewer, .auditor)
            let id = try Server.id(PreservationID.self, context) { PreservationID($0) }
            let wish = try await decoded(ReviewRequest.self, from: request, context)
            let reason = String(wish.reason.trimmed.prefix(500))
            let verb = CaseRequest.endPreservation(id, reason: reason)
            return try await Server.submit(.cases(verb), by: person, request, door)
        }
    }
}

extension PreservationResource {
    /// A preservation as the API shows it.
    fileprivate init(_ item: Preservation, site: Site) {
        let calendar = site.configuration?.fleet.calendar
        self.init(
            id: item.id.description,
            violation: item.violation.description,
            author: item.author,
            addedAt: item.addedAt.text(in: calendar),
            reason: item.reason
        )
        until = item.until?.text(in: calendar)
        isInForce = item.isInForce
        endedAt = item.endedAt?.text(in: calendar)
        endedBy = item.endedBy
        endReason = item.endReason
    }
}
