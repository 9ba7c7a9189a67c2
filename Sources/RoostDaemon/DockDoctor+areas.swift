// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore

extension DockDoctor {
    /// Whether the dock confirmed the flight areas, by the checksum in its own progress.
    func areas(_ state: DockState) -> ProbeResource {
        guard let wanted = loop.site.configuration?.fleet.flightAreas else {
            return untested("areas", en: "the site has no flight areas", zh: "站点没有飞行区")
        }
        if state.areas?.kept == wanted.sha256 {
            return passed("areas", en: "\(wanted.name) is on board", zh: "已同步 \(wanted.name)")
        }
        guard let failure = state.areas?.failure else {
            return untested(
                "areas",
                en: "it has not confirmed \(wanted.name) yet",
                zh: "尚未确认 \(wanted.name)"
            )
        }
        return failed(
            "areas",
            en: "\(wanted.name) is not on board: \(failure.en)",
            zh: "未同步 \(wanted.name)：\(failure.zh)",
            advice: Bilingual(
                en: "It is told again by itself; until then nothing flies near an edge.",
                zh: "系统会自动重试；在此之前不会靠近边界飞行。"
            )
        )
    }
}
