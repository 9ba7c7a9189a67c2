// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import SiteCore
import SiteFiles
import Testing

@Suite("Keys of review and of what is not told at once")
struct QuietKeysTests {
    @Test("mutes, inhibition, grouping and deadlines are read as they are written")
    func read() throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        try folder.edit(
            "rules.yaml",
            "    severity: minor\n",
            """
                severity: minor
                on_timeout: dismiss
                mute: {hours: "22:00-07:00", digest: false}
                inhibits:
                  - {domain: street_vending, within_m: 30, for_s: 900, same_zone: true}

            """
        )
        try folder.edit("rules.yaml", "review: human                   #", "review: two_person #")
        try folder.edit(
            "receivers.yaml",
            "plates: full  ",
            "mute: {days: [holiday], mute_critical: true}\n    plates: full  "
        )
        try folder.edit(
            "receivers.yaml",
            "wait_s: 10, interval_s: 60",
            "wait_s: 0, interval_s: 90, remind_s: 3600"
        )
        let cases = try folder.load().configuration.cases
        let rule = cases.rules[0]
        #expect(rule.onTimeout == .dismiss)
        let night = DayWindow(startSeconds: 79_200, endSeconds: 25_200)
        let mute = Mute(hours: [night], days: [], isDigest: false, coversCritical: false)
        #expect(rule.mute == mute)
        let vending = Inhibition(
            domain: "street_vending",
            within: 30,
            isSameZone: true,
            span: .minutes(15)
        )
        #expect(rule.inhibitions == [vending])
        #expect(cases.rules[2].review == .twoPerson)
        let holiday = Mute(hours: [], days: [.holiday], isDigest: true, coversCritical: true)
        #expect(cases.receivers[0].mute == holiday)
        let grouping = Grouping(
            critical: .zero,
            others: .zero,
            interval: .seconds(90),
            reminder: .hours(1)
        )
        #expect(cases.grouping == grouping)
    }

    @Test("rules of another file are read against zones that are at hand, with every fault")
    func otherFile() throws {
        let folder = try SiteFolder()
        defer { folder.remove() }
        let path = folder.path + "/rules.yaml"
        let zones: [AreaID] = [
            "np-renmin", "np-luosha", "np-shennan", "sv-sungang", "ga-qingshuihe",
        ]
        #expect(try SiteFiles.rules(file: path, zones: zones).rules.count == 5)
        let fewer = Array(zones.dropFirst())
        let error = #expect(throws: SiteFilesError.self) {
            try SiteFiles.rules(file: path, zones: fewer)
        }
        #expect("\(String(describing: error))".contains("np-renmin is no area of kind zone"))
    }
}
