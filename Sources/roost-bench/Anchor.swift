// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostModel

/// Results of other planners for the same instances: a table with a row an instance (`cpsat.tsv`).
enum Anchor {
    /// The plans of each instance's row, by name.
    static func read(_ path: String) throws -> [String: [(name: String, worth: Plan.Objective)]] {
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        let lines = text.split(separator: "\n")
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        guard let head = lines.first, head.contains("instance"), head.contains("greedy_served")
        else { throw ValidationError("\(path): the first line does not name the columns") }
        var anchors: [String: [(String, Plan.Objective)]] = [:]
        for line in lines.dropFirst() {
            let row = Dictionary(zip(head, line), uniquingKeysWith: { first, _ in first })
            guard let instance = row["instance"] else { continue }
            func worth(_ prefix: String) -> Plan.Objective? {
                guard let served = row["\(prefix)served"].flatMap(Int.init),
                    let reserve = row["\(prefix)reserve"].flatMap(Int.init),
                    let evenness = row["\(prefix)evenness"].flatMap(Int.init)
                else { return nil }
                return Plan.Objective(
                    servedWeight: served,
                    reserve: reserve,
                    evenness: evenness,
                    changes: row["\(prefix)changes"].flatMap(Int.init) ?? 0
                )
            }
            anchors[instance] = [("greedy", worth("greedy_")), ("cpsat", worth(""))]
                .compactMap { name, worth in worth.map { (name, $0) } }
        }
        return anchors
    }
}

extension Plan.Objective {
    /// The four tiers in one word.
    var words: String { "\(servedWeight)/\(reserve)/\(evenness)/\(changes)" }

    /// Whether this is better than another, and by which tier (MODEL § 5).
    func comparison(with other: Plan.Objective) -> String {
        let gains = [
            ("served", servedWeight - other.servedWeight), ("reserve", reserve - other.reserve),
            ("evenness", other.evenness - evenness), ("changes", other.changes - changes),
        ]
        guard let (tier, gain) = gains.first(where: { $0.1 != 0 }) else { return "equal" }
        return "\(gain > 0 ? "better" : "WORSE") in \(tier) by \(abs(gain))"
    }
}
