// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import DockSim
import Foundation
import RoostModel

@testable import SimHost

/// A dock, its short wayline and a data folder as the daemon leaves one.
struct Example {
    let root: URL

    init() throws {
        root = FileManager.default.temporaryDirectory
            .appending(path: "simhost-\(UUID().uuidString)")
        for part in ["broker", "secrets"] {
            try FileManager.default.createDirectory(
                at: root.appending(path: part),
                withIntermediateDirectories: true
            )
        }
        try write("secrets/dock-D03", "dock password\n")
        try write("secrets/edge", "edge password\n")
    }

    func remove() { try? FileManager.default.removeItem(at: root) }

    func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: root.appending(path: path), options: .atomic)
    }

    func tell(port: Int) throws {
        try write("broker/address.json", "{\"host\":\"127.0.0.1\",\"port\":\(port)}")
    }

    /// 2026-05-12 07:30 in Shenzhen.
    static let morning = Timestamp(milliseconds: 1_778_542_200_000)

    static let position = Coordinate(latitude: 22.5400, longitude: 114.1200)

    static func place(_ x: Double, _ y: Double) -> Coordinate {
        LocalGrid(origin: position).coordinate(PlanePoint(x: x, y: y))
    }

    static let site = DockSite(
        id: "D03",
        name: Bilingual(en: "Station roof", zh: "站顶"),
        serial: "8UUXN00000D03",
        envelope: DockEnvelope(
            model: "dock-3",
            name: "DJI Dock 3",
            modelKey: "3-3-0",
            windLimit: 12,
            temperature: -20...45,
            chargePermillePerMinute: 29,
            chargeToPermille: 950
        ),
        position: position,
        grid: GridPoint(eastMillimetres: 0, northMillimetres: 0),
        groundHeight: 34.2,
        ferryHeight: 80,
        radius: 5000,
        aircraft: DockSite.Aircraft(
            id: "A03",
            serial: "1581F800000A03",
            envelope: AircraftEnvelope(
                model: "m4td",
                name: "Matrice 4TD",
                modelKey: "0-100-1",
                enduranceSeconds: 2700,
                speedLimit: 15,
                cameras: []
            )
        ),
        hasSpeaker: true
    )

    static let wayline = Wayline(
        route: "R04",
        aircraftModelKey: "0-100-1",
        payloadIndex: "99-0-0",
        takeOffSecurityHeight: 80,
        transitSpeed: 12,
        returnHeight: 80,
        gimbalPitch: -60,
        points: [(60.0, 40.0), (60, 160), (120, 160)].map { x, y in
            Wayline.Point(place: place(x, y), height: 60, speed: 10, actions: [])
        }
    )

    /// The dock with a car beside its wayline.
    static var setup: DockSetup {
        var setup = DockSetup(site: site, seed: 7)
        setup.scene = StreetScene(
            objects: [SceneObject(id: "car", label: "car", place: place(62, 120), plate: "测A12345")]
        )
        return setup
    }

    func fleet(speed: Double) -> LoadedFleet {
        LoadedFleet(
            setups: [Self.setup],
            clock: HostClock(startingAt: Self.morning, speed: speed),
            folder: DaemonFolder(path: root.path),
            bindingSecret: nil
        )
    }
}
