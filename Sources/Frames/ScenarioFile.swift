// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import CaseCore
import JSONText
public import RoostModel

/// A recorded stream of frames with its zones and rules (FRAMES § 7, docs/recordings.md): one JSON object a line.
public struct ScenarioFile: Equatable, Sendable {
    /// What happened at an instant of the stream.
    public struct Line: Equatable, Sendable {
        /// Its number in the file, from 1.
        public var number: Int
        /// When it came.
        public var at: Timestamp
        /// What came.
        public var event: Event
    }

    /// What a line says.
    public enum Event: Equatable, Sendable {
        /// A message of an analyser, as it came over `mqtt` or `http`.
        case message(Message)
        /// The daemon is stopped and started again; hard: it is killed.
        case restart(isHard: Bool)
        /// The stream is over.
        case end
    }

    /// A message of an analyser.
    public struct Message: Equatable, Sendable {
        /// `mqtt` or `http`.
        public var transport: String
        /// The topic or path, when said.
        public var topic: String?
        /// What came beside the body, by name in lower case.
        public var headers: [String: String]
        /// The body.
        public var bytes: [UInt8]
    }

    /// A format that is not ours, and where it comes.
    public struct Adapter: Equatable, Sendable {
        /// The topic filter; nil: it is named beside the body.
        public var topic: String?
        /// The format with what it leaves unsaid.
        public var binding: FrameBinding
    }

    /// Its name.
    public var name: String
    /// Formats of its messages that are not ours; empty: none.
    public var adapters: [Adapter]
    /// The instant at which it begins.
    public var start: Timestamp
    /// The instant at which it ends.
    public var end: Timestamp
    /// Its zones and rules; the grid begins at the first vertex of the first zone.
    public var cases: CaseConfiguration
    /// A warning is played so long after it was asked for; nil: there is no loudspeaker.
    public var speakerDelay: TimeSpan?
    /// What happened, in the order of the file.
    public var lines: [Line]

    /// Who is told in a scenario.
    public static let receiver = ReceiverID("replay")
    /// The loudspeaker text of a rule that warns.
    public static let speech = "warning"

    /// A recording without a first line of its own goes on for so long after its last line, so that what waits for
    /// pictures and for other notices is told.
    static let rest = TimeSpan.minutes(10)

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - text: the lines.
    ///   - site: zones and rules of a recording that has no first line for them; nil: it must have one.
    /// - Throws: the first fault with its line.
    public init(_ text: String, site: CaseConfiguration? = nil) throws(ScenarioError) {
        var lines: [Line] = []
        var head: JSONValue?
        for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
            let value = try Self.read(line, index + 1)
            if index == 0, value["kind"]?.string == "scenario" {
                head = value
            } else {
                guard head != nil || site != nil else { throw .noHead }
                for one in value.array ?? [value] { lines.append(try Line(one, index + 1)) }
            }
        }
        // What came first is played first, in whichever order it was written down.
        let sorted = lines.enumerated().sorted {
            ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
        }
        lines = sorted.map(\.element)
        if let head {
            try self.init(head: head, lines)
        } else if let site, let first = lines.first, let last = lines.last {
            self.init(first.at, last.at + Self.rest, site, lines)
        } else {
            throw .noHead
        }
    }

    private init(
        _ start: Timestamp,
        _ end: Timestamp,
        _ cases: CaseConfiguration,
        _ lines: [Line]
    ) {
        name = ""
        adapters = []
        self.start = start
        self.end = end
        self.cases = cases
        self.lines = lines
    }

    private init(head: JSONValue, _ lines: [Line]) throws(ScenarioError) {
        name = head["name"]?.string ?? ""
        adapters = try (head["adapters"]?.array ?? []).map { (value) throws(ScenarioError) in
            try Adapter(value)
        }
        start = try Self.time(head["start"], "start", 1)
        end = try Self.time(head["end"], "end", 1)
        cases = try CaseConfiguration(scenario: head, start: start, end: end)
        let delay = head["actions"]?["speaker"]?["ack_s"]?.double
        speakerDelay = delay.map { TimeSpan(milliseconds: Int64(($0 * 1000).rounded())) }
        self.lines = lines
    }

    private static func read(_ line: Substring, _ number: Int) throws(ScenarioError) -> JSONValue {
        do throws(JSONError) {
            return try JSONReader(maximumDepth: 24).read(String(line))
        } catch {
            throw ScenarioError(line: number, text: "is no JSON: \(error)")
        }
    }

    fileprivate static func time(
        _ value: JSONValue?,
        _ name: String,
        _ number: Int
    ) throws(ScenarioError) -> Timestamp {
        guard let time = value?.string.flatMap({ Timestamp($0) }) else {
            throw ScenarioError(line: number, text: "\(name) is no time of RFC 3339")
        }
        return time
    }
}

extension ScenarioFile.Line {
    fileprivate init(_ value: JSONValue, _ number: Int) throws(ScenarioError) {
        self.number = number
        let isFrame = value["schema"]?.string?.hasPrefix("roost.frame/") == true
        guard value["arrive_at"] != nil || isFrame else { throw .unknownLine(number) }
        guard !isFrame || value["arrive_at"] != nil else {
            // A frame of the native format stands for itself: it came when it was taken.
            at = try ScenarioFile.time(value["captured_at"], "captured_at", number)
            let bytes = JSONWriter().bytes(value)
            event = .message(.init(transport: "http", topic: nil, headers: [:], bytes: bytes))
            return
        }
        at = try ScenarioFile.time(value["arrive_at"], "arrive_at", number)
        var message = ScenarioFile.Message(
            transport: value["transport"]?.string ?? "http",
            topic: value["topic"]?.string,
            headers: [:],
            bytes: []
        )
        for member in value["headers"]?.object?.members ?? [] {
            message.headers[member.name.lowercased()] = member.value.lenientString
        }
        switch value["kind"]?.string {
        case "frame":
            guard let body = value["body"] else {
                throw ScenarioError(line: number, text: "a frame without body")
            }
            message.bytes = JSONWriter().bytes(body)
            event = .message(message)
        case "raw":
            message.bytes = Array((value["raw"]?.string ?? "").utf8)
            event = .message(message)
        case "restart": event = .restart(isHard: value["hard"]?.bool ?? false)
        case "end": event = .end
        default: throw .unknownLine(number)
        }
    }
}

/// Why a scenario cannot be read.
public struct ScenarioError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int
    /// What is wrong there.
    public var text: String

    /// Nothing says what is a violation.
    static let noHead = ScenarioError(
        line: 1,
        text:
            "is not of kind scenario, with zones and rules; a recording that has no such line is read with "
            + "--site FOLDER (docs/recordings.md)"
    )

    /// A line that is none of a recording.
    static func unknownLine(_ number: Int) -> ScenarioError {
        ScenarioError(
            line: number,
            text:
                #"is neither {"kind": "frame", "arrive_at": "…", "body": …}, nor of kind raw, restart or end, "#
                + "nor a frame of schema roost.frame/1 (docs/recordings.md)"
        )
    }

    /// Line and fault.
    public var description: String { "line \(line): \(text)" }
}
