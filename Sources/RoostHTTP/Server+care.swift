// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Hummingbird
import RoostAPI
import RoostModel
import SiteCore

extension Server {
    /// Payloads in the air, work at docks, and what is wrong with them.
    func addCare(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.post("docks/:id/payload") { request, context in
            let person = try context.required(.dispatcher, .duty)
            let dock = try Server.id(DockID.self, context) { DockID($0) }
            let order = try await decoded(PayloadOrder.self, from: request, context)
            let verb = FleetRequest.payload(dock, try Server.request(order, door.site()))
            return try await Server.submit(.fleet(verb), by: person, request, door)
        }
        group.post("docks/:id/maintenance") { request, context in
            let person = try context.required(.engineer)
            let dock = try Server.id(DockID.self, context) { DockID($0) }
            let order = try await decoded(MaintenanceOrder.self, from: request, context)
            let verb = FleetRequest.maintain(dock, try Server.request(order, door.now()))
            return try await Server.submit(.fleet(verb), by: person, request, door)
        }
        group.get("docks/:id/doctor") { _, context in
            _ = try context.requiredReader()
            let dock = try Server.id(DockID.self, context) { DockID($0) }
            return try answer(Page(items: await door.probe(dock)))
        }
        group.get("protocol/drift") { _, context in
            _ = try context.requiredReader()
            return try answer(Page(items: door.drift()))
        }
    }

    private static func request(_ order: PayloadOrder, _ site: Site) throws -> PayloadRequest {
        switch (order.lookAt, order.zoom, order.photo, order.say) {
        case (let to?, nil, nil, nil):
            let place = Coordinate(latitude: to.lat, longitude: to.lon)
            guard place.isPlausible, let grid = site.configuration?.grid else { break }
            return .look(place, grid.grid(place))
        case (nil, let factor?, nil, nil): return .zoom(factor)
        case (nil, nil, true?, nil): return .photo
        case (nil, nil, nil, let text?):
            let language = order.language.map { SpeechLanguage(rawValue: $0) }
            if language == .some(nil) { break }
            return .say(text: String(text.prefix(64)), language: language ?? nil)
        default: break
        }
        throw Refused(
            400,
            "bad_request",
            en: "Say one of look_at with a place in WGS84, zoom, photo, or say, in zh or en.",
            zh: "请指定 look_at（WGS84 地点）、zoom、photo、say（zh 或 en）之一。"
        )
    }

    private static func request(
        _ order: MaintenanceOrder,
        _ now: Timestamp
    ) throws -> MaintenanceRequest {
        switch (order.lock, order.unlock, order.job) {
        case (let reason?, nil, nil):
            guard !reason.isEmpty, (order.until == nil) != (order.forS == nil) else { break }
            return .lock(reason: reason, until: try end(of: order, now))
        case (nil, true?, nil): return .unlock
        case (nil, nil, let method?):
            let job = MaintenanceJob(method: String(method.prefix(64)), action: order.action)
            return .job(job, isConfirmed: order.isConfirmed ?? false)
        default: break
        }
        throw Refused(
            400,
            "bad_request",
            en: "Say one of lock with a reason and either until or for_s, unlock, or job.",
            zh: "请指定 lock（含原因，以及 until 或 for_s）、unlock、job 之一。"
        )
    }

    /// When a lock ends, as it is asked for.
    private static func end(of order: MaintenanceOrder, _ now: Timestamp) throws -> Timestamp {
        if let seconds = order.forS, (1...31_622_400).contains(seconds) {
            return now + .seconds(seconds)
        }
        if let until = order.until.flatMap({ Timestamp($0) }) { return until }
        let said = order.until ?? order.forS.map { "\($0)" } ?? ""
        throw Refused(
            400,
            "bad_request",
            en: "\(said.prefix(64)) is no end of a lock: until is an instant such as "
                + "2026-05-12T18:00:00+08:00, for_s a number of seconds.",
            zh: "\(said.prefix(64)) 不是锁定的结束时间：until 形如 2026-05-12T18:00:00+08:00，for_s 为秒数。"
        )
    }
}
