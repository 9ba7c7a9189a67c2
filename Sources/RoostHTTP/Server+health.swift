// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import RoostAPI
import RoostEngine
import RoostModel

extension Server {
    /// `/healthz`, `/readyz`, `/metrics`: for watchers, without a token.
    func addHealth(to router: Router<SiteContext>) {
        let door = doorForRoutes
        router.get("healthz") { _, _ in answer(text: "ok\n") }
        router.get("readyz") { _, _ in
            if let reason = door.unreadiness() {
                return answer(text: reason + "\n", status: .serviceUnavailable)
            }
            return answer(text: "ready\n")
        }
        router.get("metrics") { _, _ in
            var response = answer(text: Server.metrics(door))
            response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
            return response
        }
    }

    /// Prometheus text format 0.0.4; a counter's name may carry labels: `a{reason="b"}`.
    static func metrics(_ door: SiteDoor) -> String {
        let status = StatusResource(door: door)
        var gauges = [
            "roost_docks": status.docks, "roost_docks_online": status.docksOnline,
            "roost_docks_ready": status.docksReady, "roost_sorties_open": status.sortiesOpen,
            "roost_cases_open": status.casesOpen, "roost_cases_in_review": status.casesInReview,
            "roost_notices_dead": status.noticesDead,
            "roost_docks_silent": status.docksSilent.count,
            "roost_sorties_unheard": status.sortiesUnheard.count,
            "roost_sorties_in_trouble": Set(status.sortiesInTrouble.map(\.sortie)).count,
            "roost_receivers_in_trouble": status.receiversInTrouble.count,
            "roost_warnings": status.warnings.count,
            "roost_degraded": status.degraded.count,
            "roost_store_failing": door.storeTrouble() == nil ? 0 : 1,
            "roost_broker_connected": door.hasBroker() ? 1 : 0,
            "roost_disk_limit_bytes": StoreTrouble.limit,
        ]
        gauges["roost_disk_free_bytes"] = door.freeBytes()
        var lines: [String] = []
        for (name, value) in gauges.sorted(by: { $0.key < $1.key }) {
            lines += ["# TYPE \(name) gauge", "\(name) \(value)"]
        }
        var typed: Set<String> = []
        for (name, value) in door.counters().sorted(by: { $0.key < $1.key }) {
            let family = "roost_" + (name.split(separator: "{").first.map(String.init) ?? name)
            if typed.insert(family).inserted { lines.append("# TYPE \(family)_total counter") }
            let labels = name.firstIndex(of: "{").map { String(name[$0...]) } ?? ""
            lines.append("\(family)_total\(labels) \(value)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
