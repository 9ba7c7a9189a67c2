// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Foundation
import RoostModel
import SiteCore
import SiteFiles
import Testing

@Suite("What docks ask of flight areas")
struct FenceTests {
    private static let place = "position: [22.59769, 114.13511]"

    @Test(
        "a dock stands well inside the district and off what is closed from the ground (S08)",
        arguments: [
            ("22.5372, 114.089", "0 m inside the district's edge, must be at least 10 m"),
            ("22.5690, 114.1420", "lies in the no-fly area Z01"),
            ("22.56896, 114.1420", "4.4 m from the no-fly area Z01, must be at least 10 m"),
        ]
    )
    func dock(place: String, fault: String) throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        try folder.edit("docks.yaml", Self.place, "position: [\(place)]")
        let faults = folder.faults()
        #expect(
            faults.contains { $0.hasPrefix("docks.yaml:15") && $0.contains(fault) },
            "\(faults)"
        )
    }

    @Test("a ring has at most 255 corners", arguments: [(255, true), (256, false)])
    func corners(count: Int, isFine: Bool) throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        // The rest of the no-fly area's corners stay as they are.
        let corner = "[114.141, 22.569],"
        let others = 3
        let many = Array(repeating: corner, count: count - others).joined(separator: "\n")
        try folder.edit("areas.geojson", corner, many)
        let faults = folder.faults().filter { $0.contains("255") }
        #expect(faults.isEmpty == isFine, "\(faults)")
    }

    @Test("a hold or stop may name every area of areas.geojson, those of rules too (D7)")
    func named() throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        let configuration = try folder.load().configuration
        let known = Set(configuration.fleet.areas.map(\.id))
        #expect(!configuration.cases.zones.isEmpty)
        for zone in configuration.cases.zones { #expect(known.contains(zone.id), "\(zone.id)") }
    }

    @Test(
        "the limits of a battery's temperature come together, the lower below the upper (S06)",
        arguments: [
            ("battery_min_c: 10", "needs the other"),
            ("battery_max_c: 45", "needs the other"),
            ("battery_min_c: 45\n  battery_max_c: 10", "must be above battery_min_c"),
            ("battery_min_c: 10\n  battery_max_c: 45", nil),
        ] as [(String, String?)]
    )
    func battery(lines: String, fault: String?) throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        try folder.edit("site.yaml", "  ceiling_m:", "  \(lines)\n  ceiling_m:")
        guard let fault else {
            let safety = try folder.load().configuration.fleet.safety
            return #expect(safety.batteryTemperature == 10...45)
        }
        #expect(folder.faults().contains { $0.contains(fault) }, "\(folder.faults())")
    }
}
