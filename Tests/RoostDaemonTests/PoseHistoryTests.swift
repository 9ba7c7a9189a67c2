// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Frames
import RoostModel
import SiteFiles
import Testing

@testable import RoostDaemon

@Suite("Poses from telemetry")
struct PoseHistoryTests {
    static let start = Timestamp(seconds: 1_778_545_000)

    /// A report at so many milliseconds by the dock's clock; it came 100 ms later, and the clock is off by
    /// `skew`.
    static func report(
        _ milliseconds: Int,
        yaw: Double = 0,
        north: Double = 0,
        skew: Int = 0,
        isFixed: Bool = true
    ) -> DockReport {
        var readings = AircraftReadings()
        readings.position = Coordinate(latitude: 22.5 + north * 1e-6, longitude: 114)
        readings.elevation = Metres(60 + north / 10)
        readings.gimbalPitch = -52
        readings.gimbalYaw = Degrees(yaw)
        readings.speed = 5
        readings.isFixed = isFixed
        return DockReport(
            dock: "D03",
            receivedAt: start + .milliseconds(milliseconds + 100),
            deviceTime: start + .milliseconds(milliseconds + skew),
            said: .readings(Readings(aircraft: readings))
        )
    }

    static func pose(_ join: PoseHistory.Join) -> NativePose? {
        guard case .pose(let pose) = join else { return nil }
        return pose
    }

    @Test("between two samples place, height and angles lie on the way; yaw takes the shorter one")
    func between() throws {
        let history = PoseHistory()
        history.note(Self.report(0, yaw: 170, north: 0))
        history.note(Self.report(2000, yaw: -170, north: 100))
        let join = history.join("D03", at: Self.start + .milliseconds(500), isLast: false)
        let pose = try #require(Self.pose(join))
        #expect(abs(pose.place.latitude - 22.500_025) < 1e-9)
        #expect(pose.height == .aboveTakeOff(62.5))
        #expect(pose.gimbal?.yaw == 175 && pose.gimbal?.pitch == -52)
        let later = history.join("D03", at: Self.start + .milliseconds(1500), isLast: false)
        #expect(Self.pose(later)?.gimbal?.yaw == -175)
        // 0.5 m with RTK, and 0.3 s at 5 m/s.
        #expect(pose.sigma.position == 2.0 && pose.sigma.angle == 0.3)
    }

    @Test("a frame newer than the last sample waits; then a near one serves, a far one not")
    func waiting() {
        let history = PoseHistory()
        history.note(Self.report(0, isFixed: false))
        let soon = Self.start + .milliseconds(1400)
        let late = Self.start + .milliseconds(1501)
        #expect(history.join("D03", at: soon, isLast: false) == .later)
        // 1.5 m without RTK, and 0.3 s of clocks and 1.4 s of age at 5 m/s.
        #expect(Self.pose(history.join("D03", at: soon, isLast: true))?.sigma.position == 10)
        #expect(history.join("D03", at: late, isLast: true) == .none)
        #expect(history.join("D04", at: soon, isLast: false) == .none)
        history.note(Self.report(2000))
        #expect(Self.pose(history.join("D03", at: soon, isLast: false)) != nil)
    }

    @Test("over a gap in the telemetry nothing is invented")
    func gap() {
        let history = PoseHistory()
        history.note(Self.report(0))
        history.note(Self.report(20_000))
        let middle = Self.start + .seconds(10)
        let near = Self.start + .milliseconds(18_600)
        #expect(history.join("D03", at: middle, isLast: true) == .none)
        #expect(Self.pose(history.join("D03", at: near, isLast: true)) != nil)
    }

    @Test("a dock's clock that is off by a minute is corrected", arguments: [-60_000, 60_000])
    func skew(milliseconds: Int) throws {
        let history = PoseHistory()
        for second in 0..<5 {
            history.note(
                Self.report(second * 1000, north: Double(second), skew: milliseconds)
            )
        }
        // What is left of the correction is the way of a report: 100 ms.
        let at = Self.start + .milliseconds(2100)
        let pose = try #require(Self.pose(history.join("D03", at: at, isLast: false)))
        #expect(abs(pose.place.latitude - 22.500_002) < 1e-9)
    }

    @Test("positions older than a minute go, and reports out of order find their place")
    func order() {
        let history = PoseHistory()
        for milliseconds in [4000, 0, 2000] {
            history.note(Self.report(milliseconds, north: Double(milliseconds)))
        }
        let at = Self.start + .milliseconds(1000)
        let pose = Self.pose(history.join("D03", at: at, isLast: false))
        #expect(pose?.height == .aboveTakeOff(160))
        history.note(Self.report(62_001))
        #expect(history.join("D03", at: at, isLast: true) != .later)
        #expect(Self.pose(history.join("D03", at: Self.start, isLast: true)) == nil)
    }

    @Test(
        "filters take topics as MQTT says",
        arguments: [
            ("frigate/events", "frigate/events", true), ("frigate/+", "frigate/events", true),
            ("frigate/+", "frigate/a/b", false), ("frigate/#", "frigate/a/b", true),
            ("frigate/#", "frigate", true), ("a/+/c", "a/b/c", true), ("a/b", "a", false),
            ("a", "a/b", false), ("+/b", "a/b", true),
        ]
    )
    func filters(filter: String, topic: String, isTaken: Bool) {
        #expect(TopicFilter.matches(filter, topic) == isTaken)
    }

    @Test("the folder's formats are those that are taken in")
    func formats() {
        #expect(FrameAdapter.formats == FrameFormat.allCases.map(\.rawValue))
    }

    @Test("received is the sum of what became of frames, whatever they were")
    func tally() {
        var tally = FrameTally()
        var generator = SeededGenerator(7)
        for _ in 0..<200 {
            let outcomes: [FrameTally.Outcome] = [.accepted, .duplicate, .quarantined, .shed]
            let outcome = outcomes[Int(generator.next() % 4)]
            tally.note(outcome, outcome == .quarantined ? "schema" : nil)
            let counts = tally.counts
            let parts = ["accepted", "duplicate", "quarantined", "shed"]
            #expect(
                counts["frames_received"] == parts.reduce(0) { $0 + (counts["frames_\($1)"] ?? 0) }
            )
        }
    }
}
