// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import SiteCore
import SiteFiles
import Testing

@Suite("A folder on the store of another")
struct StoreTests {
    private func faults(
        _ edit: (String, String)?,
        onStore: Bool = true
    ) throws -> [String] {
        let folder = try SiteFolder()
        defer { folder.remove() }
        let store = try folder.load().configuration
        if let edit { try folder.edit("site.yaml", edit.0, edit.1) }
        return SiteFiles.faults(
            ofFolder: folder.path,
            saying: try folder.load().configuration,
            onStoreOf: onStore ? store : nil
        ).map { $0.description.replacing("\(folder.path)/", with: "") }
    }

    @Test("another origin is a fault with file, line, field, both values and what to do")
    func origin() throws {
        let faults = try faults(("origin: [22.5600, 114.1450]", "origin: [22.5700, 114.1450]"))
        #expect(faults.count == 1)
        let fault = try #require(faults.first)
        #expect(fault.hasPrefix("site.yaml:7: origin: is [22.57, 114.145], "))
        #expect(fault.contains("put [22.56, 114.145] back, or start a new data folder with --data"))
    }

    @Test("another site is a fault with file, line and field")
    func site() throws {
        let faults = try faults(("site: luohu ", "site: futian "))
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("site.yaml:4: site: is futian, ") == true)
        #expect(faults.first?.contains("the data folder is that of luohu") == true)
    }

    @Test("the store's own folder, changed elsewhere, has none; an empty store takes any")
    func own() throws {
        #expect(try faults(nil) == [])
        #expect(try faults(("min_ready: 4", "min_ready: 3")) == [])
        let moved = ("origin: [22.5600, 114.1450]", "origin: [22.5700, 114.1450]")
        #expect(try faults(moved, onStore: false) == [])
    }
}
