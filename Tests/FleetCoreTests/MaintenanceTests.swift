// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Work at a dock")
struct MaintenanceTests {
    static let eva = Person(name: "eva", role: .engineer)

    static func locked(for span: TimeSpan = .hours(1)) -> World {
        var world = World()
        world.ready()
        let lock = MaintenanceRequest.lock(reason: "belt", until: world.now + span)
        world.apply(.request(.maintain("D01", lock), by: eva))
        return world
    }

    static func job(_ method: String, isConfirmed: Bool = false) -> FleetInput {
        let job = MaintenanceJob(method: method)
        return .request(.maintain("D01", .job(job, isConfirmed: isConfirmed)), by: eva)
    }

    @Test("a lock bars launches under its engineer's name, warns, and ends by itself")
    func lock() {
        var world = Self.locked()
        world.depart()
        #expect(world.count("prepare") == 0)
        #expect(world.fleet.holds.first?.value.by == "eva")
        world.wait(.minutes(51))
        #expect(world.said(.holdEnding) == 1 && world.said(.holdReleased) == 0)
        world.wait(.minutes(10))
        #expect(world.said(.holdReleased) == 1)
    }

    @Test("a lock that ends in the past, or after more than 14 days, says which")
    func ends() {
        var world = World()
        world.ready()
        func code(_ span: TimeSpan) -> RefusalCode? {
            let lock = MaintenanceRequest.lock(reason: "belt", until: world.now + span)
            return world.apply(.request(.maintain("D01", lock), by: Self.eva)).refusal?.code
        }
        #expect(code(.zero) == .endPassed && code(.hours(-1)) == .endPassed)
        #expect(code(.hours(24 * 14) + .seconds(1)) == .windowTooLong)
        #expect(code(.hours(24 * 14)) == nil)
    }

    @Test("a lock does not end while the dock is in its maintenance mode")
    func open() {
        var world = Self.locked()
        world.wait(.minutes(59))
        world.ready { $0.mode = 2 }
        world.wait(.minutes(5))
        #expect(world.said(.holdReleased) == 0)
        world.ready()
        world.wait(.minutes(11))
        #expect(world.said(.holdReleased) == 1)
    }

    @Test(
        "a job opens the maintenance mode and closes it, whatever comes of it",
        arguments: [0, 514107]
    )
    func jobs(result: Int) {
        var world = Self.locked()
        #expect(world.apply(Self.job("cover_open")).refusal == nil)
        #expect(world.count("cover_open") == 0)
        world.settle("debug_mode_open")
        world.settle("cover_open", .succeeded(.replied(Reply(result: result))))
        if result == 0 {
            #expect(world.count("debug_mode_close") == 0)
            let word = JobProgress(method: "cover_open", status: "ok", percent: 100, result: 0)
            world.hear(.jobStepped(word))
        }
        #expect(world.count("debug_mode_close") == 1)
        world.settle("debug_mode_close")
        #expect(world.said(.taskDone) == (result == 0 ? 1 : 0))
        #expect(world.said(.taskFailed) == (result == 0 ? 0 : 1))
    }

    @Test("a job without a word past its time locks the dock until a person looks")
    func unknown() {
        var world = Self.locked()
        world.apply(Self.job("cover_open"))
        world.settle("debug_mode_open")
        world.settle("cover_open")
        world.wait(.minutes(5))
        #expect(world.said(.taskStuck) == 1)
        #expect(world.count("debug_mode_close") == 1)
        world.settle("debug_mode_close")
        world.wait(.hours(3))
        #expect(world.said(.holdReleased) == 0 && world.fleet.holds.count == 1)
    }

    @Test("a maintenance mode that will not close is tried again, then told loudly")
    func unclosed() {
        var world = Self.locked()
        world.apply(Self.job("cover_open"))
        world.settle("debug_mode_open", .succeeded(.replied(Reply(result: 514145))))
        for _ in 0..<10 {
            world.settle("debug_mode_close", .succeeded(.replied(Reply(result: 514153))))
            world.wait(.seconds(10))
        }
        #expect(world.count("debug_mode_close") == 10 && world.said(.taskStuck) == 1)
    }

    @Test(
        "jobs are refused without a lock, with a sortie open, and where they would break something"
    )
    func refused() {
        func reasons(_ world: World, _ input: FleetInput) -> String {
            var world = world
            let outcome = world.apply(input)
            #expect(world.count("debug_mode_open") == 0)
            guard let refusal = outcome.refusal else {
                Issue.record("not refused")
                return ""
            }
            return ([refusal.text] + refusal.reasons).map(\.en).joined(separator: " ")
        }
        var free = World()
        free.ready()
        #expect(reasons(free, Self.job("cover_open")).contains("not locked"))
        let locked = Self.locked()
        #expect(reasons(locked, Self.job("cover_force_close")).contains("vouch"))
        let forced = Self.job("cover_force_close", isConfirmed: true)
        #expect(reasons(locked, forced).contains("empty"))
        #expect(reasons(locked, Self.job("drone_format")).contains("erases"))
        #expect(reasons(locked, Self.job("debug_mode_open")).contains("no job"))
        #expect(reasons(locked, Self.job("nonsense")).contains("jobs are air_conditioner"))
        let barred = reasons(locked, Self.job("cover_force_close"))
        #expect(barred.hasPrefix("Dock D01 may not do cover_force_close now."))
        var silent = locked
        silent.wait(.minutes(1))
        #expect(reasons(silent, Self.job("cover_close")).contains("does not say"))
        var flying = World.airborne()
        let lock = MaintenanceRequest.lock(reason: "x", until: flying.now + .hours(1))
        flying.apply(.request(.maintain("D01", lock), by: Self.eva))
        #expect(reasons(flying, Self.job("device_reboot")).contains("is open"))
    }
}
