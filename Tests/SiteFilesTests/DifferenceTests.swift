// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import SiteFiles
import Testing

@Suite("What a reload changes")
struct DifferenceTests {
    private func difference(_ edits: (String, String, String)...) throws -> SiteDifference {
        let folder = try SiteFolder()
        defer { folder.remove() }
        let old = try folder.load()
        for edit in edits { try folder.edit(edit.0, edit.1, edit.2) }
        return SiteDifference(from: old, to: try folder.load())
    }

    @Test("a changed number is one line with both values, and needs no restart")
    func changed() throws {
        let change = try difference(("docks.yaml", "ferry_height_m: 90", "ferry_height_m: 100"))
        #expect(change.lines == ["dock D01: ferry height: 100 m, was 90 m"])
        #expect(change.needsRestart.isEmpty)
    }

    @Test("rules are added, removed and changed by their ids")
    func rules() throws {
        let change = try difference(
            ("rules.yaml", "id: parking-luosha", "id: parking-east"),
            ("rules.yaml", "grace_s: 7200", "grace_s: 3600")
        )
        #expect(
            change.lines == [
                "rule parking-luosha: removed",
                "rule parking-east: added",
                "rule garbage-qingshuihe: grace seconds: 3600, was 7200",
            ]
        )
    }

    @Test("a looser limit needs a restart, a stricter one does not")
    func safety() throws {
        let stricter = try difference(("site.yaml", "  wind_mps: 8", "  wind_mps: 7"))
        #expect(stricter.lines == ["safety: wind limit: 7 m/s, was 8 m/s"])
        #expect(stricter.needsRestart.isEmpty)
        let looser = try difference(("site.yaml", "  wind_mps: 8", "  wind_mps: 9"))
        #expect(looser.needsRestart == ["safety: wind_mps is looser"])
    }

    @Test(
        "looser limits of one dock, route or area need a restart, and stricter ones do not",
        arguments: [
            ("docks.yaml", "radius_m: 8000", "radius_m: 9000", "radius is looser"),
            ("docks.yaml", "radius_m: 8000", "radius_m: 7900", nil),
            ("areas.geojson", "\"kind\": \"no_fly\"", "\"kind\": \"zone\"", "removed"),
        ] as [(String, String, String, String?)]
    )
    func oneLimit(file: String, old: String, new: String, needed: String?) throws {
        let change = try difference((file, old, new))
        #expect(!change.lines.isEmpty)
        guard let needed else {
            #expect(change.needsRestart.isEmpty)
            return
        }
        #expect(change.needsRestart.count == 1)
        #expect(change.needsRestart.first?.hasSuffix(needed) == true)
    }

    @Test("listeners and the broker need a restart")
    func listeners() throws {
        let change = try difference(("site.yaml", "127.0.0.1:8470", "127.0.0.1:9470"))
        #expect(change.lines == ["http: listen: 127.0.0.1:9470, was 127.0.0.1:8470"])
        #expect(change.needsRestart == ["http"])
    }

    @Test("a moved route names its line")
    func route() throws {
        let change = try difference(
            ("routes.geojson", "[114.0925, 22.5445]", "[114.0926, 22.5445]")
        )
        #expect(change.lines.count == 1)
        #expect(change.lines.first?.hasPrefix("route R01: path: 22.5445,114.0926 ") == true)
    }
}
