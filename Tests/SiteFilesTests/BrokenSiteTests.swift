// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteFiles
import Testing

@Suite("Broken folders")
struct BrokenSiteTests {
    @Test("each fault is told with file, line, field and what is allowed", arguments: Breakage.all)
    func fault(_ breakage: Breakage) throws {
        #expect(try breakage.found() == breakage.faults)
    }

    @Test("the table of faults is there, and each of its changes is a fault")
    func table() throws {
        #expect(Breakage.all.count > 50)
        #expect(Breakage.all.allSatisfy { !$0.faults.isEmpty })
    }

    @Test(
        "the table is written anew on request",
        .enabled(if: ProcessInfo.processInfo.environment["ROOST_RECORD"] == "1")
    )
    func record() throws {
        try Breakage.record()
    }

    @Test("every fault is told, not only the first")
    func allFaults() throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        try folder.edit("site.yaml", "min_ready: 4", "min_reddy: 4")
        try folder.edit("docks.yaml", "ground_m: 15", "ground_m: high")
        try folder.edit("rules.yaml", "zone: np-luosha", "zone: np-luosh")
        #expect(folder.faults().count == 3)
    }

    @Test(
        "a missing file is one fault, and what refers to it is not blamed",
        arguments: [
            "site.yaml", "docks.yaml", "routes.geojson", "areas.geojson", "patrols.yaml",
            "rules.yaml", "receivers.yaml", "speech.yaml",
        ]
    )
    func missingFile(_ name: String) throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
        #expect(folder.faults() == ["\(name): is missing"])
    }

    @Test(
        "a file that is no text is a fault, not a crash",
        arguments: ["\u{0}", "", "- a\n- b", "}"]
    )
    func garbage(_ text: String) throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        for name in ["site.yaml", "docks.yaml", "areas.geojson", "rules.yaml"] {
            try text.write(toFile: "\(folder.path)/\(name)", atomically: true, encoding: .utf8)
        }
        #expect(folder.faults().count >= 4)
    }

    @Test("the folder may be given with a slash at its end")
    func slash() throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        _ = try SiteFiles.load(
            folder: folder.path + "/",
            hardware: SiteFolder.hardware,
            now: SiteFolder.now
        )
    }
}
