// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Notices against truth, as `score.py` counts them.
struct NoiseScore: CustomStringConvertible {
    var violations = 0
    /// What nobody could have confirmed; counts neither way.
    var unobserved = 0
    var found = 0
    var doubled = 0
    var wrong = 0
    var plates = 0
    var exact = 0

    var precision: Double { Double(found) / Double(max(1, found + wrong)) }
    var recall: Double { Double(found) / Double(max(1, violations)) }
    var exactness: Double { Double(exact) / Double(max(1, plates)) }

    /// For people: `precision 0.995 (3 wrong) recall 0.981 (11 of 580 lost) doubled 0 plates 0.996 (2 of 512)`.
    var description: String {
        "precision \(Self.rounded(precision)) (\(wrong) wrong), "
            + "recall \(Self.rounded(recall)) (\(violations - found) of \(violations) lost, "
            + "\(unobserved) more unobserved), "
            + "doubled \(doubled), "
            + "plates \(Self.rounded(exactness)) (\(plates - exact) of \(plates) wrong)"
    }

    private static func rounded(_ share: Double) -> String {
        let digits = String(Int((share * 1000).rounded()))
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return "\(padded.dropLast(3)).\(padded.suffix(3))"
    }
}
