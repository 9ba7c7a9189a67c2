// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A day plan: who flies which patrol when (MODEL § 6).
public struct Plan: Codable, Equatable, Sendable {
    /// One planned flight.
    public struct Item: Codable, Equatable, Hashable, Sendable {
        /// The demand's id.
        public var demand: String
        /// Which repetition of it, from 0.
        public var repetition: Int
        /// Who flies.
        public var dock: DockID
        /// Seconds after local midnight of the service day at which it starts.
        public var startSeconds: Int

        private enum CodingKeys: String, CodingKey {
            case demand
            case repetition = "rep"
            case dock
            case startSeconds = "start_s"
        }

        /// A flight from its parts.
        public init(demand: String, repetition: Int, dock: DockID, startSeconds: Int) {
            self.demand = demand
            self.repetition = repetition
            self.dock = dock
            self.startSeconds = startSeconds
        }
    }

    /// A repetition that is not flown, and why.
    public struct Unserved: Codable, Equatable, Hashable, Sendable {
        /// The demand's id.
        public var demand: String
        /// Which repetition of it, from 0.
        public var repetition: Int
        /// Short text that a user can act on.
        public var reason: String

        private enum CodingKeys: String, CodingKey {
            case demand
            case repetition = "rep"
            case reason
        }

        /// A repetition that is not flown.
        public init(demand: String, repetition: Int, reason: String) {
            self.demand = demand
            self.repetition = repetition
            self.reason = reason
        }
    }

    /// The lexicographic objective (MODEL § 5).
    public struct Objective: Codable, Equatable, Sendable {
        /// Sum of the weights of flown repetitions.
        public var servedWeight: Int
        /// Least number of ready docks in reach of any point at any time.
        public var reserve: Int
        /// Sum over docks of (number of sorties)².
        public var evenness: Int
        /// Baseline sorties not kept.
        public var changes: Int

        private enum CodingKeys: String, CodingKey {
            case servedWeight = "served_weight"
            case reserve, evenness, changes
        }

        /// An objective from its parts.
        public init(servedWeight: Int, reserve: Int, evenness: Int, changes: Int) {
            self.servedWeight = servedWeight
            self.reserve = reserve
            self.evenness = evenness
            self.changes = changes
        }
    }

    /// The instance that it solves.
    public var instance: String
    /// Flights, by demand and repetition.
    public var sorties: [Item]
    /// What is not flown, with reasons.
    public var unserved: [Unserved]
    /// What it is worth.
    public var objective: Objective

    /// A plan from its parts.
    public init(instance: String, sorties: [Item], unserved: [Unserved], objective: Objective) {
        self.instance = instance
        self.sorties = sorties
        self.unserved = unserved
        self.objective = objective
    }
}
