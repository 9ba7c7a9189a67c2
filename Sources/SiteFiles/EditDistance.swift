// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The nearest of some words, for "did you mean".
enum EditDistance {
    /// The word that needs the fewest insertions, deletions, changes and swaps of neighbours; nil when
    /// none is near.
    static func nearest(to word: String, among words: [String]) -> String? {
        let ranked = words.map { (distance: between(word, $0), word: $0) }
            .min { ($0.distance, $0.word) < ($1.distance, $1.word) }
        guard let ranked, ranked.distance <= max(2, word.count / 2) else { return nil }
        return ranked.word
    }

    /// Optimal string alignment distance.
    static func between(_ one: String, _ other: String) -> Int {
        let left = Array(one.lowercased())
        let right = Array(other.lowercased())
        var before: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var next = [row + 1]
            for column in right.indices {
                let isSame = left[row] == right[column]
                var best = min(
                    last[column] + (isSame ? 0 : 1),
                    last[column + 1] + 1,
                    next[column] + 1
                )
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    best = min(best, before[column - 1] + 1)
                }
                next.append(best)
            }
            before = last
            last = next
        }
        return last[right.count]
    }
}
