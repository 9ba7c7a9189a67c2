// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Fuzz
import JSONText
import RoostModel
import SiteFiles

/// The surfaces that need files and packages.
public enum FileSurfaces {
    /// All of them, made from the documents of a checkout.
    public static func all(_ corpus: Corpus) -> [Surface] { [folder(corpus)] }

    /// A site's folder with one file that is damaged.
    ///
    /// An input is the file's name, a line feed, and its content.
    private static func folder(_ corpus: Corpus) -> Surface {
        let documents = corpus.documents(in: "config/luohu", ending: "")
        let values = documents.map(\.value)
        let mutation = TreeMutation(values.compactMap(\.self))
        let site = SiteScratch(root: corpus.root)
        return Surface(name: "folder", documents: documents.count) { dice in
            guard !documents.isEmpty else { return [] }
            let index = dice.pick(0...documents.count - 1)
            let content =
                values[index].map { mutation.bytes(of: $0, &dice) }
                ?? LineMutation.bytes(of: documents[index].bytes, &dice)
            return Array(documents[index].path.utf8) + [0x0A] + content
        } pass: { input throws(Breach) in
            let end = input.firstIndex(of: 0x0A) ?? input.count
            let name = String(decoding: input[..<end], as: UTF8.self)
            guard documents.contains(where: { $0.path == name }) else { return .refused("name") }
            let content = Data(input[min(end + 1, input.count)...])
            return try site.load(name, content)
        }
    }
}

/// A copy of the example site in a folder of this process.
///
/// A class, because it owns the folder.
private final class SiteScratch: Sendable {
    private let folder: String
    private let hardware: String

    init(root: URL) {
        let base = FileManager.default.temporaryDirectory
            .appending(path: "roost-fuzz-\(UUID().uuidString)")
        folder = base.appending(path: "luohu").path
        hardware = root.appending(path: "hardware").path
        try? FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        for name in ["luohu", "calendars"] {
            try? FileManager.default.copyItem(
                at: root.appending(path: "config/\(name)"),
                to: base.appending(path: name)
            )
        }
    }

    deinit {
        try? FileManager.default.removeItem(
            at: URL(filePath: folder).deletingLastPathComponent()
        )
    }

    func load(_ name: String, _ content: Data) throws(Breach) -> Verdict {
        let path = "\(folder)/\(name)"
        let original = FileManager.default.contents(atPath: path)
        defer { _ = FileManager.default.createFile(atPath: path, contents: original) }
        _ = FileManager.default.createFile(atPath: path, contents: content)
        let site: LoadedSite
        do throws(SiteFilesError) {
            site = try SiteFiles.load(folder: folder, hardware: hardware, now: .fuzzed)
        } catch {
            guard !error.faults.isEmpty else { throw .untyped("a refusal without a fault") }
            guard error.faults.allSatisfy({ $0.message.utf8.count < 4000 }) else {
                throw .unbounded("a fault's message")
            }
            return .refused("faulty")
        }
        let again = try? JSONDecoder().decode(
            LoadedSite.self,
            from: JSONEncoder().encode(site)
        )
        guard again == site else { throw .changed("a site") }
        return .accepted
    }
}
