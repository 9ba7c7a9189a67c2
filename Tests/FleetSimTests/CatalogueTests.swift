// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetSim
import Foundation
import SiteFiles
import Testing

@Suite("The page of what is simulated")
struct CatalogueTests {
    @Test("docs/simulation.md is what the code says")
    func page() throws {
        let file = Root.file("docs/simulation.md")
        if ProcessInfo.processInfo.environment["ROOST_RECORD"] == "1" {
            try Catalogue.text.write(to: file, atomically: true, encoding: .utf8)
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(kept == Catalogue.text, "run `docksim simulate --catalogue > docs/simulation.md`")
    }

    @Test("every rule, invariant and fault is checked, or said to wait")
    func whole() {
        for line in Catalogue.text.split(separator: "\n") where line.hasPrefix("| ") {
            #expect(!line.hasSuffix("|  |"), "\(line)")
        }
    }
}

@Suite("Kinds of misbehaviour")
struct KindTests {
    @Test("the reader of simulation.yaml knows exactly the kinds that docks can be given")
    func same() {
        let own = DockSim.Misbehaviour.allCases.map { "\($0.rawValue) \($0)" }
        #expect(SimulationFile.Misbehaviour.kinds == own)
    }
}

/// Files of the repository.
enum Root {
    static func file(_ path: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: path)
    }
}
