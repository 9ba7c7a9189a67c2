// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@testable import DockSim

@Suite("A simulated dock introduces itself")
struct OnboardingTests {
    private func requests(_ cloud: ScriptedCloud) -> [String] {
        cloud.heard.filter { $0.topic.kind == .requests || $0.topic.kind == .status }
            .compactMap(\.message.method)
    }

    @Test("an unbound dock asks, binds and tells its topology; a bound one does not bind again")
    func sequence() {
        var cloud = ScriptedCloud(Example.setup())
        cloud.isBound = false
        cloud.start()
        #expect(
            requests(cloud) == [
                "config", "airport_bind_status", "airport_organization_get",
                "airport_organization_bind", "update_topo",
            ]
        )
        let topology = cloud.heard.last { $0.message.method == "update_topo" }
        #expect(topology?.message.data?["type"] == 3)
        #expect(topology?.message.data?["sub_devices"] == [], "the aircraft sleeps")

        cloud.isBound = true
        _ = cloud.dock.disconnected(at: cloud.now)
        cloud.start()
        #expect(
            requests(cloud).dropFirst(5) == ["config", "airport_bind_status", "update_topo"]
        )
    }

    @Test("what is not answered is asked again after 2, 4, 8 and 8 s with the same id")
    func resend() {
        var cloud = ScriptedCloud(Example.setup())
        cloud.hearsTelemetry = true
        cloud.mute = ["config"]
        cloud.start()
        cloud.run(.seconds(24))
        let asked = cloud.heard.filter { $0.message.method == "config" }
        #expect(asked.map { ($0.at - .example).wholeSeconds } == [0, 2, 6, 14, 22])
        #expect(Set(asked.compactMap(\.message.tid)).count == 1)
        #expect(!cloud.heard.contains { $0.topic.kind == .osd })
    }

    @Test("telemetry comes in three partial shapes at the recorded rates, health even when empty")
    func rates() throws {
        var cloud = try Example.online(hearsTelemetry: true)
        let before = cloud.heard.count
        cloud.run(.seconds(129))
        let osd = cloud.heard[before...].filter { $0.topic.kind == .osd }
        let shapes = ["cover_state", "job_number", "flighttask_step_code"].map { key in
            osd.filter { $0.message.data?[key] != nil }.count
        }
        #expect(abs(shapes[0] - 100) <= 1)
        #expect(abs(shapes[1] - 100) <= 1)
        #expect(abs(shapes[2] - 64) <= 1)
        #expect(osd.count == shapes.reduce(0, +), "the shapes have no key in common")
        let health = cloud.heard[before...].filter { $0.message.method == "hms" }
        #expect(abs(health.count - 64) <= 1)
        #expect(health.allSatisfy { $0.message.data?["list"] == [] })
    }

    @Test("the place for pictures is asked for again after a reconnect")
    func owedQuestion() throws {
        var cloud = try Example.online()
        cloud.mute = ["storage_config_get"]
        #expect(cloud.launch() == [0, 0])
        #expect(
            cloud.run(atMost: .minutes(10)) { $0.dock.isAircraftInDock && $0.dock.flights == 1 }
        )
        _ = cloud.dock.disconnected(at: cloud.now)
        cloud.run(.seconds(20))
        #expect(cloud.events("file_upload_callback").isEmpty)
        cloud.mute = []
        cloud.start()
        cloud.run(.seconds(20))
        #expect(cloud.events("file_upload_callback").count == 1)
    }
}
