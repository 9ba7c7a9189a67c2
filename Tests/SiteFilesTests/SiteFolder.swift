// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import SiteFiles

/// A copy of `config/luohu` in a folder of its own, to be broken line by line.
struct SiteFolder {
    static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let hardware = package.appending(path: "hardware").path
    static let luohu = package.appending(path: "config/luohu").path
    /// 2026-05-12 06:00 in Shanghai.
    static let now = Timestamp(milliseconds: 1_778_536_800_000)

    let path: String

    /// A copy in the machine's folder for temporary files.
    init() throws {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "roost-site-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        let config = Self.package.appending(path: "config")
        for name in ["luohu", "calendars"] {
            try FileManager.default.copyItem(
                at: config.appending(path: name),
                to: root.appending(path: name)
            )
        }
        path = root.appending(path: "luohu").path
    }

    func remove() {
        try? FileManager.default.removeItem(
            at: URL(filePath: path).deletingLastPathComponent()
        )
    }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }

    /// Replaces the first place of a text; throws when it stands nowhere.
    func edit(_ name: String, _ old: String, _ new: String) throws {
        let text = try text(name)
        guard let range = text.range(of: old) else { throw Missing(text: old) }
        try text.replacingCharacters(in: range, with: new)
            .write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    }

    /// The faults, with paths from the folder on.
    func faults() -> [String] {
        do {
            _ = try load()
            return []
        } catch {
            return error.faults.map { $0.description.replacing("\(path)/", with: "") }
        }
    }

    func load() throws(SiteFilesError) -> LoadedSite {
        try SiteFiles.load(folder: path, hardware: Self.hardware, now: Self.now)
    }

    struct Missing: Error {
        var text: String
    }
}
