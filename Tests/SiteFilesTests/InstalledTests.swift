// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import SiteFiles

@Suite("What is installed beside the program")
struct InstalledTests {
    @Test("a site far from any hardware and calendar takes the installed ones, last of all")
    func share() throws {
        #expect(InstalledFolder.share(ofProgram: "/usr/bin/roostd") == "/usr/share/roost")
        let files = FileManager.default
        let folder = try SiteFolder()
        defer { folder.remove() }
        let root = URL(filePath: folder.path).deletingLastPathComponent()
        let share = root.appending(path: "usr/share/roost")
        try files.createDirectory(at: share, withIntermediateDirectories: true)
        try files.moveItem(
            at: root.appending(path: "calendars"),
            to: share.appending(path: "calendars")
        )
        func faults(_ share: String?) -> [String] {
            let reader = SiteReader(
                folder: folder.path,
                hardware: nil,
                now: SiteFolder.now,
                share: share
            )
            _ = reader.read()
            return reader.log.faults.map(\.description)
        }
        let bare = faults(share.path).joined(separator: "\n")
        #expect(bare.contains("or in \(share.path); name it with hardware:"))
        #expect(faults(nil).contains { $0.contains("calendar: is cn, but ") })
        try files.copyItem(
            atPath: SiteFolder.hardware,
            toPath: share.appending(path: "hardware").path
        )
        #expect(faults(share.path) == [])
    }

    @Test("a pack that no rule names is a warning")
    func pack() throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        let before = try folder.load().warnings.count
        let file = "\(folder.path)/packs/forgotten.yaml"
        try "id: forgotten\n".write(toFile: file, atomically: true, encoding: .utf8)
        let warnings = try folder.load().warnings
        #expect(warnings.count == before + 1)
        #expect(
            warnings.contains {
                $0.file.hasSuffix("packs/forgotten.yaml") && $0.message.contains("no rule")
            }
        )
    }

    @Test("a receiver's kind that is nearly one is hinted at")
    func receiver() throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        try folder.edit("receivers.yaml", "kind: webhook", "kind: webhok")
        #expect(folder.faults().contains { $0.hasSuffix("; did you mean webhook?") })
    }

    @Test(
        "a fault of the simulation that is none is a fault with its line; numbers and words are known"
    )
    func kinds() throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        let wrong = "misbehaviour:\n  - {kind: F999, from: \"08:00\", to: \"08:05\"}"
        try folder.edit("simulation.yaml", "misbehaviour: []", wrong)
        let site = try folder.load()
        let thrown = #expect(throws: SiteFilesError.self) {
            try SimulationFile.load(folder: folder.path, site: site)
        }
        let fault = try #require(thrown?.faults.first)
        #expect(fault.line > 0 && fault.message.hasPrefix("is F999, must be one of F01 "))
        for kind in ["F18", "f18", "commandIgnored"] {
            #expect(SimulationFile.Misbehaviour.fault(ofKind: kind) == nil)
        }
        let near = SimulationFile.Misbehaviour.fault(ofKind: "comandIgnored")
        #expect(near?.hasSuffix("did you mean commandIgnored?") == true)
    }
}
