// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
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
}
