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

    @Test("the template's serial numbers are faults, each with its line")
    func unfilled() throws {
        let path = folder()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try SiteTemplate.write(to: path)
        let thrown = #expect(throws: SiteFilesError.self) {
            try SiteFiles.load(folder: path, hardware: SiteFolder.hardware, now: SiteFolder.now)
        }
        let faults = thrown?.faults.filter { $0.file.hasSuffix("docks.yaml") } ?? []
        #expect(faults.count == 2 && faults.allSatisfy { $0.line > 0 })
        #expect(faults.first?.description.contains("FILLIN00000001, the template's") == true)
    }

    @Test(
        "filled in, the template loads, and warns that nothing flies without an obstacle's height"
    )
    func loads() throws {
        let path = folder()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try SiteTemplate.write(to: path)
        let docks = "\(path)/docks.yaml"
        try String(contentsOfFile: docks, encoding: .utf8).replacing("FILLIN", with: "SERIAL")
            .write(toFile: docks, atomically: true, encoding: .utf8)
        let site = try SiteFiles.load(
            folder: path,
            hardware: SiteFolder.hardware,
            now: SiteFolder.now
        )
        #expect(
            site.warnings.map(\.field) == [
                "calendar", "safety.highest_obstacle_m", "broker.embedded.listen", "http.docks.url",
            ]
        )
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
