// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import RoostModel

/// One `--misbehave KIND[:DOCK[:PROBABILITY]]`.
struct FaultOption: Equatable, Sendable {
    /// What goes wrong.
    var what: Misbehaviour
    /// At which dock; nil: all.
    var dock: DockID?
    /// Of each chance to go wrong, 0 to 1; nil: always.
    var probability: Double?

    /// Reads the option.
    ///
    /// - Throws: ``SimHostError/option(name:value:allowed:)`` for an unknown kind, an empty dock or a
    ///   probability outside 0 to 1.
    init(parsing text: String) throws(SimHostError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), let what = Misbehaviour(named: parts[0]) else {
            throw Self.fault(text, "KIND[:DOCK[:PROBABILITY]], KIND being \(Misbehaviour.names)")
        }
        self.what = what
        if parts.count > 1, parts[1] != "*" {
            guard DockID(parts[1]).isWellFormed else {
                throw Self.fault(text, "with a dock such as D03, or * for all")
            }
            dock = DockID(parts[1])
        }
        guard parts.count > 2 else { return }
        guard let share = Double(parts[2]), (0...1).contains(share) else {
            throw Self.fault(text, "with a probability from 0 to 1")
        }
        probability = share
    }

    /// The same as the dock takes it.
    var plan: MisbehaviourPlan {
        MisbehaviourPlan(what, probability.map { .chance($0) } ?? .between(.epoch, .never))
    }

    private static func fault(_ value: String, _ allowed: String) -> SimHostError {
        .option(name: "--misbehave", value: value, allowed: allowed)
    }
}

extension Misbehaviour {
    /// The fault of a number of SAFETY § F (`F18`) or of a word (`commandIgnored`).
    init?(named text: String) {
        let known = Self.allCases.first { $0.rawValue == text.uppercased() || "\($0)" == text }
        guard let known else { return nil }
        self = known
    }

    /// All numbers with their words.
    static var names: String {
        allCases.map { "\($0.rawValue) \($0)" }.joined(separator: ", ")
    }
}
