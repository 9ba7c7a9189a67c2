// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What the inputs of one surface came to.
public struct Tally: Codable, Equatable, Sendable {
    /// Inputs put through.
    public var inputs = 0
    /// How often each verdict came, by its word.
    public var verdicts: [String: Int] = [:]
    /// Longest time of one input, in microseconds of the processor.
    public var longest = 0
    /// Most memory that the process held, in MiB.
    public var mebibytes = 0

    /// An empty tally.
    public init() {}

    /// Counts one input.
    public mutating func add(_ verdict: Verdict, microseconds: Int) {
        inputs += 1
        verdicts[verdict.word, default: 0] += 1
        longest = max(longest, microseconds)
    }

    /// Adds another tally of the same surface.
    public mutating func add(_ other: Tally) {
        inputs += other.inputs
        verdicts.merge(other.verdicts, uniquingKeysWith: +)
        longest = max(longest, other.longest)
        mebibytes = max(mebibytes, other.mebibytes)
    }

    /// Inputs and verdicts in one line, the most frequent first.
    public var summary: String {
        let words = verdicts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) \($0.value)" }
        return "\(inputs): \(words.joined(separator: ", "))"
    }
}
