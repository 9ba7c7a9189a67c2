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

    /// `?after=&limit=&dock=&mission=&sortie=&case=&notice=&code=&severity=&newest=1`.
    private static func query(_ request: Request) throws -> FactQuery {
        let parameters = request.uri.queryParameters
        let after = try value("after", of: request, { Int($0) }, "the number of a fact", "事件序号")
        var query = FactQuery(after: after ?? 0, limit: try limit(request))
        query.dock = parameters["dock"].map { DockID(String($0)) }
        query.mission = try value("mission", of: request, { MissionID($0) }, "M-12", "任务编号")
        query.sortie = try value("sortie", of: request, { SortieID($0) }, "S-118", "架次编号")
        query.violation = try value("case", of: request, { CaseID($0) }, "C-7", "案件编号")
        query.notice = try value("notice", of: request, { NoticeID($0) }, "N-3", "通知编号")
        query.code = parameters["code"].map(String.init)
        let words = Severity.allCases.map(\.rawValue).joined(separator: ", ")
        query.severity = try value(
            "severity",
            of: request,
            { Severity(rawValue: $0) },
            "one of \(words)",
            " \(words) 之一"
        )
        let newest = try value(
            "newest",
            of: request,
            { ["0": false, "1": true][$0] },
            "1 or 0",
            " 1 或 0"
        )
        query.newestFirst = newest ?? false
        return query
    }
}
