// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import DJICloud

@Suite("Wayline files")
struct WaylineKMZTests {
    @Test("a wayline written and read again is the same", arguments: 1...100 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        let wayline = SampleWayline.random(seed)
        let bytes = try WaylineKMZ.write(wayline)
        #expect(try WaylineKMZ.read(bytes) == wayline)
    }

    @Test("the same wayline gives the same bytes, another one others")
    func deterministic() throws {
        let one = try WaylineKMZ.write(SampleWayline.patrol)
        #expect(try WaylineKMZ.write(SampleWayline.patrol) == one)
        var other = SampleWayline.patrol
        other.points[1].speed = 8.001
        #expect(try WaylineKMZ.write(other) != one)
        // Known digest: a file that was approved before an update keeps its fingerprint after it.
        #expect(WaylineKMZ.fingerprint(one) == Self.approved)
    }

    static let approved = "a710841d55cbb720f16110488248c32e"

    @Test("the fingerprint is the MD5 of the bytes")
    func fingerprint() {
        #expect(WaylineKMZ.fingerprint([]) == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(WaylineKMZ.fingerprint(Array("abc".utf8)) == "900150983cd24fb0d6963f7d28e17f72")
    }

    @Test("unzip and xmllint accept the file, and its entries are plain")
    func independentReaders() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("wayline-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("R04.kmz")
        let bytes = try WaylineKMZ.write(SampleWayline.patrol)
        try Data(bytes).write(to: file)
        try #require(try run("unzip", ["-t", file.path]) == 0)
        try #require(try run("unzip", ["-q", file.path, "-d", folder.path]) == 0)
        for name in ["template.kml", "waylines.wpml"] {
            let document = folder.appendingPathComponent("wpmz/\(name)")
            #expect(try run("xmllint", ["--noout", "--nonet", document.path]) == 0)
        }
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["R04.kmz", "wpmz", "wpmz/template.kml", "wpmz/waylines.wpml"])
        // Local header: signature, version, flags. Bit 3 would be a data descriptor (pitfall 12).
        #expect(Array(bytes[0..<4]) == [0x50, 0x4B, 3, 4])
        #expect(bytes[6] & 0x08 == 0)
        #expect(bytes[8] == 0 && bytes[9] == 0, "stored")
    }

    private func run(_ program: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test("the executable plan says what the checklist asks for")
    func checklist() throws {
        let document = WaylineDocument(
            wayline: SampleWayline.patrol,
            model: try WaylineModel.of(SampleWayline.patrol)
        )
        let root = try XMLScanner.document(document.executable, file: "waylines.wpml")
        let mission = try root.one("Document").one("wpml:missionConfig")
        #expect(
            mission.children.map(\.name) == [
                "wpml:flyToWaylineMode", "wpml:finishAction", "wpml:exitOnRCLost",
                "wpml:executeRCLostAction", "wpml:takeOffSecurityHeight",
                "wpml:globalTransitionalSpeed", "wpml:globalRTHHeight", "wpml:droneInfo",
                "wpml:payloadInfo",
            ]
        )
        #expect(try mission.word("wpml:executeRCLostAction") == "goBack")
        #expect(try mission.word("wpml:takeOffSecurityHeight") == "80")
        #expect(try mission.one("wpml:droneInfo").int("wpml:droneEnumValue") == 100)
        #expect(try mission.one("wpml:payloadInfo").int("wpml:payloadEnumValue") == 99)
        #expect(try mission.one("wpml:payloadInfo").int("wpml:payloadSubEnumValue") == 0)
        let marks = try root.one("Document").one("Folder").all("Placemark")
        #expect(try marks[1].one("Point").word("coordinates") == "114.1225,22.5431")
        let actions = try marks[1].one("wpml:actionGroup").all("wpml:action")
        #expect(
            try actions.map { try $0.word("wpml:actionActuatorFunc") } == [
                "gimbalRotate", "zoom", "hover", "takePhoto",
            ]
        )
        let zoom = try actions[1].one("wpml:actionActuatorFuncParam")
        #expect(try zoom.word("wpml:focalLength") == "168")
        #expect(
            document.executable.starts(with: Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8))
        )
    }

    /// A field's name and what puts it out of its range.
    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var apply: @Sendable (inout Wayline) -> Void

        init(_ field: String, _ apply: @escaping @Sendable (inout Wayline) -> Void) {
            testDescription = field
            self.apply = apply
        }
    }

    static let changes = [
        Change("takeOffSecurityHeight") { $0.takeOffSecurityHeight = 7.9 },
        Change("globalTransitionalSpeed") { $0.transitSpeed = 15.1 },
        Change("globalRTHHeight") { $0.returnHeight = 19 },
        Change("gimbalPitchAngle") { $0.gimbalPitch = -91 },
        Change("points") { $0.points.removeLast(2) },
        Change("points[1].waypointSpeed") { $0.points[1].speed = 0.5 },
        Change("points[0].executeHeight") { $0.points[0].height = Metres(.nan) },
        Change("points[2].coordinates") {
            $0.points[2].place = Coordinate(latitude: 114, longitude: 22)
        },
        Change("points[0].actions.payloadLensIndex") {
            $0.points[0].actions = [.photo(lenses: ["xray"])]
        },
    ]

    @Test(
        "a wayline outside the documented ranges is refused by the field's name",
        arguments: changes
    )
    func ranges(change: Change) {
        var wayline = SampleWayline.patrol
        change.apply(&wayline)
        do throws(DJICloudError) {
            _ = try WaylineKMZ.write(wayline)
            Issue.record("accepted")
        } catch {
            guard case .outOfRange(change.testDescription, _, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test("an unknown aircraft, a wrong payload and a lens that it lacks are refused by name")
    func models() {
        var wayline = SampleWayline.patrol
        wayline.aircraftModelKey = "0-12-3"
        #expect(throws: DJICloudError.unsupported("no wayline type numbers for aircraft 0-12-3")) {
            try WaylineKMZ.write(wayline)
        }
        wayline.aircraftModelKey = "0-100-0"
        #expect(throws: DJICloudError.self) { try WaylineKMZ.write(wayline) }
        wayline.payloadIndex = "98-0-0"
        #expect(throws: DJICloudError.self, "M4D has no infrared lens") {
            try WaylineKMZ.write(wayline)
        }
        wayline.points[1].actions = []
        #expect(throws: Never.self) { try WaylineKMZ.write(wayline) }
    }
}
