// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostAPI
import RoostEngine
import RoostModel
import SiteCore
import SiteFiles
import Testing

@testable import CaseCore
@testable import FleetCore
@testable import RoostDaemon
@testable import RoostHTTP

@Suite("What of flights and receivers a person must see in the status")
struct TroubleTests {
    private static let now = Timestamp(seconds: 1_778_545_639)

    /// A fleet with one flight in the air from D01 that should be back at noon.
    private static func fleet(
        _ change: (inout Sortie) -> Void,
        dock: (inout DockState) -> Void = { _ in }
    ) throws -> Fleet {
        var engine = try Engine(try Store.inMemory(), at: now)
        _ = try engine.turn([.configure(try DeskTests.exampleSite().configuration)], at: now)
        var fleet = engine.site.fleet
        let site = try #require(fleet.docks["D01"]?.site)
        let times = try #require(fleet.configuration?.times)
        var profile = try #require(site.profile(to: site.grid, times))
        profile.durationSeconds = 600
        var sortie = Sortie(
            id: SortieID(5),
            wire: WireID(at: now, siteKey: 1, kind: 2, counter: 5),
            mission: MissionID(5),
            dock: "D01",
            assignment: .foreign,
            profile: profile,
            start: now - .minutes(12),
            state: .airborne,
            since: now - .minutes(12),
            launchedAt: now - .minutes(12),
            wordAt: now
        )
        change(&sortie)
        fleet.sorties.insert(sortie, for: sortie.id)
        fleet.docks.update("D01") {
            $0.sortie = sortie.id
            $0.aircraft.batteryPercent = 43
            dock(&$0)
        }
        return fleet
    }

    private static func troubles(_ fleet: Fleet) -> [FlightTrouble] {
        FlightTrouble.all(fleet, at: now, in: nil)
    }

    @Test("a flight that goes well is no trouble, one that is over is none either")
    func none() throws {
        #expect(Self.troubles(try Self.fleet { _ in }).isEmpty)
        let ended = try Self.fleet {
            ($0.state, $0.isPaused, $0.isInEmergency, $0.isLate) = (.docked, true, true, true)
        }
        #expect(Self.troubles(ended).isEmpty)
    }

    @Test("an aircraft that somebody flies by hand is told")
    func byHand() throws {
        let fleet = try Self.fleet({ _ in }) {
            $0.aircraft.controlSource = "B"
            $0.times.control = Self.now
        }
        let told = try #require(Self.troubles(fleet).first)
        #expect(told.kind == .byHand && told.text.en.contains("S-5 of D01"))
        #expect(told.text.en.contains("battery 43 %") && told.text.zh.contains("遥控器"))
    }

    @Test("an aircraft that broke its return off and hovers is told")
    func brokenOff() throws {
        let told = Self.troubles(try Self.fleet { $0.isInEmergency = true })
        #expect(told.map(\.kind) == [.brokenOff])
    }

    @Test(
        "a pause is told when it lasts longer than anybody asked for",
        arguments: [
            (minutes: 1, until: nil, isTold: false), (minutes: 3, until: nil, isTold: true),
            (minutes: 3, until: 2, isTold: false), (minutes: 6, until: -1, isTold: true),
        ] as [(minutes: Int, until: Int?, isTold: Bool)]
    )
    func paused(minutes: Int, until: Int?, isTold: Bool) throws {
        let fleet = try Self.fleet {
            $0.isPaused = true
            $0.pausedSince = Self.now - .minutes(minutes)
            $0.pausedUntil = until.map { Self.now + .minutes($0) }
        }
        let told = Self.troubles(fleet)
        #expect(told.map(\.kind) == (isTold ? [.paused] : []))
        #expect(told.allSatisfy { $0.text.en.contains("roost recall D01") })
    }

    @Test("a flight that is not back is told with how long after its planned end")
    func overdue() throws {
        let told = try #require(Self.troubles(try Self.fleet { $0.isLate = true }).first)
        #expect(told.kind == .overdue && told.text.en.contains("2 min after its planned end"))
    }

    /// A case book with one notice that waits for `police` since some minutes.
    private static func book(waits minutes: Int) -> (CaseBook, CaseConfiguration) {
        let configuration = CaseConfiguration(
            rules: [],
            zones: [],
            receivers: [Receiver(id: "police", kind: .webhook), Receiver(id: "log", kind: .log)],
            calendar: DayCalendar(zone: "UTC", offsets: [.init(start: .epoch, offset: .zero)]),
            grid: LocalGrid(origin: Coordinate(latitude: 22.5, longitude: 114))
        )
        var book = CaseBook()
        let at = now - .minutes(minutes)
        let delivery = NoticeRecord.Progress(receiver: "police", at: at)
        let record = NoticeRecord(notice: .sample(1, issuedAt: at), deliveries: [delivery])
        book.records.insert(record, for: NoticeID(1))
        return (book, configuration)
    }

    @Test(
        "a receiver that takes nothing is told after some minutes, or when it does not answer at all"
    )
    func receivers() throws {
        func told(_ minutes: Int, resting: [ReceiverID] = []) -> [ReceiverTrouble] {
            let (book, configuration) = Self.book(waits: minutes)
            let tries = NoticeTries()
            return ReceiverTrouble.all(book, configuration, tries, resting: resting, at: Self.now)
        }
        #expect(told(4).isEmpty)
        let waits = try #require(told(6).first)
        #expect(waits.receiver == "police" && waits.text.en.contains("N-1 since 00:21:19"))
        let rests = try #require(told(1, resting: ["police"]).first)
        #expect(rests.text.en.contains("does not answer") && rests.text.zh.contains("无应答"))
    }

    @Test("a receiver that said it is gone is told with its words")
    func gone() throws {
        var (book, configuration) = Self.book(waits: 1)
        let gone = FailureReason(code: "disabled", text: "the receiver answered 410: it is gone")
        book.disabledReceivers.insert(gone, for: "police")
        let told = ReceiverTrouble.all(
            book,
            configuration,
            NoticeTries(),
            resting: [],
            at: Self.now
        )
        #expect(told.first?.text.en.contains("410") == true)
    }
}
