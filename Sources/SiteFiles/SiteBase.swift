// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What `site.yaml` says.
struct SiteBase {
    var site: String
    var name: Bilingual
    var isSimulated: Bool
    var calendar: DayCalendar
    var service: DayWindow
    var safety: SafetyLimits
    var reserve: ReservePolicy
    var times: FlightTimes
    var broker: BrokerSettings
    var http: HTTPSettings
    var media: MediaSettings
    var dji: DJISettings
    var retention: RetentionSettings
    var adapters: [FrameAdapter]
}
