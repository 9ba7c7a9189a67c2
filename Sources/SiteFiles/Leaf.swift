// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The single values of a value with their paths, to say what changed between two.
struct Leaf: Equatable {
    var path: [String]
    var text: String

    /// `ferry height: 90 m, was 105 m`, one for each single value that differs.
    static func changes<Value>(from old: Value, to new: Value) -> [String] {
        let before = all(of: old)
        let after = all(of: new)
        var lines: [String] = []
        for leaf in after {
            let was = before.first { $0.path == leaf.path }
            guard was?.text != leaf.text else { continue }
            lines.append(leaf.named("\(leaf.text), was \(was?.text ?? "not set")"))
        }
        for leaf in before where !after.contains(where: { $0.path == leaf.path }) {
            lines.append(leaf.named("not set, was \(leaf.text)"))
        }
        return lines.isEmpty ? ["changed"] : lines
    }

    private func named(_ text: String) -> String {
        path.isEmpty ? text : "\(path.joined(separator: " ")): \(text)"
    }

    /// Grid points follow from degrees and say nothing of their own.
    private static func all(of value: Any, at path: [String] = []) -> [Leaf] {
        if value is GridPoint || value is [GridPoint] || value is [[GridPoint]] { return [] }
        if let places = value as? [Coordinate] {
            return [Leaf(path: path, text: places.map(\.description).joined(separator: " "))]
        }
        if let window = value as? DayWindow { return [Leaf(path: path, text: window.clock)] }
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional {
            return mirror.children.first.map { all(of: $0.value, at: path) } ?? []
        }
        if mirror.displayStyle == .collection {
            let leaves = mirror.children.map { child in
                all(of: child.value).map(\.text).joined(separator: " ")
            }
            return leaves.isEmpty ? [] : [Leaf(path: path, text: leaves.joined(separator: ", "))]
        }
        if let shown = value as? any CustomStringConvertible {
            return [Leaf(path: path, text: shown.description)]
        }
        guard !mirror.children.isEmpty else { return [Leaf(path: path, text: "\(value)")] }
        return mirror.children.flatMap { child in
            all(of: child.value, at: path + words(child.label))
        }
    }

    /// `ferryHeight` as `ferry height`.
    private static func words(_ label: String?) -> [String] {
        guard let label, !label.hasPrefix(".") else { return [] }
        var words = ""
        for letter in label {
            if letter.isUppercase, words.last?.isLowercase == true { words.append(" ") }
            words.append(letter.lowercased())
        }
        return [words]
    }
}

extension DayWindow {
    /// `07:30-08:00`.
    fileprivate var clock: String {
        func time(_ seconds: Int) -> String {
            let hours = seconds / 3600
            let minutes = seconds / 60 % 60
            return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
        }
        return "\(time(startSeconds))-\(time(endSeconds))"
    }
}
