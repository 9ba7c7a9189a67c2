// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import PatrolCore
import RoostAPI
import RoostEngine
import RoostModel
import Testing

@testable import CaseCore
@testable import RoostHTTP

@Suite("What the report counts")
struct ReportTests {
    @Test(
        "a notice is delivered when it has receivers and each has it",
        arguments: [
            ([], false), ([.delivered], true), ([.delivered, .dead], false), ([.queued], false),
            ([.delivered, .delivered], true),
        ] as [([NoticeRecord.Progress.State], Bool)]
    )
    func delivered(states: [NoticeRecord.Progress.State], expected: Bool) {
        let deliveries = states.map { state in
            var progress = NoticeRecord.Progress(receiver: "police", at: .epoch)
            progress.state = state
            return progress
        }
        #expect(ReportResource.isDelivered(deliveries) == expected)
    }

    @Test("second looks are counted beside the patrols, not among them")
    func looks() {
        let calendar = DayCalendar(zone: "Asia/Shanghai", offsets: [], knownYears: [])
        func run(_ outcome: MissionOutcome?, isLook: Bool) -> RunRecord {
            var run = RunRecord(
                route: isLook ? "look-C-7-1" : "R01",
                band: "",
                dock: "D01",
                startSeconds: 0,
                start: .epoch + .minutes(1)
            )
            if isLook { run.errand = ErrandID(CaseID(7), 1) }
            if let outcome {
                run.status = .ended(outcome, reason: Bilingual("as told"), at: .epoch + .minutes(2))
            }
            return run
        }
        let patrols = [run(.flown, isLook: false), run(.skipped, isLook: false)]
        let looks = [MissionOutcome.flown, .partlyFlown, .cancelled, .missed, nil].map {
            run($0, isLook: true)
        }
        var report = ReportResource(from: "", to: "")
        let runs = (patrols + looks).enumerated().map { number, run in
            (PlannedRun(date: CalendarDate(dayNumber: 0), demand: "d", repetition: number), run)
        }
        report.countRuns(runs, calendar, .epoch..<(.epoch + .hours(1)))
        #expect(report.planned == 2 && report.flown == 1 && report.others.count == 1)
        #expect(report.looks.planned == 5 && report.looks.flown == 2 && report.looks.calledOff == 1)
    }

    @Test(
        "a run that never left is not told with the gate's word on another flight of its dock",
        arguments: [
            (.flown, true), (.missed, true), (.skipped, false), (.cancelled, false),
        ] as [(MissionOutcome, Bool)]
    )
    func deciding(outcome: MissionOutcome, isTold: Bool) {
        var run = RunRecord(
            route: "R01",
            band: "",
            dock: "D01",
            startSeconds: 0,
            start: .epoch + .minutes(10)
        )
        run.status = .ended(outcome, reason: Bilingual("as told"), at: .epoch + .minutes(12))
        let verdict = FactRecord(
            sequence: 1,
            cause: 1,
            at: .epoch + .minutes(11),
            fact: Fact(.interlockVerdict, Subject(dock: "D01"), [FactValue("values", "wind 2 m/s")])
        )
        #expect((WhyResource.decider(of: run, [verdict]) != nil) == isTold)
    }

    @Test("a run's events are found behind thirty days of others")
    func runOfToday() throws {
        var door = try ServerTests.Desk().door
        let records = (1...3000).map { sequence in
            FactRecord(
                sequence: sequence,
                cause: sequence,
                at: .epoch + .minutes(sequence),
                fact: Fact(.dockOnline, Subject(dock: "D01"))
            )
        }
        door.facts = { query in
            #expect(query.newestFirst)
            let before = query.before ?? .max
            return Array(records.filter { $0.sequence < before }.suffix(query.limit).reversed())
        }
        let found = try WhyResource.around(.epoch + .minutes(1900), of: "D01", door)
        #expect(found.map(\.sequence) == Array(1898...1959))
    }

    @Test("the user of a socket is named, and a number that nobody has is not")
    func userName() {
        #expect(Access.userName(of: 0) == "root")
        #expect(Access.userName(of: 4_000_000_001) == nil)
    }
}
