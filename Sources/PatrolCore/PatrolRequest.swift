// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What a person may ask of the patrols; each with a reason for the record.
public enum PatrolRequest: Codable, Equatable, Sendable {
    /// From now on a date counts as a type of day; nil: as the calendar has it.
    case setDay(CalendarDate, DayType?, why: String)
    /// A run that has not departed is not flown.
    case skip(PlannedRun, why: String)
    /// A run that has not departed is flown by another dock or at another time, and stays there.
    case move(PlannedRun, RunChange, why: String)
    /// A run that a person took out is flown after all, where it was or elsewhere, and stays there.
    case restore(PlannedRun, RunChange, why: String)
}

/// Where a person wants a run.
public struct RunChange: Codable, Equatable, Sendable {
    /// Who flies; nil: as planned.
    public var dock: DockID?
    /// Seconds after local midnight of the service day; nil: as planned.
    public var startSeconds: Int?

    /// A change of dock, of start or of both.
    public init(dock: DockID? = nil, startSeconds: Int? = nil) {
        self.dock = dock
        self.startSeconds = startSeconds
    }
}

/// A date that counts as another type of day by a person's word.
public struct DayChange: Codable, Equatable, Sendable {
    /// The date.
    public var date: CalendarDate
    /// Its type; nil: as the calendar has it.
    public var type: DayType?
    /// Why, for people.
    public var why: String

    /// A date with its type.
    public init(date: CalendarDate, type: DayType?, why: String) {
        self.date = date
        self.type = type
        self.why = why
    }
}
