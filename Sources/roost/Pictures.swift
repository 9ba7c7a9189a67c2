// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import NIOHTTP1
import RoostAPI

/// The command `roost picture C-7 3f9a01c2`.
struct PictureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "picture",
        abstract: "Open an original of a case, by name and for a reason; both stay on record.",
        discussion: """
            Example: roost picture C-7 3f9a01c2 --reason "appeal 2026-31" --out first.jpg
            roost openings lists who opened which original when.
            """
    )

    /// What was written, for who asked for JSON.
    private struct PictureFile: Encodable {
        var file: String
        var bytes: Int
    }

    @Argument(help: "The case.") var id: String
    @Argument(help: "Its picture, by its SHA-256 or the first 8 digits.") var picture: String
    @Option(help: "Why.") var reason: String
    @Option(help: "The file to write; a file that is there is not overwritten.") var out: String
    @OptionGroup var connection: Connection

    func validate() throws {
        guard !FileManager.default.fileExists(atPath: out) else {
            throw ValidationError("\(out) is there already")
        }
        // The opening is on record before the first byte: it must not be for nothing.
        let folder = URL(filePath: out).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
            isFolder.boolValue, FileManager.default.isWritableFile(atPath: folder)
        else { throw ValidationError("\(folder) is no folder that can be written to") }
    }

    func run() async throws {
        let client = Client(connection: connection)
        let bytes = try await client.send(
            .POST,
            "/v1/cases/\(id)/pictures/\(picture)/open",
            try RoostJSON.encoder().encode(ReviewRequest(reason: reason)),
            contentType: "application/json"
        )
        do {
            try bytes.write(to: URL(filePath: out), options: .withoutOverwriting)
        } catch {
            let words = connection.words(
                "\(out) cannot be written; the opening is on record all the same.",
                "无法写入 \(out)；本次调阅仍已记录。"
            )
            throw Program.Failure(code: .other, text: words)
        }
        if connection.json {
            let written = PictureFile(file: out, bytes: bytes.count)
            return printJSON(try RoostJSON.encoder(isPretty: true).encode(written))
        }
        print(
            connection.words(
                "\(out): \(bytes.count) bytes; the opening is on record",
                "\(out)：\(bytes.count) 字节；本次调阅已记录"
            )
        )
    }
}

/// The command `roost openings`.
struct Openings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Who opened which original when, and why; the oldest first.",
        discussion: "Examples: roost openings; roost openings --case C-7 --json"
    )

    @Option(name: .customLong("case"), help: "Only of this case.") var violation: String?
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let path = "/v1/facts?code=picture.opened" + (violation.map { "&case=\($0)" } ?? "")
        let items = try await client.all(path, of: EventResource.self)
        if connection.json { return try printPage(items) }
        var table = Columns(connection, .opened, .by, .violation, .sha256, .reason)
        for item in items {
            table.add(
                moment(item.at),
                item.subject["person"] ?? "-",
                item.subject["case"] ?? "-",
                String(item.values["digest"]?.prefix(16) ?? "-"),
                item.values["reason"] ?? "-"
            )
        }
        table.print()
    }
}
