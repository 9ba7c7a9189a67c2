// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Yams

/// One mapping of a file: its keys are checked against the ``KeyTable`` when it is made.
struct Section {
    let file: SourceFile
    /// The keys above, such as `docks[D03]`; empty for a file's top.
    let path: String
    /// Its name in the ``KeyTable``.
    let kind: String
    let line: Int
    private let pairs: [(key: String, line: Int, value: Node)]

    /// The mapping at a node; nil, with a fault, when it is something else.
    init?(_ node: Node, path: String, kind: String, file: SourceFile) {
        self.file = file
        self.path = path
        self.kind = kind
        line = node.mark?.line ?? 0
        guard let mapping = node.mapping else {
            file.fault(line, path, "is \(node.shown), must be a mapping of keys")
            return nil
        }
        pairs = mapping.map { key, value in
            (key.scalar?.string ?? "?", key.mark?.line ?? 0, value)
        }
        checkKeys()
    }

    private func checkKeys() {
        guard let keys = KeyTable.sections[kind] else { return }
        let known = keys.map(\.key)
        for pair in pairs where !known.contains(pair.key) {
            let hint =
                EditDistance.nearest(to: pair.key, among: known)
                .map { "did you mean \($0)?" } ?? "known are \(known.joined(separator: ", "))"
            file.fault(pair.line, field(pair.key), "unknown key; \(hint)")
        }
        for key in keys where key.fallback == .required && !has(key.key) {
            file.fault(line, field(key.key), "is missing: \(key.meaning)")
        }
    }

    /// The keys as written, for mappings with keys of the operator's own.
    var keys: [String] { pairs.map(\.key) }

    /// Whether the key is written.
    func has(_ key: String) -> Bool { pairs.contains { $0.key == key } }

    /// A key with the keys above it.
    func field(_ key: String) -> String {
        if key.isEmpty { return path }
        return path.isEmpty ? key : "\(path).\(key)"
    }

    /// The line of a key; of the section when it is not written.
    func line(of key: String) -> Int { pairs.first { $0.key == key }?.line ?? line }

    /// Says what is wrong with a key.
    func fault(_ key: String, _ message: String) {
        file.fault(line(of: key), field(key), message)
    }

    /// Says what deserves a look though the folder may be used.
    func warn(_ key: String, _ message: String) { file.warn(line(of: key), field(key), message) }

    /// What is written, or else the default of the ``KeyTable``; nil when there is neither.
    func value(_ key: String) -> Node? {
        if let pair = pairs.first(where: { $0.key == key }) { return pair.value }
        guard let entry = KeyTable.sections[kind]?.first(where: { $0.key == key }) else {
            preconditionFailure("key \(key) of \(kind) is read but stands in no key table")
        }
        guard case .value(let text) = entry.fallback else { return nil }
        return Self.node(text)
    }

    /// What is written under a key of the operator's own.
    func entry(_ key: String) -> Node? { pairs.first { $0.key == key }?.value }

    private static func node(_ text: String) -> Node {
        switch text {
        case "{}": Node([(Node, Node)]())
        case "[]": Node([Node]())
        default: Node(text, .implicit, .plain)
        }
    }
}

extension Node {
    /// What stands there, for a fault's text.
    var shown: String {
        switch self {
        case .scalar(let scalar):
            isEmpty ? "empty" : scalar.string.count > 40 ? "a long text" : scalar.string
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    /// Whether nothing, `~` or `null` is written.
    var isEmpty: Bool {
        guard case .scalar(let scalar) = self else { return false }
        return scalar.style == .plain
            && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// The text of a scalar that is not empty.
    var text: String? {
        guard case .scalar(let scalar) = self, !isEmpty else { return nil }
        return scalar.string
    }
}
