// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostAPI
import RoostModel
import SiteCore

extension DockResource {
    /// A dock as the API shows it: every value with its age, nothing older than it says.
    init(_ state: DockState, site: Site, at now: Timestamp) {
        let dock = state.site
        let calendar = site.configuration?.fleet.calendar
        self.init(
            id: dock.id.text,
            name: TextResource(dock.name),
            model: dock.envelope.name,
            serial: dock.serial,
            place: PlaceResource(lat: dock.position.latitude, lon: dock.position.longitude),
            aircraft: AircraftResource(state, at: now)
        )
        link = state.link.rawValue
        ageS = state.heardAt.map { max(0, (now - $0).seconds) }
        let open = site.fleet.openInterlocks(of: dock.id, at: now)
        isReady = open.isEmpty
        interlocks = open.map {
            InterlockResource(code: $0.interlock.rawValue, text: TextResource($0.text))
        }
        readings = ReadingResource.all(of: state, at: now)
        if let wanted = site.configuration?.fleet.flightAreas {
            readings += [ReadingResource(areas: state.areas, wanted: wanted, at: now)]
                .compactMap(\.self)
        }
        alarms =
            (state.dockAlarms.map { AlarmResource($0, isOfAircraft: false) }
            + state.aircraftAlarms.map { AlarmResource($0, isOfAircraft: true) })
            .sorted { $0.level > $1.level }
        holds = site.fleet.holds(on: dock.id).map { HoldResource($0, calendar: calendar) }
        if let id = state.sortie, let open = site.fleet.sorties[id] {
            sortie = id.description
            sortieState = open.state.rawValue
        }
    }
}

extension DockResource.AircraftResource {
    /// The aircraft of a dock, with what it said last.
    init(_ state: DockState, at now: Timestamp) {
        let aircraft = state.airframe
        self.init(
            id: aircraft.id.text,
            model: aircraft.envelope.name,
            serial: aircraft.serial
        )
        let said = state.aircraft
        place = said.position.map { PlaceResource(lat: $0.latitude, lon: $0.longitude) }
        elevationM = said.elevation?.value
        headingDeg = said.heading?.value
        batteryPercent = said.batteryPercent
        ageS = state.times.aircraft.map { max(0, (now - $0).seconds) }
    }
}

extension AlarmResource {
    /// An alarm as the API shows it.
    init(_ alarm: HealthAlarm, isOfAircraft: Bool) {
        self.init(
            code: alarm.code,
            level: alarm.level,
            isOfAircraft: isOfAircraft,
            text: TextResource(alarm.text),
            advice: TextResource(alarm.advice)
        )
    }
}

extension HoldResource {
    /// A hold as the API shows it.
    init(_ hold: Hold, calendar: DayCalendar?) {
        self.init(
            id: hold.id.description,
            scope: hold.scope.description,
            by: hold.by,
            reason: hold.reason,
            since: hold.since.text(in: calendar)
        )
        until = hold.until?.text(in: calendar)
        isMaintenance = hold.isMaintenance
    }
}

extension Fleet {
    /// What holds a dock's aircraft at a glance, before any flight is in mind.
    func openInterlocks(of dock: DockID, at now: Timestamp) -> [InterlockReading] {
        readiness(of: dock, at: now).filter(\.isOpen)
    }
}
