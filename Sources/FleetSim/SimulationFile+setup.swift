// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import DockSim
public import RoostModel
public import SiteFiles

// From a folder's days that repeat to the instants that a dock counts in.
extension SimulationFile {
    /// Days from yesterday on for which weather and street are known; a longer run stays as it is on
    /// the last of them.
    private static let days = -1...31
    /// Days from yesterday on in which the folder's faults happen.
    ///
    /// Fewer, because a dock asks at each message.
    private static let faultDays = -1...3
    /// Most stretches of one fault.
    private static let stretchLimit = 200

    /// What a simulated dock is made from.
    ///
    /// - Parameters:
    ///   - site: the dock.
    ///   - number: its place in the site's list; with the file's seed it makes the dock's own.
    ///   - calendar: the site's local time.
    ///   - now: site time at the start.
    /// - Returns: the dock's setup.
    /// - Throws: ``FaultError`` for a fault that no dock knows.
    public func setup(
        _ site: DockSite,
        number: Int,
        calendar: DayCalendar,
        from now: Timestamp
    ) throws(FaultError) -> DockSetup {
        var setup = DockSetup(site: site, seed: seed &* 1_000_003 &+ UInt64(number + 1))
        let today = calendar.local(now).date
        setup.weather = weather(calendar, today, now)
        setup.scene = scene(calendar, today)
        for (index, entry) in misbehaviours.enumerated()
        where entry.docks.isEmpty || entry.docks.contains(site.id) {
            guard let what = DockSim.Misbehaviour(named: entry.kind) else {
                throw FaultError(
                    field: "misbehaviour in simulation.yaml",
                    value: entry.kind,
                    allowed: DockSim.Misbehaviour.names
                )
            }
            var dice = SeededGenerator(setup.seed &+ UInt64(index) << 32)
            setup.misbehaviours += entry.stretches(calendar, today, &dice)
                .prefix(Self.stretchLimit)
                .map { MisbehaviourPlan(what, .between($0.from, $0.until)) }
        }
        return setup
    }

    private func weather(
        _ calendar: DayCalendar,
        _ today: CalendarDate,
        _ now: Timestamp
    ) -> DockSim.Weather {
        guard let first = weather(at: calendar.local(now).time) else { return DockSim.Weather() }
        let changes = Self.days.flatMap { day in
            weather.map { entry in
                DockSim.Weather.Change(
                    at: calendar.instant(
                        of: today.advanced(by: day),
                        time: .seconds(entry.fromSeconds)
                    ),
                    wind: entry.wind,
                    rainStep: entry.rainStep,
                    temperature: entry.temperature
                )
            }
        }
        // A change carries no gust of its own: that of the start holds.
        return DockSim.Weather(
            wind: first.wind,
            gust: first.gust,
            rainStep: first.rainStep,
            temperature: first.temperature,
            changes: changes
        )
    }

    private func scene(_ calendar: DayCalendar, _ today: CalendarDate) -> StreetScene {
        StreetScene(
            objects: street.compactMap { thing in
                let stays = Self.days.map { today.advanced(by: $0) }
                    .filter { thing.date == nil || thing.date == $0 }
                    .map { date in
                        let span = thing.window.instants(on: date, calendar)
                        return SceneObject.Presence(from: span.from, until: span.until)
                    }
                // Without a stay the scene would take it as always there.
                guard !stays.isEmpty else { return nil }
                return SceneObject(
                    id: thing.id,
                    label: thing.label,
                    place: thing.position,
                    plate: thing.plate,
                    presence: stays
                )
            }
        )
    }

    /// The days of faults, for ``Misbehaviour/stretches(_:_:_:)``.
    fileprivate static func faultDates(_ today: CalendarDate) -> [CalendarDate] {
        faultDays.map { today.advanced(by: $0) }
    }
}

extension SimulationFile.Misbehaviour {
    /// When the fault is there.
    ///
    /// A probability below 1 is thrown once for each minute of its hours.
    func stretches(
        _ calendar: DayCalendar,
        _ today: CalendarDate,
        _ dice: inout SeededGenerator
    ) -> [(from: Timestamp, until: Timestamp)] {
        var found: [(from: Timestamp, until: Timestamp)] = []
        for day in SimulationFile.faultDates(today) where date == nil || date == day {
            let span = window.instants(on: day, calendar)
            guard probability < 1 else {
                found.append(span)
                continue
            }
            var minute = span.from
            while minute < span.until {
                let next = minute + .minutes(1)
                if dice.happens(probability) {
                    if let last = found.last, last.until == minute {
                        found[found.count - 1].until = next
                    } else {
                        found.append((minute, next))
                    }
                }
                minute = next
            }
        }
        return found
    }
}

extension DayWindow {
    /// The window that begins on a date.
    func instants(
        on date: CalendarDate,
        _ calendar: DayCalendar
    ) -> (from: Timestamp, until: Timestamp) {
        let last = startSeconds < endSeconds ? date : date.advanced(by: 1)
        return (
            calendar.instant(of: date, time: .seconds(startSeconds)),
            calendar.instant(of: last, time: .seconds(endSeconds))
        )
    }
}
