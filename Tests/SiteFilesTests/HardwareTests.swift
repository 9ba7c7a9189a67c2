// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import SiteFiles
import Testing

@Suite("Hardware catalogue")
struct HardwareTests {
    @Test("every model loads; what has no source stays unknown")
    func loads() throws {
        let catalog = try HardwareCatalog.load(folder: SiteFolder.hardware)
        #expect(catalog.docks.map(\.envelope.model) == ["dock-1", "dock-2", "dock-3"])
        #expect(
            catalog.aircraft.map(\.envelope.model)
                == ["m30", "m30t", "m3d", "m3td", "m4d", "m4td"]
        )
        #expect(catalog.dock("dock-1")?.envelope.windLimit == nil)
        #expect(catalog.dock("dock-1")?.envelope.chargePermillePerMinute == nil)
        #expect(catalog.dock("dock-2")?.envelope.windLimit == 8)
        #expect(catalog.dock("dock-3")?.envelope.chargeToPermille == 950)
        #expect(catalog.aircraft("m30t")?.envelope.enduranceSeconds == nil)
        #expect(catalog.aircraft("m3d")?.envelope.enduranceSeconds == 2400)
        #expect(catalog.aircraft("m4td")?.envelope.cameras.first?.payloadIndex == "99-0-0")
        for dock in catalog.docks {
            for fact in dock.facts { #expect((fact.value == nil) == (fact.quality == .unknown)) }
        }
    }
}
