// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A hard constraint that a plan breaks, or a word of the plan that is not so (MODEL § 3).
public struct PlanFinding: Codable, Equatable, Sendable, CustomStringConvertible {
    /// The constraint's name, H1 to H12.
    public enum Rule: String, Codable, CaseIterable, Comparable, Sendable {
        /// H1: known names, each repetition once, starts on the grid.
        case form = "H1"
        /// H2: the dock may and can fly the route.
        case candidate = "H2"
        /// H3: one sortie a dock at a time, with its turnaround.
        case oneSortie = "H3"
        /// H4: enough battery, reserve kept.
        case battery = "H4"
        /// H5: service hours and the demand's window.
        case window = "H5"
        /// H6: repetitions in order and apart.
        case spacing = "H6"
        /// H7: no flight in a closure of its dock.
        case dockClosure = "H7"
        /// H8: enough docks stay ready.
        case coverage = "H8"
        /// H9: no leg in a closed area.
        case areaClosure = "H9"
        /// H10: frozen sorties stay, nothing new starts before now.
        case replan = "H10"
        /// H11: aircraft stay apart.
        case separation = "H11"
        /// H12: flown or listed with a reason; a true objective.
        case honesty = "H12"

        private var number: Int { Int(rawValue.dropFirst()) ?? 0 }

        /// In the order of their numbers.
        public static func < (one: Rule, other: Rule) -> Bool { one.number < other.number }
    }

    /// Which constraint.
    public var rule: Rule
    /// What is wrong, for people, in English.
    public var text: String
    /// The same in Simplified Chinese; nil: it is about a plan's file, which operators do not read.
    public var zh: String?

    /// A finding from its parts.
    public init(_ rule: Rule, _ text: String, zh: String? = nil) {
        self.rule = rule
        self.text = text
        self.zh = zh
    }

    /// Rule and text in one line.
    public var description: String { "\(rule.rawValue) \(text)" }
}
