// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A demand of a day, and what happens to its runs when their time passed.
public struct DayDemand: Codable, Equatable, Sendable {
    /// What planning is asked for.
    public var demand: PlanningProblem.Demand
    /// The rule's word on missed runs.
    public var missed: PatrolDemand.Missed

    /// A demand with its policy.
    public init(demand: PlanningProblem.Demand, missed: PatrolDemand.Missed) {
        self.demand = demand
        self.missed = missed
    }
}
