// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@testable import DockSim

@Suite("Flight areas of a simulated dock")
struct AreaTests {
    private static let areas = [
        Area(
            id: "district",
            kind: .district,
            name: Bilingual("d"),
            rings: [[Example.place(-900, -900), Example.place(900, -900), Example.place(0, 900)]],
            grid: []
        )
    ]

    /// Told to fetch the areas, with this answer to its question and these bytes behind the address.
    private static func synced(
        _ faults: [MisbehaviourPlan] = [],
        bytes: [UInt8] = FlightAreaDocument.bytes(of: areas)
    ) throws -> ScriptedCloud {
        var setup = Example.setup()
        setup.misbehaviours = faults
        var cloud = try Example.online(setup)
        cloud.file = bytes
        cloud.areaDigest = FlightAreaDocument.file(of: areas)?.sha256
        #expect(cloud.result("flight_areas_update", [:]) == 0)
        cloud.run(.seconds(90))
        return cloud
    }

    private static func progress(_ cloud: ScriptedCloud) -> [String?] {
        cloud.events("flight_areas_sync_progress").map { $0.message.data?["status"]?.string }
    }

    @Test("fetched, checked by its SHA-256, kept and told by the checksum")
    func kept() throws {
        let cloud = try Self.synced()
        let digest = cloud.areaDigest
        #expect(Self.progress(cloud) == ["synchronizing", "synchronized"])
        #expect(cloud.dock.areasOnBoard == digest)
        let last = try #require(cloud.events("flight_areas_sync_progress").last)
        #expect(last.message.data?["file"]?["checksum"]?.string == digest)
        #expect(last.message.needsReply)
    }

    @Test("each misbehaviour leaves the old areas on board, and says what it says")
    func wrong() throws {
        func plan(_ what: Misbehaviour) -> [MisbehaviourPlan] {
            [MisbehaviourPlan(what, .between(.epoch, .never))]
        }
        let expected: [(Misbehaviour, [String?])] = [
            (.areasFail, ["synchronizing", "fail"]),
            (.areasOld, ["synchronizing", "synchronized"]),
            (.areasSilent, ["synchronizing"]),
        ]
        for (what, words) in expected {
            let cloud = try Self.synced(plan(what))
            #expect(Self.progress(cloud) == words, "\(what)")
            #expect(cloud.dock.areasOnBoard.isEmpty, "\(what)")
        }
        let damaged = try Self.synced(bytes: Array("{}".utf8))
        #expect(Self.progress(damaged) == ["synchronizing", "fail"])
        #expect(damaged.dock.areasOnBoard.isEmpty)
    }
}
