// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a thing was called, and how often.
struct LabelTally: Codable, Equatable, Sendable {
    struct Entry: Codable, Equatable, Sendable {
        var label: String
        var count: Int
    }

    /// Different labels that are kept; more are noise.
    static let limit = 8

    private(set) var entries: [Entry] = []

    /// The word that was said most often.
    var label: String {
        entries.max { ($0.count, $1.label) < ($1.count, $0.label) }?.label ?? ""
    }

    mutating func add(_ label: String) {
        if let index = entries.firstIndex(where: { $0.label == label }) {
            entries[index].count += 1
        } else if entries.count < Self.limit {
            entries.append(Entry(label: label, count: 1))
        }
    }
}
