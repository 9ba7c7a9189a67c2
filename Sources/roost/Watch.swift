// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import NIOHTTP1
import RoostAPI

/// The command `roost why M-12`.
struct Why: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One plain answer, with the values that decided.",
        discussion:
            "Examples: roost why M-12; roost why R04@07:30; roost why R04-am_peak:2; roost why C-7"
    )

    @Argument(help: "A mission, sortie, case, notice, dock, or a run: ROUTE@TIME or ROUTE-BAND:NO.")
    var id: String
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let path =
            "/v1/why/" + (id.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? id)
        if connection.json { return printJSON(try await client.bytes(path)) }
        let why = try await client.get(path, as: WhyResource.self)
        print(connection.text(why.answer))
        for event in why.events { print(connection.line(event)) }
    }
}

/// The command `roost watch`.
struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What happens, live; resumes from a sequence, and by itself after a break.",
        discussion: """
            Examples: roost watch; roost watch --severity minor; roost watch --after 1200
            A connection that breaks is taken up again where it was, nothing is left out.
            """
    )

    @Option(help: "From this sequence on.") var after: Int?
    @Option(help: "At least this severity: info, minor, major, critical.") var severity = "info"
    @OptionGroup var connection: Connection

    private static let ranks = ["info", "minor", "major", "critical"]

    func validate() throws {
        guard Self.ranks.contains(severity) else {
            throw ValidationError("--severity takes \(Self.ranks.joined(separator: ", "))")
        }
    }

    func run() async throws {
        let client = Client(connection: connection)
        var last = after ?? 0
        if after == nil { last = try await client.newestSequence() }
        var isFirst = true
        while true {
            do {
                try await client.events(after: last) { event in
                    isFirst = false
                    try show(event)
                    last = event.sequence
                    return true
                }
                isFirst = false
            } catch let failure as Program.Failure where failure.code == .unreachable && !isFirst {
                // It was there: it comes back, restarted or reconnected.
            }
            tell(
                connection.words(
                    "the connection ended; trying again every \(Self.pause)",
                    "连接已断开；每 \(Self.pause) 重试一次"
                )
            )
            try await Task.sleep(for: Self.pause)
        }
    }

    private static let pause = Duration.seconds(2)

    private func show(_ event: EventResource) throws {
        let least = Self.ranks.firstIndex(of: severity) ?? 0
        guard (Self.ranks.firstIndex(of: event.severity) ?? 0) >= least else { return }
        if connection.json {
            printJSON(try RoostJSON.encoder().encode(event))
        } else {
            print(connection.line(event))
        }
        // Into a pipe, too, a line is out when it is said.
        fflush(nil)
    }

    private func tell(_ text: String) { complain(text) }
}

extension Connection {
    /// A frame that was not taken in, with what is wrong and where.
    func line(_ item: FramesAnswer.Quarantined) -> String {
        let detail = item.detail.map { ": \($0)" } ?? ""
        return "\(item.index) \(item.id ?? "-"): \(word(item.reason))\(detail)"
    }
}

/// The command `roost send-frame FILE`.
struct SendFrame: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Post analysed frames from a file: one frame, or an array of frames, as JSON.",
        discussion: "Example: roost send-frame frame.json"
    )

    @Argument(help: "The file.") var file: String
    @OptionGroup var connection: Connection

    func run() async throws {
        guard let body = FileManager.default.contents(atPath: file) else {
            throw ValidationError("\(file) cannot be read")
        }
        let client = Client(connection: connection)
        let bytes = try await client.send(
            .POST,
            "/v1/frames",
            body,
            contentType: "application/json"
        )
        let answer = try RoostJSON.decoder().decode(FramesAnswer.self, from: bytes)
        if connection.json {
            printJSON(bytes)
        } else {
            let (accepted, duplicate) = (answer.accepted, answer.duplicate)
            let quarantined = answer.quarantined.count
            print(
                connection.words(
                    "\(accepted) accepted, \(duplicate) duplicate, \(quarantined) quarantined",
                    "接收 \(accepted)，重复 \(duplicate)，隔离 \(quarantined)"
                )
            )
            for item in answer.quarantined { print("  " + connection.line(item)) }
            for item in answer.leftOut ?? [] {
                let words = connection.words("detection left out", "略过检测")
                print("  \(item.index) \(words) \(item.detection): \(item.detail)")
            }
        }
        if answer.accepted + answer.duplicate == 0, !answer.quarantined.isEmpty {
            let words = connection.words("No frame was taken in.", "没有帧被接收。")
            throw Program.Failure(code: .refused, text: words)
        }
    }
}
