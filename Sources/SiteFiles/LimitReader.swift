// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Puts the `limits` of a dock over those of its hardware: stricter, never looser.
struct LimitReader {
    private let section: Section
    private let dock: HardwareCatalog.Dock
    private let aircraft: HardwareCatalog.Aircraft

    init(_ section: Section, _ dock: HardwareCatalog.Dock, _ aircraft: HardwareCatalog.Aircraft) {
        self.section = section
        self.dock = dock
        self.aircraft = aircraft
    }

    /// The dock's envelope as it holds at this dock; nil when a limit that a launch needs is unknown.
    func dockEnvelope() -> DockEnvelope? {
        let wind = limit("wind_mps", in: 0.5...12)
        let rain = limit("rain_step", in: 0...3)
        let coldest = limit("temperature_min_c", in: -40...60, stricter: .higher)
        let warmest = limit("temperature_max_c", in: -40...60)
        let rate = limit("charge_permille_per_min", in: 1...200)
        let full = limit("charge_to_permille", in: 300...1000)
        guard let wind, let rain, let coldest, let warmest, let rate, let full else { return nil }
        guard coldest < warmest else {
            section.fault("temperature_max_c", "must be above temperature_min_c")
            return nil
        }
        var own = dock.envelope
        own.windLimit = MetresPerSecond(wind)
        own.rainStepLimit = Int(rain)
        own.temperature = Celsius(coldest)...Celsius(warmest)
        own.chargePermillePerMinute = Int(rate)
        own.chargeToPermille = Int(full)
        return own
    }

    /// The aircraft's envelope as it holds at this dock; nil when its endurance is unknown.
    func aircraftEnvelope() -> AircraftEnvelope? {
        guard let endurance = limit("endurance_s", in: 300...7200) else { return nil }
        var own = aircraft.envelope
        own.enduranceSeconds = Int(endurance)
        if section.has("speed_mps") || own.speedLimit != nil {
            own.speedLimit = limit("speed_mps", in: 1...15).map { MetresPerSecond($0) }
        }
        return own
    }

    private enum Stricter { case lower, higher }

    /// What the site says where it is as strict as the hardware, else what the hardware says.
    private func limit(
        _ key: String,
        in range: ClosedRange<Double>,
        stricter: Stricter = .lower
    ) -> Double? {
        let known = known(key, stricter)
        guard section.has(key) else {
            if known == nil {
                section.fault(
                    key,
                    "is missing: \(dock.file.tail) and \(aircraft.file.tail) know no value, "
                        + "so it must be set here from the manual"
                )
            }
            return known?.value
        }
        guard let own = section.number(key, in: range) else { return nil }
        guard let known else { return own }
        switch stricter {
        case .lower where own > known.value:
            section.fault(
                key,
                "is \(own.plain), must be at most \(known.value.plain), the limit of \(known.file)"
            )
            return nil
        case .higher where own < known.value:
            section.fault(
                key,
                "is \(own.plain), must be at least \(known.value.plain), the limit of \(known.file)"
            )
            return nil
        case .lower, .higher:
            return own
        }
    }

    /// The stricter of what dock and aircraft say.
    private func known(_ key: String, _ stricter: Stricter) -> (value: Double, file: String)? {
        let said = [
            dock.facts.value(key).map { (value: $0, file: dock.file.tail) },
            aircraft.facts.value(key).map { (value: $0, file: aircraft.file.tail) },
        ].compactMap { $0 }
        switch stricter {
        case .lower: return said.min { $0.value < $1.value }
        case .higher: return said.max { $0.value < $1.value }
        }
    }
}

extension String {
    /// The last three parts of a path: `hardware/docks/dock-3.json`.
    fileprivate var tail: String { split(separator: "/").suffix(3).joined(separator: "/") }
}
