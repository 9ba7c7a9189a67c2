// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DJICloud
import Foundation

/// The command `roostd protocol check PATH…`.
struct ProtocolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocol",
        abstract: "Work on recorded messages of docks.",
        subcommands: [CheckMessages.self]
    )

    struct CheckMessages: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Decode each message, encode it again, and compare member by member.",
            discussion: "Example: roostd protocol check --manifest manifest.tsv messages/"
        )

        @Argument(help: "Files, or folders with JSON files.") var paths: [String]
        @Option(help: "Tab-separated list with path, kind and method of each file.")
        var manifest: String?

        func run() throws {
            let expectations = try known()
            var check = ProtocolCheck()
            for path in paths {
                for file in files(path) {
                    guard let bytes = FileManager.default.contents(atPath: file) else {
                        throw Program.Failure(code: 2, text: "\(file): cannot be read")
                    }
                    check.check(
                        name: file,
                        payload: Array(bytes),
                        expectation: expectations.first { file.hasSuffix("/" + $0.path) }
                            ?? ProtocolCheck.expectation(path: file)
                    )
                }
            }
            for failure in check.failures { print(failure) }
            print(check.summary)
            guard check.failures.isEmpty else {
                throw Program.Failure(code: 1, text: "not verified")
            }
        }

        private func known() throws -> [ProtocolCheck.Expectation] {
            guard let manifest else { return [] }
            guard let bytes = FileManager.default.contents(atPath: manifest) else {
                throw Program.Failure(code: 2, text: "\(manifest): cannot be read")
            }
            do {
                return try ProtocolCheck.manifest(String(decoding: bytes, as: UTF8.self))
            } catch {
                throw Program.Failure(code: 2, text: "\(manifest): \(error)")
            }
        }

        private func files(_ path: String) -> [String] {
            guard let names = FileManager.default.subpaths(atPath: path), !names.isEmpty else {
                return [path]
            }
            return names.filter { $0.hasSuffix(".json") }.sorted().map { "\(path)/\($0)" }
        }
    }
}
