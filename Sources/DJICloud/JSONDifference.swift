// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText

/// Where two JSON values differ, member by member.
///
/// The order of members does not matter; the text of
/// numbers and the kinds of values do.
struct JSONDifference: Hashable {
    let path: String
    let problem: String

    static func between(_ one: JSONValue, _ other: JSONValue, at path: String = "$") -> [Self] {
        switch (one, other) {
        case (.object(let one), .object(let other)):
            let gone = one.members.flatMap { member -> [JSONDifference] in
                let path = "\(path).\(member.name)"
                guard let value = other[member.name] else {
                    return [JSONDifference(path: path, problem: "lost")]
                }
                return between(member.value, value, at: path)
            }
            let added = other.members.filter { one[$0.name] == nil }.map {
                JSONDifference(path: "\(path).\($0.name)", problem: "added")
            }
            return gone + added
        case (.array(let one), .array(let other)):
            guard one.count == other.count else {
                return [
                    JSONDifference(
                        path: path,
                        problem: "\(one.count) elements became \(other.count)"
                    )
                ]
            }
            return zip(one, other).enumerated().flatMap { index, pair in
                between(pair.0, pair.1, at: "\(path)[\(index)]")
            }
        default:
            guard one != other else { return [] }
            let problem =
                one.kind == other.kind
                ? "the \(one.kind) changed" : "\(one.kind) became \(other.kind)"
            return [JSONDifference(path: path, problem: problem)]
        }
    }
}
