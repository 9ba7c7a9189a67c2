// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import FleetCore
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore

extension Server {
    /// What happened: history, the live stream, reasons, and what could not be read.
    func addHistory(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        let streams = StreamCount()
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
            return try EventStream(door).response(to: request, streams)
        }
        group.get("why/:id") { _, context in
            _ = try context.requiredReader()
            let asked = context.parameters.get("id") ?? ""
            guard let id = asked.removingPercentEncoding,
                let why = try WhyResource.find(id, door)
            else { throw Refused.notFound(asked.removingPercentEncoding ?? asked) }
            return try answer(why)
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
}
