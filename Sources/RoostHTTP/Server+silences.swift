// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Hummingbird
import RoostAPI
import RoostModel
import SiteCore

extension Server {
    /// What is not told for a time (PIPELINE § 7).
    func addSilences(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("silences") { request, context in
            _ = try context.requiredReader()
            let site = door.site()
            let limit = try Server.limit(request)
            let after = try Server.place(request) { SilenceID($0) }
            let found = site.cases.silences.reversed().lazy
                .filter { one in after.map { one.id < $0 } ?? true }
            return try answer(
                Server.page(found, limit: limit, id: \.id.description) {
                    SilenceResource($0, site: site)
                }
            )
        }
        group.post("silences") { request, context in
            let person = try context.required(.reviewer, .duty)
            let wish = try await decoded(SilenceRequest.self, from: request, context)
            let terms = try Silence.Terms(wish, in: door.site(), at: door.now())
            return try await Server.submit(.cases(.silence(terms)), by: person, request, door)
        }
        group.post("silences/:id/expire") { request, context in
            let person = try context.required(.reviewer, .duty)
            try await decodedNothing(from: request, context)
            let id = try Server.id(SilenceID.self, context) { SilenceID($0) }
            let verb = CaseRequest.endSilence(id)
            return try await Server.submit(.cases(verb), by: person, request, door)
        }
    }
}

extension Silence.Terms {
    /// A person's wish in the case book's words.
    fileprivate init(_ wish: SilenceRequest, in site: Site, at now: Timestamp) throws {
        let cases = site.configuration?.cases
        let (from, until) = try wish.window.span(at: now)
        self.init(
            from: from,
            until: until,
            reason: String(wish.reason.trimmed.prefix(500)),
            deliversAfter: wish.deliverAfter ?? false
        )
        scope = try wish.window.scope(in: site)
        rule = try Self.known(wish.rule, among: cases?.rules.map(\.id.text), "rule", "规则")
            .map { RuleID($0) }
        receiver = try Self.known(
            wish.receiver,
            among: cases?.receivers.map(\.id.text),
            "receiver",
            "接收方"
        ).map { ReceiverID($0) }
        let severities = Severity.allCases.map(\.rawValue)
        severity = try Self.known(wish.severity, among: severities, "severity", "级别")
            .flatMap { Severity(rawValue: $0) }
    }

    private static func known(
        _ word: String?,
        among words: [String]?,
        _ en: String,
        _ zh: String
    ) throws -> String? {
        guard let word else { return nil }
        guard words?.contains(word) == true else {
            throw Refused(
                400,
                "bad_request",
                en: "There is no \(en) \(word).",
                zh: "没有\(zh) \(word)。"
            )
        }
        return word
    }
}

extension SilenceResource {
    /// A silence as the API shows it.
    fileprivate init(_ item: Silence, site: Site) {
        let calendar = site.configuration?.fleet.calendar
        self.init(
            id: item.id.description,
            from: item.terms.from.text(in: calendar),
            until: item.end.text(in: calendar),
            reason: item.terms.reason,
            author: item.author
        )
        rule = item.terms.rule?.text
        severity = item.terms.severity?.rawValue
        receiver = item.terms.receiver?.text
        scope = item.terms.scope.map { ScopeResource($0, grid: site.configuration?.grid) }
        isInForce = item.terms.from <= site.now && site.now < item.end
        deliversAfter = item.terms.deliversAfter
        kept = item.kept
        endedBy = item.endedBy
    }
}
