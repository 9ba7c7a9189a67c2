// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A dock with its aircraft as the site knows them now; every value with its age.
public struct DockResource: Codable, Equatable, Sendable {
    /// `D03`.
    public var id: String
    /// Its name.
    public var name: TextResource
    /// `DJI Dock 3`.
    public var model: String
    /// Serial number.
    public var serial: String
    /// Where it stands.
    public var place: PlaceResource
    /// `online`, `silent` or `unknown`.
    public var link: String
    /// Seconds since it was last heard of; nil: not since the start.
    public var ageS: Double?
    /// Whether it could launch now.
    public var isReady: Bool
    /// What holds its aircraft; empty when ready.
    public var interlocks: [InterlockResource]
    /// Readings with their ages.
    public var readings: [ReadingResource]
    /// Health alarms, most severe first.
    public var alarms: [AlarmResource]
    /// Holds that concern it.
    public var holds: [HoldResource]
    /// What it and its aircraft have behind them, by their own counters; nil: not asked for.
    public var wear: [ReadingResource]?
    /// The open sortie, `S-118`.
    public var sortie: String?
    /// Its state.
    public var sortieState: String?
    /// The aircraft.
    public var aircraft: AircraftResource

    /// The aircraft of a dock.
    public struct AircraftResource: Codable, Equatable, Sendable {
        /// `A03`.
        public var id: String
        /// `Matrice 4TD`.
        public var model: String
        /// Serial number.
        public var serial: String
        /// Where it is, when it says so.
        public var place: PlaceResource?
        /// Metres above take-off.
        public var elevationM: Double?
        /// Clockwise from north.
        public var headingDeg: Double?
        /// Battery, percent.
        public var batteryPercent: Int?
        /// Seconds since it last said something.
        public var ageS: Double?

        /// An aircraft of which nothing is known yet.
        public init(id: String, model: String, serial: String) {
            self.id = id
            self.model = model
            self.serial = serial
        }
    }

    /// A dock of which nothing is known yet.
    public init(
        id: String,
        name: TextResource,
        model: String,
        serial: String,
        place: PlaceResource,
        aircraft: AircraftResource
    ) {
        self.id = id
        self.name = name
        self.model = model
        self.serial = serial
        self.place = place
        self.aircraft = aircraft
        link = "unknown"
        isReady = false
        interlocks = []
        readings = []
        alarms = []
        holds = []
    }
}

/// A condition that holds an aircraft in its dock.
public struct InterlockResource: Codable, Equatable, Sendable {
    /// Stable code, `wind`.
    public var code: String
    /// What and why, with the value.
    public var text: TextResource

    /// A condition from its parts.
    public init(code: String, text: TextResource) {
        self.code = code
        self.text = text
    }
}

/// One reading with its age.
public struct ReadingResource: Codable, Equatable, Sendable {
    /// `battery`, `wind`, `rain`, `temperature`, `cover`, `mode` ….
    public var name: String
    /// The value with its unit.
    public var value: String
    /// The name as people read it.
    public var label: TextResource
    /// The value as people read it.
    public var text: TextResource
    /// Seconds since it was said.
    public var ageS: Double

    /// A reading from its parts; programs read its English words.
    public init(label: TextResource, text: TextResource, ageS: Double) {
        name = label.en
        value = text.en
        self.label = label
        self.text = text
        self.ageS = ageS
    }
}

/// A health alarm.
public struct AlarmResource: Codable, Equatable, Sendable {
    /// The vendor's code.
    public var code: String
    /// 0 notice, 1 caution, 2 warning.
    public var level: Int
    /// Whether it is the aircraft's.
    public var isOfAircraft: Bool
    /// Severity, device and code in words.
    public var text: TextResource
    /// What to do.
    public var advice: TextResource?

    /// An alarm from its parts.
    public init(
        code: String,
        level: Int,
        isOfAircraft: Bool,
        text: TextResource,
        advice: TextResource? = nil
    ) {
        self.advice = advice
        self.code = code
        self.level = level
        self.isOfAircraft = isOfAircraft
        self.text = text
    }
}
