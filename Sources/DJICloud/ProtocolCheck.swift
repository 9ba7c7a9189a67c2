// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText

/// Checks that messages survive decoding and encoding, member by member: the logic of
/// `roostd protocol check`.
///
/// A message fails when it is not read at all, when its envelope holds a type that no lenient reading
/// covers, or when any member differs after the way there and back. Members and methods that no
/// document has are no failures: they are kept, and counted.
public struct ProtocolCheck: Sendable {
    /// One message that did not survive.
    public struct Failure: Hashable, Sendable, CustomStringConvertible {
        /// Name of its file.
        public let name: String
        /// Where in it, from `$`.
        public let path: String
        /// What is wrong.
        public let problem: String

        /// File, path and problem in one line.
        public var description: String { "\(name): \(path): \(problem)" }
    }

    /// What a manifest says about one message: needed where a message itself lacks its method.
    public struct Expectation: Hashable, Sendable {
        /// Path of the file, relative to the manifest.
        public var path: String
        /// The kind of topic; nil when the manifest names none that we know.
        public var kind: TopicKind?
        /// The method; nil for osd, state and property set.
        public var method: String?

        /// An expectation from its parts.
        public init(path: String, kind: TopicKind?, method: String?) {
            self.path = path
            self.kind = kind
            self.method = method
        }
    }

    /// Messages that did not survive.
    public private(set) var failures: [Failure] = []
    /// Messages checked.
    public private(set) var messages = 0
    /// Members that no document has, by path, with how often each came.
    public private(set) var unknownMembers: [String: Int] = [:]
    /// Methods that no document has, with how often each came.
    public private(set) var unknownMethods: [String: Int] = [:]
    /// Values that the documents do not list, by path and value, with how often each came.
    public private(set) var unknownValues: [String: Int] = [:]
    private var failed = 0

    /// A check that has seen nothing.
    public init() {}

    /// Messages that survived.
    public var survived: Int { messages - failed }

    /// The counts in one line.
    public var summary: String {
        "\(survived) of \(messages) messages round-trip, \(unknownMembers.values.reduce(0, +))"
            + " unknown members, \(unknownMethods.values.reduce(0, +)) unknown methods"
    }

    /// Checks one message: a name for the report, usually the file's path, its bytes, and the
    /// manifest's row when there is one.
    public mutating func check(
        name: String,
        payload: some Collection<UInt8>,
        expectation: Expectation? = nil
    ) {
        messages += 1
        let before = failures.count
        defer { if failures.count > before { failed += 1 } }
        let message: Message
        do {
            message = try Message(payload: payload)
        } catch {
            failures.append(
                Failure(name: name, path: Self.path(of: error), problem: error.description)
            )
            return
        }
        compare(message, payload, name)
        if let method = message.method, let expected = expectation?.method, method != expected {
            // A known fault of the documents (PROTOCOL § 19.3): counted as unknown, not as failed.
            unknownMethods["\(method) in place of \(expected)", default: 0] += 1
        }
        survey(message, expectation)
    }

    /// Decodes what we would send, and compares it with what came.
    private mutating func compare(
        _ message: Message,
        _ payload: some Collection<UInt8>,
        _ name: String
    ) {
        let original: JSONValue
        let written: JSONValue
        do {
            original = try JSONReader(maximumSize: Message.maximumSize).read(payload)
            written = try JSONReader(maximumSize: Message.maximumSize).read(message.rebuilt.payload)
        } catch {
            failures.append(Failure(name: name, path: "$", problem: error.description))
            return
        }
        for difference in JSONDifference.between(original, written) {
            failures.append(
                Failure(name: name, path: difference.path, problem: difference.problem)
            )
        }
    }

    private static func path(of error: DJICloudError) -> String {
        switch error {
        case .missing(let path), .wrongType(let path, _): path
        case .notJSON(let error): "byte \(error.offset)"
        case .tooLarge, .noEnvelope, .unknownTopic, .notFromDevice, .unknownSerial, .retained,
            .outOfRange, .unsupported:
            "$"
        }
    }

    private mutating func survey(_ message: Message, _ expectation: Expectation?) {
        let survey = MemberSurvey(
            message: message,
            kind: expectation?.kind,
            method: message.method ?? expectation?.method
        )
        for path in survey.unknownMembers() { unknownMembers[path, default: 0] += 1 }
        for path in survey.unknownValues() { unknownValues[path, default: 0] += 1 }
        if let method = survey.unknownMethod { unknownMethods[method, default: 0] += 1 }
    }
}

extension ProtocolCheck {
    /// What a path of the form `…/<kind>/<method>[-N].json` says, for files without a manifest.
    public static func expectation(path: String) -> Expectation? {
        let parts = path.split(separator: "/")
        guard parts.count >= 2, let kind = TopicKind(rawValue: String(parts[parts.count - 2]))
        else {
            return nil
        }
        let name = String(parts[parts.count - 1].prefix { $0 != "." && $0 != "-" })
        let method = Method.named(name, on: kind) == nil ? nil : name
        return Expectation(path: path, kind: kind, method: method)
    }

    /// Reads a manifest: tab-separated, a header line with at least `path`, `kind` and `method`.
    ///
    /// Throws `missing` when a column is absent.
    public static func manifest(_ text: String) throws(DJICloudError) -> [Expectation] {
        let lines = text.split(whereSeparator: \.isNewline)
        let header = (lines.first ?? "").split(separator: "\t", omittingEmptySubsequences: false)
        guard let path = header.firstIndex(of: "path") else { throw .missing(path: "column path") }
        guard let kind = header.firstIndex(of: "kind") else { throw .missing(path: "column kind") }
        guard let method = header.firstIndex(of: "method") else {
            throw .missing(path: "column method")
        }
        return lines.dropFirst().compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count > max(path, kind, method), !columns[path].isEmpty else {
                return nil
            }
            return Expectation(
                path: String(columns[path]),
                kind: TopicKind(rawValue: String(columns[kind])),
                method: columns[method].isEmpty ? nil : String(columns[method])
            )
        }
    }
}
