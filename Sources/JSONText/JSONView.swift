// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One value of a JSON text that was read, looked at where it stands: nothing is copied until it is
/// asked for.
///
/// For what is read often and only in part, such as telemetry; ``value`` is the whole of it.
public struct JSONView: Sendable {
    let source: JSONSource
    let place: Int

    init(_ source: JSONSource, at place: Int = 0) {
        self.source = source
        self.place = place
    }

    var node: JSONNode { source.nodes[place] }

    /// The value with everything in it.
    public var value: JSONValue { source.value(at: place) }

    /// Whether this is the word `null`.
    public var isNull: Bool { node.kind == .null }

    /// Whether this is an object.
    public var isObject: Bool { node.kind == .object }

    /// Whether this is an array.
    public var isArray: Bool { node.kind == .array }

    /// The last member of that name; nil when there is none, and in any other kind.
    public subscript(name: StaticString) -> JSONView? {
        guard node.kind == .object else { return nil }
        var found: JSONView?
        var at = place + 1
        while at < node.next {
            if source.isText(source.nodes[at], name) { found = JSONView(source, at: at + 1) }
            at = Int(source.nodes[at + 1].next)
        }
        return found
    }

    /// The member of that name; nil when there is none, and in any other kind.
    func member(named name: String) -> JSONView? {
        guard node.kind == .object else { return nil }
        var name = name
        return name.withUTF8 { text in
            var at = place + 1
            while at < node.next {
                if source.isText(source.nodes[at], text) { return JSONView(source, at: at + 1) }
                at = Int(source.nodes[at + 1].next)
            }
            return nil
        }
    }

    /// The members of an object in their order; of any other kind there are none.
    public var members: Members { Members(self, isIn: node.kind == .object) }

    /// The elements of an array in their order; of any other kind there are none.
    public var elements: Elements { Elements(self, isIn: node.kind == .array) }

    /// Walks the members of an object.
    public struct Members: Sequence, IteratorProtocol {
        private let source: JSONSource
        private var at: Int
        private let end: Int

        init(_ view: JSONView, isIn: Bool) {
            source = view.source
            at = view.place + 1
            end = isIn ? Int(view.node.next) : 0
        }

        /// The next member; nil at the end.
        public mutating func next() -> (name: JSONView, value: JSONView)? {
            guard at < end else { return nil }
            let name = at
            at = Int(source.nodes[name + 1].next)
            return (JSONView(source, at: name), JSONView(source, at: name + 1))
        }
    }

    /// Walks the elements of an array.
    public struct Elements: Sequence, IteratorProtocol {
        private let source: JSONSource
        private var at: Int
        private let end: Int

        init(_ view: JSONView, isIn: Bool) {
            source = view.source
            at = view.place + 1
            end = isIn ? Int(view.node.next) : 0
        }

        /// The next element; nil at the end.
        public mutating func next() -> JSONView? {
            guard at < end else { return nil }
            defer { at = Int(source.nodes[at].next) }
            return JSONView(source, at: at)
        }
    }
}

extension JSONView {
    /// The string, or nil for any other kind.
    public var string: String? {
        node.kind == .string || node.kind == .escaped ? source.string(node) : nil
    }

    /// The boolean, or nil for any other kind.
    public var bool: Bool? {
        switch node.kind {
        case .yes: true
        case .no: false
        case .null, .number, .string, .escaped, .array, .object: nil
        }
    }

    /// The number with its text, or nil for any other kind.
    public var number: JSONNumber? { node.kind == .number ? source.number(node) : nil }

    /// Whether a string or a member's name is this text.
    public func isText(_ text: StaticString) -> Bool { source.isText(node, text) }
}
