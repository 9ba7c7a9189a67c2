// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What the last plan of a day that is over promised; its runs are kept with what became of them.
public struct PastPlan: Codable, Equatable, Sendable {
    /// The service day.
    public var date: CalendarDate
    /// Sum of the weights of the runs that it had.
    public var servedWeight: Int
    /// Least number of docks ready at any time.
    public var reserve: Int
    /// What was asked for and had no place in it.
    public var unserved: [Plan.Unserved]

    /// What a plan promised for a day.
    init(date: CalendarDate, plan: Plan) {
        self.date = date
        servedWeight = plan.objective.servedWeight
        reserve = plan.objective.reserve
        unserved = plan.unserved
    }
}
