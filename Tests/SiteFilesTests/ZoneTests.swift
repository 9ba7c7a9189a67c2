// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import PatrolCore
import RoostModel
import SiteCore
import SiteFiles
import Testing

@Suite("Local time")
struct ZoneTests {
    @Test("Shanghai has one offset, eight hours")
    func shanghai() throws {
        let calendar = try SiteFiles.load(folder: SiteFolder.luohu, now: SiteFolder.now)
            .configuration.fleet.calendar
        #expect(calendar.offsets.map(\.offset) == [.hours(8)])
    }

    @Test("Berlin changes twice a year, at the instants of the law, ten years ahead")
    func berlin() throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        try folder.edit("site.yaml", "Asia/Shanghai", "Europe/Berlin")
        let offsets = try folder.load().configuration.fleet.calendar.offsets
        #expect(offsets.first?.offset == .hours(1))
        let spring = try #require(Timestamp("2026-03-29T01:00:00Z"))
        let autumn = try #require(Timestamp("2026-10-25T01:00:00Z"))
        #expect(offsets.first { $0.start == spring }?.offset == .hours(2))
        #expect(offsets.first { $0.start == autumn }?.offset == .hours(1))
        let last = try #require(offsets.last?.start)
        #expect(last > SiteFolder.now + .hours(24 * 365 * 9))
        #expect((30...40).contains(offsets.count))
        #expect(zip(offsets, offsets.dropFirst()).allSatisfy { $0.start < $1.start })
    }

    @Test("a year that the holiday table lacks is a warning, not a guess")
    func unknownYear() throws {
        let later = try #require(Timestamp("2027-02-01T00:00:00Z"))
        let site = try SiteFiles.load(folder: SiteFolder.luohu, now: later)
        #expect(site.warnings.map(\.field).filter { !$0.isEmpty } == ["calendar"])
    }

    @Test("every day type has its bands; makeup is as workday, holiday as restday")
    func bands() throws {
        let bands = try SiteFiles.load(folder: SiteFolder.luohu, now: SiteFolder.now)
            .configuration.patrols.bands
        #expect(bands.map(\.day) == [.workday, .restday, .holiday, .makeup])
        #expect(bands[3].bands == bands[0].bands)
        #expect(bands[2].bands == bands[1].bands)
    }
}
