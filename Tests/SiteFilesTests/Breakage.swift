// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// One change of one file of `config/luohu`, and the faults that it must cause: a block of
/// `Fixtures/faults.txt`.
struct Breakage: Sendable, CustomTestStringConvertible {
    var file: String
    var old: String
    var new: String
    var faults: [String]

    var testDescription: String { "\(file): \(new)" }

    private static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/faults.txt").path

    /// The blocks of the table.
    static var all: [Breakage] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.components(separatedBy: "\n\n").compactMap(read)
    }

    private static func read(_ block: String) -> Breakage? {
        let lines = block.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
        guard lines.count >= 3, lines[0].hasPrefix("@ ") else { return nil }
        return Breakage(
            file: String(lines[0].dropFirst(2)),
            old: String(lines[1].dropFirst(2)).replacing("\\n", with: "\n"),
            new: String(lines[2].dropFirst(2)).replacing("\\n", with: "\n"),
            faults: Array(lines.dropFirst(3))
        )
    }

    /// The faults of a folder with the change.
    func found() throws -> [String] {
        let folder = try SiteFolder()
        defer { folder.remove() }
        try folder.edit(file, old, new)
        return folder.faults()
    }

    /// Writes the table with the faults as they are now.
    static func record() throws {
        let head = try String(contentsOfFile: path, encoding: .utf8)
            .prefix { $0 != "@" }
        let blocks = try all.map { breakage in
            let change = [breakage.old, breakage.new].map { $0.replacing("\n", with: "\\n") }
            let lines = ["@ \(breakage.file)", "- \(change[0])", "+ \(change[1])"]
            return (lines + (try breakage.found())).joined(separator: "\n")
        }
        try (head + blocks.joined(separator: "\n\n") + "\n")
            .write(toFile: path, atomically: true, encoding: .utf8)
    }
}
