// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
public import RoostModel

/// What a message from a device came to.
public struct Decoded: Sendable {
    /// A report for the core, or an answer to a command of ours.
    public enum Content: Sendable {
        /// Something a dock said.
        case report(DockReport)
        /// An answer, which the gateway matches by serial number, method and `tid`.
        case answer(CommandAnswer)
    }

    /// What it came to.
    public let content: Content
    /// Where it came.
    public let topic: Topic
    /// The message, of telemetry without its data.
    let envelope: Message
    /// All of it as it came.
    let view: JSONView
    /// Paths of members of a type that could not be read; the reading counts as not said.
    public let oddities: [String]

    /// The dock that said it, or whose aircraft did.
    public var dock: DockID {
        switch content {
        case .report(let report): report.dock
        case .answer(let answer): answer.dock
        }
    }

    /// The first member of its data, which tells partial messages of one topic apart; empty: none.
    public var shape: String {
        view["data"]?.members.first { _ in true }?.name.string ?? ""
    }

    /// The method; nil where the topic has none.
    public var method: String? { envelope.method }

    /// The message with everything in it.
    public var message: Message { (try? Message(whole: view)) ?? envelope }

    /// Whether no document has the message's method.
    public var isUnknownMethod: Bool {
        guard let method = envelope.method else { return false }
        return Method.named(method, on: topic.kind) == nil
    }

    /// The report, when it is one.
    public var report: DockReport? {
        guard case .report(let report) = content else { return nil }
        return report
    }

    /// The answer, when it is one.
    public var answer: CommandAnswer? {
        guard case .answer(let answer) = content else { return nil }
        return answer
    }
}
