// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import SiteCore
import SiteFiles
import Testing

@Suite("A new site")
struct TemplateTests {
    private func folder() -> String {
        FileManager.default.temporaryDirectory.appending(path: "roost-\(UUID().uuidString)").path
    }

    @Test("the template loads, and warns that nothing flies until it is filled in")
    func loads() throws {
        let path = folder()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try SiteTemplate.write(to: path)
        let site = try SiteFiles.load(
            folder: path,
            hardware: SiteFolder.hardware,
            now: SiteFolder.now
        )
        #expect(site.warnings.map(\.field) == ["calendar", "safety.highest_obstacle_m"])
        #expect(!site.configuration.isSimulated)
    }

    @Test("it never writes over a file")
    func exists() throws {
        let path = folder()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try SiteTemplate.write(to: path)
        #expect(throws: SiteTemplate.WriteError.exists("\(path)/site.yaml")) {
            try SiteTemplate.write(to: path)
        }
    }
}
