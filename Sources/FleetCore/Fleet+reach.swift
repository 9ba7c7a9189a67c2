// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// The promise to be anywhere in time, as the docks are now.
extension Fleet {
    /// Whether aircraft may fly at an instant: the promise holds in service hours only.
    public func isInService(at now: Timestamp) -> Bool {
        guard let configuration else { return false }
        return configuration.service.contains(configuration.calendar.local(now).time)
    }

    /// How soon an aircraft is at each place; empty covers without a configuration.
    public func reach(of places: [GridPoint], at now: Timestamp) -> ReachMap {
        guard let configuration else { return ReachMap() }
        var map = ReachMap()
        map.limitSeconds = configuration.reserve.maxResponseSeconds
        var sites: [(site: DockSite, answer: ReachMap.Answer)] = []
        for (id, dock) in docks where dock.isAdopted {
            let answer = answer(dock, configuration, at: now)
            map.docks.append((id, answer))
            if case .barred = answer { continue }
            sites.append((dock.site, answer))
        }
        let airspace = Airspace(configuration: configuration)
        map.covers = places.map { place in
            cover(place, sites, configuration, airspace, at: now)
        }
        return map
    }

    /// Whether a dock could go now, by the launch gate's own reading of it.
    private func answer(
        _ dock: DockState,
        _ configuration: FleetConfiguration,
        at now: Timestamp
    ) -> ReachMap.Answer {
        let open = readiness(of: dock.id, at: now).filter(\.isOpen)
        let why = open.map(\.text).joined
        // One that fell silent is lost, one that was not heard yet is unknown.
        if dock.link == .silent || open.contains(where: { $0.answer == .no }) {
            return .barred(why)
        }
        guard open.isEmpty else { return .unknown(why) }
        guard let wind = dock.winds.maximum(at: now), let charge = dock.dock.chargePercent,
            let endurance = dock.site.aircraft.envelope.enduranceSeconds
        else { return .unknown(.noLimit) }
        // Against the wind, all the way; of an aircraft without a known limit no more is believed than the
        // promise itself asks for.
        let limit = dock.site.aircraft.envelope.speedLimit ?? configuration.reserve.speed
        let speed = min(configuration.reserve.speed, limit - wind)
        guard speed.value >= 1 else {
            return .barred(Bilingual(en: "too slow against a wind of \(wind)", zh: "逆风 \(wind) 过强"))
        }
        let usable = charge - configuration.safety.batteryReservePercent
        let times = configuration.times
        let seconds =
            usable * endurance / 100 - times.takeoffSeconds - times.landingSeconds
            - 2 * times.transitionSeconds - FleetTimes.hover.wholeSeconds
        let battery = Metres(max(0, Double(seconds)) * speed.value / 2)
        return .ready(speed: speed, radius: min(dock.site.radius, battery))
    }

    private func cover(
        _ place: GridPoint,
        _ sites: [(site: DockSite, answer: ReachMap.Answer)],
        _ configuration: FleetConfiguration,
        _ airspace: Airspace,
        at now: Timestamp
    ) -> ReachMap.Cover {
        let reserve = configuration.reserve
        var isUnknown = false
        var offers: [(seconds: Int, site: DockSite)] = []
        for (site, answer) in sites {
            let distance = site.grid.distance(to: place)
            guard distance <= site.radius else { continue }
            switch answer {
            case .barred: continue
            case .unknown:
                let best = reserve.overheadSeconds + seconds(distance, reserve.speed)
                if best <= reserve.maxResponseSeconds { isUnknown = true }
            case .ready(let speed, let radius):
                let there = reserve.overheadSeconds + seconds(distance, speed)
                guard distance <= radius, there <= reserve.maxResponseSeconds else { continue }
                offers.append((there, site))
            }
        }
        offers.sort { ($0.seconds, $0.site.id) < ($1.seconds, $1.site.id) }
        for offer in offers {
            // An area in force on the way bars the flight, as it bars the launch (S08).
            guard let legs = offer.site.profile(to: place, configuration.times)?.legs else {
                continue
            }
            guard airspace.areaMet(by: legs, start: now) == nil else { continue }
            return .covered(offer.site.id, seconds: offer.seconds)
        }
        return isUnknown ? .unknown : .out
    }

    private func seconds(_ distance: Metres, _ speed: MetresPerSecond) -> Int {
        FlightProfile.seconds(Int(distance.value.rounded(.up)), speed.value)
    }
}
