// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteFiles
import Testing

@Suite("Configuration reference")
struct ReferenceTests {
    @Test("every key has a meaning and stands once in its section")
    func keys() {
        var seen: Set<String> = []
        for key in KeyTable.all {
            #expect(!key.meaning.isEmpty)
            #expect(seen.insert("\(key.section) \(key.key)").inserted)
        }
        #expect(KeyTable.all.count > 150)
    }

    @Test("the page names the unit and the default of the wind limit")
    func page() {
        #expect(KeyTable.reference.contains("| `wind_mps` | m/s | `8` | strongest wind"))
        #expect(KeyTable.reference.contains("| `serial` |  | **required** |"))
    }

    @Test("docs/configuration.md is what the table generates")
    func current() throws {
        let path = SiteFolder.package.appending(path: "docs/configuration.md")
        if ProcessInfo.processInfo.environment["ROOST_RECORD"] == "1" {
            try KeyTable.reference.write(to: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: path, encoding: .utf8) == KeyTable.reference)
    }
}
