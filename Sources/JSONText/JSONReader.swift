// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Reads one JSON text strictly by RFC 8259, within bounds.
///
/// Errors are: a duplicate member name (unless kept), bytes that are not UTF-8, a byte order mark,
/// half of a surrogate pair, NaN and Infinity, and anything after the value.
public struct JSONReader: Sendable {
    /// What to do with a second member of one name.
    public enum Duplicates: Hashable, Sendable {
        /// Refuse the text, naming the member.
        case refuse
        /// Keep all of them and report the names.
        case keep
    }

    /// A value with what was odd about its text.
    public struct Reading: Hashable, Sendable {
        /// The value.
        public let value: JSONValue
        /// Names that came twice in one object, in the order of their second coming; at most 100.
        public let duplicates: [String]
    }

    /// Longest text in bytes.
    public let maximumSize: Int
    /// Deepest nesting of arrays and objects, 1 to 512 (recursion uses the stack).
    public let maximumDepth: Int
    /// What to do with a second member of one name.
    public let duplicates: Duplicates

    /// A reader with these bounds: 16 MiB and 64 levels unless told otherwise.
    public init(
        maximumSize: Int = 16 << 20,
        maximumDepth: Int = 64,
        duplicates: Duplicates = .refuse
    ) {
        self.maximumSize = maximumSize
        self.maximumDepth = min(max(maximumDepth, 1), 512)
        self.duplicates = duplicates
    }

    /// Reads UTF-8 bytes; throws the first fault with its offset.
    public func read(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSONValue {
        try reading(bytes).value
    }

    /// Reads a string; throws the first fault with its offset in UTF-8 bytes.
    public func read(_ text: String) throws(JSONError) -> JSONValue {
        try reading(text.utf8).value
    }

    /// Reads UTF-8 bytes and reports kept duplicates; throws the first fault with its offset.
    public func reading(_ bytes: some Collection<UInt8>) throws(JSONError) -> Reading {
        let (source, duplicates) = try scan(bytes)
        return Reading(value: source.value(at: 0), duplicates: duplicates)
    }

    /// Reads UTF-8 bytes, to be looked at where they stand; throws the first fault with its offset.
    public func view(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSONView {
        JSONView(try scan(bytes).source)
    }

    private func scan(
        _ bytes: some Collection<UInt8>
    ) throws(JSONError) -> (source: JSONSource, duplicates: [String]) {
        guard bytes.count <= maximumSize else {
            throw JSONError(offset: maximumSize, reason: .tooLarge(limit: maximumSize))
        }
        let bytes = bytes as? [UInt8] ?? Array(bytes)
        let result = bytes.withUnsafeBufferPointer { scan($0) }
        let (nodes, duplicates) = try result.get()
        return (JSONSource(bytes: bytes, nodes: nodes), duplicates)
    }

    private func scan(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Result<([JSONNode], [String]), JSONError> {
        var scanner = JSONScanner(
            bytes: bytes,
            maximumDepth: maximumDepth,
            refusesDuplicates: duplicates == .refuse
        )
        do throws(JSONError) {
            try scanner.document()
            return .success((scanner.nodes, scanner.duplicates))
        } catch {
            return .failure(error)
        }
    }
}
