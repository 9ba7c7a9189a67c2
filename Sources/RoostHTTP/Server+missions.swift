// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import FleetCore
import Foundation
import HTTPTypes
import Hummingbird
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore

extension Server {
    /// Where to stop, or whom to call home.
    private func decodedScope(
        _ request: Request,
        _ context: SiteContext
    ) async throws -> ScopeRequest {
        try await decoded(ScopeRequest.self, from: request, context, ignoresUnknown: true)
    }

    /// What to hold or release: named, or left out for all, but not null.
    private func decodedNamed(
        _ request: Request,
        _ context: SiteContext
    ) async throws -> ScopeRequest {
        let names = ["dock", "zone"]
        return try await decoded(ScopeRequest.self, from: request, context, hasNoNull: names)
    }

    /// What flies: missions, recall, holds.
    func addMissions(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("missions") { _, context in
            _ = try context.requiredReader()
            return try answer(Page(items: MissionResource.all(door.site())))
        }
        group.post("missions") { request, context in
            let person = try context.required(.dispatcher, .duty)
            let wish = try await decoded(MissionRequest.self, from: request, context)
            return try await Server.submit(
                .fleet(try Server.verb(wish, door)),
                by: person,
                request,
                door,
                status: .accepted
            )
        }
        group.post("missions/:id/cancel") { request, context in
            let person = try context.required(.dispatcher, .duty)
            let id = try Server.id(MissionID.self, context) { MissionID($0) }
            return try await Server.submit(.fleet(.cancel(id)), by: person, request, door)
        }
        group.post("recall") { request, context in
            let person = try context.required(.dispatcher, .duty, .engineer)
            let scope = try await decodedScope(request, context)
            return try await Server.submit(
                .fleet(.recall(dock: scope.dock.map { DockID($0) })),
                by: person,
                request,
                door
            )
        }
        group.post("hold") { request, context in
            let person = try context.required(.dispatcher, .duty, .engineer)
            let scope = try await decodedNamed(request, context)
            guard let reason = scope.reason, !reason.isEmpty else {
                throw Refused(400, "bad_request", en: "A hold needs a reason.", zh: "停飞需要原因。")
            }
            return try await Server.submit(
                .fleet(.hold(try scope.scope, reason: reason)),
                by: person,
                request,
                door
            )
        }
        group.post("stop") { request, context in
            let person = try context.required(.dispatcher, .duty, .engineer)
            let scope = try await decodedScope(request, context)
            return try await Server.submit(
                .fleet(.stop(try scope.scope, reason: scope.stopReason)),
                by: person,
                request,
                door
            )
        }
        group.post("release") { request, context in
            let person = try context.required(.dispatcher, .engineer)
            let scope = try await decodedNamed(request, context)
            return try await Server.submit(
                .fleet(.release(try scope.scope)),
                by: person,
                request,
                door
            )
        }
    }

    /// Vouching for the wall clock after a step (S26).
    func addClock(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.post("clock/confirm") { request, context in
            let person = try context.required(.dispatcher, .duty, .engineer)
            try await decodedNothing(from: request, context)
            return try await Server.submit(.fleet(.confirmClock), by: person, request, door)
        }
    }

    /// A wish in the fleet's words; the place is projected here, at the edge.
    private static func verb(_ wish: MissionRequest, _ door: SiteDoor) throws -> FleetRequest {
        let dock = wish.dock.map { DockID($0) }
        if let landing = wish.landAt { return try relay(wish, dock, DockID(landing)) }
        switch (wish.to, wish.route) {
        case (let to?, nil):
            guard wish.when == nil else {
                throw Refused(
                    400,
                    "bad_request",
                    en: "Only a route waits for conditions; a call leaves at once.",
                    zh: "仅航线任务可等待条件，出警任务立即起飞。"
                )
            }
            let (place, grid) = try place(to, door.site())
            return .dispatch(
                place: place,
                grid: grid,
                dock: dock,
                height: wish.heightM.map { Metres($0) },
                looks: wish.look
            )
        case (nil, let route?):
            let when = try wish.when?.conditions(at: door.now())
            return .patrol(route: RouteID(route), dock: dock, when: when)
        case (nil, nil), (.some, .some):
            throw Refused(
                400,
                "bad_request",
                en: "Say either a place or a route.",
                zh: "请指定地点或航线之一。"
            )
        }
    }

    /// A route that ends in another dock.
    private static func relay(
        _ wish: MissionRequest,
        _ from: DockID?,
        _ landing: DockID
    ) throws -> FleetRequest {
        guard let route = wish.route, let from, wish.to == nil, wish.when == nil,
            wish.heightM == nil, wish.look == nil
        else {
            throw Refused(
                400,
                "bad_request",
                en: "land_at takes a route and the dock that is left, and nothing else.",
                zh: "land_at 须同时指定航线与起飞机场，且不可有其他选项。"
            )
        }
        return .relay(route: RouteID(route), from: from, to: landing)
    }

    /// The id of the path, or 404.
    static func id<ID>(
        _ type: ID.Type,
        _ context: SiteContext,
        _ read: (String) -> ID?
    ) throws -> ID {
        guard let text = context.parameters.get("id"), let id = read(text) else {
            throw Refused.notFound(context.parameters.get("id") ?? "")
        }
        return id
    }

    /// Journals a request under its person's name; the same `Idempotency-Key` again has the first answer.
    static func submit(
        _ verb: OperatorVerb,
        by person: Person,
        _ request: Request,
        _ door: SiteDoor,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let input = Input.request(OperatorRequest(person: person, verb: verb))
        var key: PostingKey?
        if let name = HTTPField.Name("Idempotency-Key"), let text = request.headers[name] {
            guard (1...128).contains(text.utf8.count) else {
                throw Refused(
                    400,
                    "bad_request",
                    en: "Idempotency-Key has at most 128 bytes.",
                    zh: "Idempotency-Key 最多 128 字节。"
                )
            }
            let content = SHA256.hash(data: Data("\(verb)".utf8)).map { String($0, radix: 16) }
            key = .request(person: person.name, key: text, content: content.joined(separator: "."))
        }
        switch try await door.submit(Posting(input, key: key)) {
        case .taken(let receipt), .repeated(let receipt):
            let zone = door.site().configuration?.fleet.calendar
            if let refusal = receipt.refusal { throw Refused(refusal.local(zone)) }
            return try answer(
                Receipt(
                    sequence: receipt.sequence,
                    mission: receipt.mission?.description,
                    facts: receipt.facts.map { EventResource($0, calendar: zone) }
                ),
                status: status
            )
        case .conflict: throw Refused(Refusal(.staleKey))
        case .duplicate, .ignored:
            throw Refused(500, "internal", en: "The request was not taken.", zh: "请求未被接受。")
        }
    }
}

extension ConditionsResource {
    /// The fleet's words for it.
    fileprivate func conditions(at now: Timestamp) throws -> ReadyConditions {
        var window = WindowRequest()
        (window.from, window.until, window.forS) = (from, until, forS)
        let span = try window.span(at: now)
        return ReadyConditions(battery: batteryPercent, from: span.from, until: span.until)
    }
}

extension ScopeRequest {
    /// Nothing of it stands in the way of a stop: what is too long is cut, what is odd is shown by its number.
    fileprivate var stopReason: String {
        let said = (reason ?? "stop").utf8.prefix(PlainText.longestReason)
        return PlainText.shown(String(decoding: said, as: UTF8.self))
    }

    /// The scope of a hold, stop or release.
    var scope: HoldScope {
        get throws {
            switch (dock, zone) {
            case (let dock?, nil): return .dock(DockID(dock))
            case (nil, let zone?): return .zone(AreaID(zone))
            case (nil, nil): return .fleet
            case (.some, .some):
                throw Refused(
                    400,
                    "bad_request",
                    en: "Say either a dock or a zone.",
                    zh: "请指定机场或区域之一。"
                )
            }
        }
    }
}
