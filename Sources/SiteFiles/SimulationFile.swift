// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What docksim alone reads: weather, what stands in the street, and what goes wrong.
///
/// The file is `simulation.yaml` of a site's folder.
public struct SimulationFile: Codable, Equatable, Sendable {
    /// Seed of all that is drawn by lot.
    public var seed: UInt64
    /// Weather by time of day, ascending; empty: calm and dry.
    public var weather: [Weather]
    /// What stands in the street, and when.
    public var street: [StreetObject]
    /// What goes wrong, and when.
    public var misbehaviours: [Misbehaviour]

    /// A simulation from its parts.
    public init(
        seed: UInt64 = 1,
        weather: [Weather] = [],
        street: [StreetObject] = [],
        misbehaviours: [Misbehaviour] = []
    ) {
        self.seed = seed
        self.weather = weather
        self.street = street
        self.misbehaviours = misbehaviours
    }

    /// Weather that holds from a time of day on, every day.
    public struct Weather: Codable, Equatable, Sendable {
        /// Seconds after local midnight.
        public var fromSeconds: Int
        /// Wind at the docks.
        public var wind: MetresPerSecond
        /// On top of the wind, now and then.
        public var gust: MetresPerSecond
        /// 0 none, 1 light, 2 moderate, 3 heavy.
        public var rainStep: Int
        /// Of the air.
        public var temperature: Celsius
    }

    /// Something that stands in the street for a while.
    public struct StreetObject: Codable, Equatable, Sendable {
        /// Word for it.
        public var id: String
        /// What the analysis calls it: `car`.
        public var label: String
        /// On its plate; nil: none.
        public var plate: String?
        /// Where it stands.
        public var position: Coordinate
        /// The day; nil: every day.
        public var date: CalendarDate?
        /// Local hours in which it stands there.
        public var window: DayWindow
        /// Whether it leaves a minute after a loudspeaker warning.
        public var leavesWhenWarned: Bool
        /// Confidence that the analysis gives, 0 to 1.
        public var confidence: Double

        /// Whether it stands there at an instant, warnings aside.
        public func isPresent(at instant: Timestamp, calendar: DayCalendar) -> Bool {
            let (today, time) = calendar.local(instant)
            guard let start = window.startDate(holding: time, on: today) else { return false }
            return date.map { $0 == start } ?? true
        }
    }

    /// A fault that docks have for a while.
    public struct Misbehaviour: Codable, Equatable, Sendable {
        /// The fault's name as docksim knows it.
        public var kind: String
        /// Which docks; empty: all.
        public var docks: [DockID]
        /// The day; nil: every day.
        public var date: CalendarDate?
        /// Local hours.
        public var window: DayWindow
        /// Of each chance to misbehave, 0 to 1.
        public var probability: Double
    }

    /// The weather at a time of day; before the first entry the day's last holds.
    public func weather(at time: TimeSpan) -> Weather? {
        weather.last { $0.fromSeconds <= time.wholeSeconds } ?? weather.last
    }
}
