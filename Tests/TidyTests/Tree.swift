// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files of the checkout that these tests were built from.
struct Tree {
    struct File {
        /// Path below the checkout.
        let path: String
        let lines: [String]
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift file below a folder, in the order of its path.
    static func swift(in folder: String) throws -> [File] {
        try files(in: folder) { $0.hasSuffix(".swift") }
    }

    static func files(in folder: String, where isWanted: (String) -> Bool) throws -> [File] {
        let base = root.appending(path: folder)
        let names = try FileManager.default.subpathsOfDirectory(atPath: base.path)
        return try names.filter(isWanted).sorted().compactMap { name in
            let url = base.appending(path: name)
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
            guard !isFolder.boolValue else { return nil }
            let text = try String(contentsOf: url, encoding: .utf8)
            return File(
                path: "\(folder)/\(name)",
                lines: text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map(String.init)
            )
        }
    }
}
