// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Plates as text: normalised and compared (PIPELINE 5.3).
enum Plate {
    /// Upper case, without space, point, hyphen and middle dot; O is 0 and I is 1 but in the region prefix.
    ///
    /// The region prefix is the leading characters outside ASCII and the one after them: `测B`.
    static func normalised(_ text: String) -> String {
        plain(text) ?? anyText(text)
    }

    /// The same for what nearly all plates are, without looking at characters as wholes; nil: it has others.
    private static func plain(_ text: String) -> String? {
        var result = String.UnicodeScalarView()
        var isRegion = true
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", ".", "-", "·", "・", "•", "\u{3000}": continue
            case "\u{4E00}"..."\u{9FFF}": break
            case "0"..."9", "A"..."Z", "a"..."z":
                let upper = scalar >= "a" ? scalar.value - 32 : scalar.value
                // The region's letter stands behind its sign.
                let isLetter = isRegion && !result.isEmpty
                isRegion = false
                result.append(sign(upper, isLetter: isLetter))
                continue
            default: return nil
            }
            result.append(scalar)
        }
        return String(result)
    }

    private static func sign(_ upper: UInt32, isLetter: Bool) -> Unicode.Scalar {
        let scalar = Unicode.Scalar(UInt8(truncatingIfNeeded: upper))
        if isLetter { return scalar }
        return scalar == "O" ? "0" : scalar == "I" ? "1" : scalar
    }

    /// The same for any text, character by character.
    static func anyText(_ text: String) -> String {
        let dropped: Set<Character> = [" ", ".", "-", "·", "・", "•", "\u{3000}"]
        let kept = text.uppercased().filter { !dropped.contains($0) }
        let region = kept.prefix { !$0.isASCII }.count
        let prefix = region > 0 ? region + 1 : 0
        var result = String(kept.prefix(prefix))
        for character in kept.dropFirst(prefix) {
            switch character {
            case "O": result.append("0")
            case "I": result.append("1")
            default: result.append(character)
            }
        }
        return result
    }

    /// Levenshtein distance: insertions, deletions and replacements from one text to the other.
    static func distance(_ one: String, _ other: String) -> Int {
        let target = Array(other)
        var row = Array(0...target.count)
        for (index, character) in one.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in target.indices {
                let replaced = diagonal + (character == target[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, min(row[column], row[column + 1]) + 1)
            }
        }
        return row[target.count]
    }

    /// What two readings say about two vehicles.
    enum Comparison: Equatable {
        /// One vehicle: at most one character differs.
        case same
        /// Two characters differ: one more reading is needed.
        case unsure
        /// Two vehicles.
        case other
        /// At least one side has no reading.
        case absent
    }

    /// Compares the consensus of two sides.
    static func compare(_ one: String?, _ other: String?) -> Comparison {
        guard let one, let other else { return .absent }
        if one == other { return .same }
        let difference = distance(one, other)
        return difference <= 1 ? .same : difference == 2 ? .unsure : .other
    }
}

/// Readings of one plate, summed by text (PIPELINE 5.3).
struct PlateTally: Codable, Equatable, Sendable {
    struct Entry: Codable, Equatable, Sendable {
        var text: String
        var weight: Double
        var best: Double
        /// What its readings say for it: log odds of their confidence, summed.
        var evidence = 0.0
        /// Readings of it.
        var count = 1
    }

    /// Readings below it are ignored (PIPELINE 5.3).
    static let leastConfidence = 0.6
    /// A reading of a zoom picture counts so often (PIPELINE 5.3).
    static let zoomFactor = 3.0
    /// From this weight on, two readings or one zoom, a text may end an occupancy; our choice: a single
    /// misread wide frame must not.
    static let firmWeight = 1.2
    /// Different texts that are kept; more are noise.
    static let textLimit = 8

    private(set) var entries: [Entry] = []

    /// The text that agrees best with all that was read; nil: nothing was (docs/decisions/0008).
    ///
    /// A reading of another text speaks for this one too, as much as PIPELINE 5.3 calls them alike: of three
    /// readings with one wrong character each, the one in their middle is the plate. It is always a text that
    /// was read, never one put together.
    var consensus: Entry? {
        guard entries.count > 1 else { return entries.first }
        var best: (support: Double, entry: Entry)?
        for entry in entries {
            let support = support(of: entry)
            if let known = best, (known.support, entry.text) >= (support, known.entry.text) {
                continue
            }
            best = (support, entry)
        }
        return best?.entry
    }

    /// All evidence for a text: two thirds of it from a text that differs by one character, one third by two.
    private func support(of entry: Entry) -> Double {
        entries.reduce(0) { sum, other in
            let difference =
                entry.text == other.text ? 0 : min(3, Plate.distance(entry.text, other.text))
            return sum + other.evidence * Double(3 - difference) / 3
        }
    }

    /// Log odds of a confidence, ln(c / (1 - c)): what a reading that is right so often says for its text.
    ///
    /// Five terms of its series: no function of the platform is needed, and none counts more than 3.6.
    static func logOdds(_ confidence: Double) -> Double {
        let x = min(max(2 * confidence - 1, 0), 1)
        let square = x * x
        return 2 * x
            * (1 + square * (1 / 3.0 + square * (1 / 5.0 + square * (1 / 7.0 + square / 9))))
    }

    /// Whether two readings agree on the consensus and it has two thirds of all weight; our choice: until
    /// then more readings are waited for, as long as evidence is (PIPELINE 5.3, FEATURES E14).
    var isClear: Bool {
        guard let consensus, consensus.count >= 2 else { return false }
        return consensus.weight * 3 >= entries.reduce(0) { $0 + $1.weight } * 2
    }

    /// The consensus when it is firm.
    var firmText: String? {
        guard let consensus, consensus.weight >= Self.firmWeight else { return nil }
        return consensus.text
    }

    mutating func add(_ reading: PlateReading, isZoom: Bool) {
        guard reading.confidence >= Self.leastConfidence else { return }
        let factor = isZoom ? Self.zoomFactor : 1
        add(
            Entry(
                text: reading.text,
                weight: reading.confidence * factor,
                best: reading.confidence,
                evidence: Self.logOdds(reading.confidence) * factor
            )
        )
    }

    /// Both sides' readings in one tally.
    func merged(with other: PlateTally) -> PlateTally {
        var all = self
        for entry in other.entries { all.add(entry) }
        return all
    }

    private mutating func add(_ entry: Entry) {
        if let index = entries.firstIndex(where: { $0.text == entry.text }) {
            entries[index].weight += entry.weight
            entries[index].evidence += entry.evidence
            entries[index].count += entry.count
            entries[index].best = max(entries[index].best, entry.best)
            return
        }
        if entries.count >= Self.textLimit,
            let least = entries.indices.min(by: { entries[$0].weight < entries[$1].weight })
        {
            guard entries[least].weight < entry.weight else { return }
            entries.remove(at: least)
        }
        entries.append(entry)
    }
}
