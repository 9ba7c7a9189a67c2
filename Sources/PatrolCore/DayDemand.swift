// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A demand of a day, and what happens to its runs when their time passed.
public struct DayDemand: Codable, Equatable, Sendable {
    /// What planning is asked for.
    public var demand: PlanningProblem.Demand
    /// The rule's word on missed runs.
    public var missed: PatrolDemand.Missed
    /// How late a run may start, seconds; nil: ``PatrolBook/lateness``.
    public var latestSeconds: Int?
    /// The second look that it is; nil: a patrol rule asks for it.
    public var errand: ErrandID?

    /// A demand with its policy.
    public init(
        demand: PlanningProblem.Demand,
        missed: PatrolDemand.Missed,
        latestSeconds: Int? = nil,
        errand: ErrandID? = nil
    ) {
        self.errand = errand
        self.demand = demand
        self.missed = missed
        self.latestSeconds = latestSeconds
    }
}
