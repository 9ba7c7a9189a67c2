// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import FleetCore
import RoostAPI
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore

extension Server {
    /// What happened: history, the live stream, reasons, and what could not be read.
    func addHistory(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("facts") { request, context in
            _ = try context.requiredReader()
            let records = try door.facts(Server.query(request))
            let calendar = door.site().configuration?.fleet.calendar
            return try answer(
                Page(
                    items: records.map { EventResource($0, calendar: calendar) },
                    next: records.last.map { "\($0.sequence)" }
                )
            )
        }
        group.get("events") { request, context in
            _ = try context.requiredReader()
            return Server.stream(request, door)
        }
        group.get("why/:id") { _, context in
            _ = try context.requiredReader()
            guard let id = context.parameters.get("id")?.removingPercentEncoding,
                let why = try WhyResource.find(id, door)
            else { throw Refused.notFound }
            return try answer(why)
        }
        group.get("quarantine") { _, context in
            _ = try context.requiredReader()
            return try answer(Page(items: try door.quarantine(500)))
        }
        group.get("report") { request, context in
            _ = try context.requiredReader()
            return try answer(
                try ReportResource.make(
                    from: request.uri.queryParameters["from"].map(String.init),
                    to: request.uri.queryParameters["to"].map(String.init),
                    door
                )
            )
        }
    }

    private static func query(_ request: Request) -> FactQuery {
        let parameters = request.uri.queryParameters
        var query = FactQuery(
            after: parameters["after"].flatMap { Int($0) } ?? 0,
            limit: min(1000, parameters["limit"].flatMap { Int($0) } ?? 200)
        )
        query.dock = parameters["dock"].map { DockID(String($0)) }
        query.mission = parameters["mission"].flatMap { MissionID(String($0)) }
        query.sortie = parameters["sortie"].flatMap { SortieID(String($0)) }
        query.violation = parameters["case"].flatMap { CaseID(String($0)) }
        query.notice = parameters["notice"].flatMap { NoticeID(String($0)) }
        query.code = parameters["code"].map(String.init)
        query.severity = parameters["severity"].flatMap { Severity(rawValue: String($0)) }
        query.newestFirst = parameters["newest"] == "1"
        return query
    }

    /// Server-sent events from `Last-Event-ID` on, else from now; memory is bounded by one page.
    private static func stream(_ request: Request, _ door: SiteDoor) -> Response {
        let from =
            HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] }
            ?? request.uri.queryParameters["after"].map(String.init)
        let body = ResponseBody { writer in
            var last = try from.flatMap { Int($0) } ?? Server.newest(door)
            try await writer.write(ByteBuffer(string: ": roost\n\n"))
            let signals = door.factSignals().cancelOnGracefulShutdown()
            last = try await Server.write(after: last, door, &writer)
            for await _ in signals { last = try await Server.write(after: last, door, &writer) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: body
        )
    }

    private static func newest(_ door: SiteDoor) throws -> Int {
        var query = FactQuery(limit: 1)
        query.newestFirst = true
        return try door.facts(query).first?.sequence ?? 0
    }

    /// Writes all facts behind a place, page by page, and returns the last place.
    private static func write(
        after start: Int,
        _ door: SiteDoor,
        _ writer: inout any ResponseBodyWriter
    ) async throws -> Int {
        var last = start
        let calendar = door.site().configuration?.fleet.calendar
        while true {
            let records = try door.facts(FactQuery(after: last, limit: 500))
            guard let end = records.last?.sequence else { return last }
            var text = ""
            for record in records {
                let event = EventResource(record, calendar: calendar)
                let data = String(decoding: try RoostJSON.encoder().encode(event), as: UTF8.self)
                text += "id: \(record.sequence)\nevent: \(event.code)\ndata: \(data)\n\n"
            }
            try await writer.write(ByteBuffer(string: text))
            last = end
        }
    }
}
