// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Hummingbird
import RoostAPI
import RoostModel
import SiteCore

extension Server {
    /// What is no violation for a time (FEATURES E11).
    func addExemptions(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("exemptions") { request, context in
            _ = try context.requiredReader()
            let site = door.site()
            let limit = try Server.limit(request)
            let after = try Server.place(request) { ExemptionID($0) }
            let found = site.cases.exemptions.reversed().lazy
                .filter { one in after.map { one.id < $0 } ?? true }
            return try answer(
                Server.page(found, limit: limit, id: \.id.description) {
                    ExemptionResource($0, site: site, seesPlates: context.seesPlates)
                }
            )
        }
        group.post("exemptions") { request, context in
            let person = try context.required(.reviewer)
            let wish = try await decoded(ExemptionRequest.self, from: request, context)
            let terms = try Exemption.Terms(wish, in: door.site(), at: door.now())
            return try await Server.submit(.cases(.exempt(terms)), by: person, request, door)
        }
        group.post("exemptions/:id/expire") { request, context in
            let person = try context.required(.reviewer)
            try await decodedNothing(from: request, context)
            let id = try Server.id(ExemptionID.self, context) { ExemptionID($0) }
            let verb = CaseRequest.endExemption(id)
            return try await Server.submit(.cases(verb), by: person, request, door)
        }
    }
}

extension Exemption.Terms {
    /// A person's wish in the case book's words.
    fileprivate init(_ wish: ExemptionRequest, in site: Site, at now: Timestamp) throws {
        guard let kind = Exemption.Kind(rawValue: wish.kind ?? "other") else {
            let words = Exemption.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refused(400, "bad_request", en: "kind takes \(words).", zh: "kind 可为 \(words)。")
        }
        let (from, until) = try wish.window.span(at: now)
        self.init(
            kind: kind,
            from: from,
            until: until,
            reason: String(wish.reason.trimmed.prefix(500))
        )
        plate = wish.plate.map { String($0.prefix(32)) }
        scope = try wish.window.scope(in: site)
        let known = site.configuration?.cases.rules.map(\.id) ?? []
        rules = try (wish.rules ?? []).map { word in
            guard known.contains(RuleID(word)) else {
                throw Refused(
                    400,
                    "bad_request",
                    en: "There is no rule \(word).",
                    zh: "没有规则 \(word)。"
                )
            }
            return RuleID(word)
        }
    }
}

extension ExemptionResource {
    /// An exemption as the API shows it.
    init(_ item: Exemption, site: Site, seesPlates: Bool) {
        let calendar = site.configuration?.fleet.calendar
        self.init(
            id: item.id.description,
            kind: item.terms.kind.rawValue,
            from: item.terms.from.text(in: calendar),
            until: item.end.text(in: calendar),
            reason: item.terms.reason
        )
        plate = item.terms.plate.map { seesPlates ? $0 : masked($0) }
        scope = item.terms.scope.map { ScopeResource($0, grid: site.configuration?.grid) }
        rules = item.terms.rules.isEmpty ? nil : item.terms.rules.map(\.text)
        isInForce = item.terms.from <= site.now && site.now < item.end
        author = item.author
        endedBy = item.endedBy
        cases = item.cases
    }
}
