// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One planning instance: MODEL's problem of one service day of one fleet.
///
/// It is coded exactly as `instance.schema.json` says (format `roost-instance/1`), so that an instance
/// file, the journaled effect and the planner's input are the same text. All times are whole seconds after
/// local midnight of the service day; energy is permille of a full battery.
public struct PlanningProblem: Equatable, Sendable {
    /// The format that is read and written.
    public static let format = "roost-instance/1"
    /// By how much a start may move before a baseline sortie counts as changed, where not said (MODEL § 5).
    public static let defaultChangeTolerance = 300

    /// Its name, repeated in the plan; at most 64 characters.
    public var id: String
    /// For people.
    public var note: String?
    /// The service day.
    public var date: CalendarDate
    /// What kind of day it is; for information, demands are expanded already.
    public var dayType: DayType = .workday
    /// Where MODEL's plane is 0, 0.
    public var origin = Position(latitude: 0, longitude: 0)
    /// Every flight starts and lands inside.
    public var service = Window(0, 86_400)
    /// Starts are multiples of this, at least 1.
    public var gridSeconds = 60
    /// Fixed times, speeds and margins.
    public var params = FlightTimes()
    /// The on-demand reserve.
    public var coverage = Coverage()
    /// Who can fly.
    public var docks: [Dock] = []
    /// What can be flown.
    public var routes: [Route] = []
    /// What is asked for on this day.
    public var demands: [Demand] = []
    /// When and where not to fly.
    public var closures: [Closure] = []
    /// Re-plan: nothing new starts before; nil: the day has not begun.
    public var nowSeconds: Int?
    /// Re-plan: what has flown, is airborne or was sent to a dock; it stays as it is.
    public var frozen: [Plan.Item] = []
    /// The plan in force, for stability.
    public var baseline: [Plan.Item] = []
    /// By how much a start may move before a baseline sortie counts as changed.
    public var changeToleranceSeconds: Int?

    /// A problem without docks, routes and demands.
    public init(id: String, date: CalendarDate) {
        self.id = id
        self.date = date
    }

    /// From when new flights may start and coverage is watched.
    var now: Int { nowSeconds ?? service.from }
    /// Repetitions that are asked for.
    public var repetitions: Int { demands.reduce(0) { $0 + $1.reps } }
}

extension PlanningProblem: Codable {
    private enum CodingKeys: String, CodingKey {
        case format, id, note, date
        case dayType = "day_type"
        case origin, service
        case gridSeconds = "grid_s"
        case params, coverage, docks, routes, demands, closures
        case nowSeconds = "now_s"
        case frozen, baseline
        case changeToleranceSeconds = "change_tolerance_s"
    }

    /// Reads an instance.
    ///
    /// - Throws: `DecodingError` when the format is another, a field is missing or out of the schema's
    ///   range, or an id occurs twice.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard try container.decode(String.self, forKey: .format) == Self.format else {
            throw DecodingError.dataCorruptedError(
                forKey: .format,
                in: container,
                debugDescription: "format is not \(Self.format)"
            )
        }
        id = try container.decode(String.self, forKey: .id)
        note = try container.decodeIfPresent(String.self, forKey: .note)
        date = try container.decode(CalendarDate.self, forKey: .date)
        dayType = try container.decode(DayType.self, forKey: .dayType)
        origin = try container.decode(Position.self, forKey: .origin)
        service = try container.decode(Window.self, forKey: .service)
        gridSeconds = try container.decode(Int.self, forKey: .gridSeconds)
        params = try container.decode(Params.self, forKey: .params).times
        coverage = try container.decode(Coverage.self, forKey: .coverage)
        docks = try container.decode([Dock].self, forKey: .docks)
        routes = try container.decode([Route].self, forKey: .routes)
        demands = try container.decode([Demand].self, forKey: .demands)
        closures = try container.decode([Closure].self, forKey: .closures)
        nowSeconds = try container.decodeIfPresent(Int.self, forKey: .nowSeconds)
        frozen = try container.decodeIfPresent([Plan.Item].self, forKey: .frozen) ?? []
        baseline = try container.decodeIfPresent([Plan.Item].self, forKey: .baseline) ?? []
        changeToleranceSeconds =
            try container.decodeIfPresent(Int.self, forKey: .changeToleranceSeconds)
        if let fault {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: container.codingPath, debugDescription: fault)
            )
        }
    }

    /// Writes the instance with the file's key names.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.format, forKey: .format)
        try container.encode(id, forKey: .id)
        try container.encodeIfPresent(note, forKey: .note)
        try container.encode(date, forKey: .date)
        try container.encode(dayType, forKey: .dayType)
        try container.encode(origin, forKey: .origin)
        try container.encode(service, forKey: .service)
        try container.encode(gridSeconds, forKey: .gridSeconds)
        try container.encode(Params(params), forKey: .params)
        try container.encode(coverage, forKey: .coverage)
        try container.encode(docks, forKey: .docks)
        try container.encode(routes, forKey: .routes)
        try container.encode(demands, forKey: .demands)
        try container.encode(closures, forKey: .closures)
        try container.encodeIfPresent(nowSeconds, forKey: .nowSeconds)
        // A day that has not begun writes neither key, as the instance files do.
        if !frozen.isEmpty { try container.encode(frozen, forKey: .frozen) }
        if !baseline.isEmpty { try container.encode(baseline, forKey: .baseline) }
        try container.encodeIfPresent(changeToleranceSeconds, forKey: .changeToleranceSeconds)
    }
}
