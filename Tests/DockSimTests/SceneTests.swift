// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import DJICloud
import Foundation
import JSONText
import RoostModel
import Testing

@testable import DockSim

@Suite("A simulated camera sees the street")
struct SceneTests {
    static let cars = [
        SceneObject(id: "c1", label: "car", place: Example.place(205, 250), plate: "测B8K2Q1"),
        SceneObject(id: "c2", label: "van", place: Example.place(190, 350)),
        SceneObject(
            id: "c3",
            label: "car",
            place: Example.place(400, 495),
            plate: "测C71M9X",
            presence: [
                SceneObject.Presence(from: .epoch, until: .example),
                SceneObject.Presence(from: .example + .hours(1), until: .never),
            ]
        ),
    ]

    /// One whole flight, flown once for all tests that look at it.
    private static let flight = Result {
        var setup = Example.setup()
        setup.scene = StreetScene(objects: cars)
        var cloud = try Example.online(setup)
        _ = cloud.launch()
        _ = cloud.run(atMost: .minutes(15)) { $0.dock.flightID == nil }
        return cloud
    }

    private func flown() throws -> ScriptedCloud { try Self.flight.get() }

    private func results(_ cloud: ScriptedCloud) throws -> [JSONValue] {
        try cloud.frames.map { try JSONReader().read($0.picture.result) }
    }

    @Test("boxes projected to the ground by the pose lie within 2 m of the thing")
    func boxes() throws {
        var count = 0
        for frame in try results(flown()) {
            for detection in frame["detections"]?.array ?? [] {
                let car = try #require(Self.cars.first { $0.id == detection["id"]?.string })
                let place = try #require(ground(frame, detection, halfHeight: car.halfHeight))
                let grid = Example.grid
                #expect(grid.plane(place).distance(to: grid.plane(car.place)) < 2)
                count += 1
            }
        }
        #expect(count >= 10)
    }

    /// PIPELINE § 3, forwards.
    private func ground(
        _ frame: JSONValue,
        _ detection: JSONValue,
        halfHeight: Double
    ) -> Coordinate? {
        let box = (detection["box"]?.array ?? []).compactMap(\.double)
        guard box.count == 4, let pose = frame["pose"], let h = pose["height_agl"]?.double,
            let yaw = pose["gimbal"]?["yaw"]?.double, let pitch = pose["gimbal"]?["pitch"]?.double,
            let wide = pose["fov"]?["h"]?.double, let tall = pose["fov"]?["v"]?.double,
            let latitude = pose["lat"]?.double, let longitude = pose["lon"]?.double
        else { return nil }
        let (psi, th) = (yaw * .pi / 180, pitch * .pi / 180)
        let a = (2 * (box[0] + box[2] / 2) - 1) * tan(wide * .pi / 360)
        let b = (2 * (box[1] + box[3] / 2) - 1) * tan(tall * .pi / 360)
        // The downward axis of a camera without roll is the sight line turned down by 90°.
        let down = (sin(th) * sin(psi), sin(th) * cos(psi), -cos(th))
        let east = cos(th) * sin(psi) + a * cos(psi) + b * down.0
        let north = cos(th) * cos(psi) - a * sin(psi) + b * down.1
        let up = sin(th) + b * down.2
        guard up < 0 else { return nil }
        let t = (h - halfHeight) / -up
        let camera = Coordinate(latitude: latitude, longitude: longitude)
        return LocalGrid(origin: camera).coordinate(PlanePoint(x: t * east, y: t * north))
    }

    @Test("frames come once a second with things in view, else every two, and only on the route")
    func cadence() throws {
        let cloud = try flown()
        let pairs = zip(cloud.frames, cloud.frames.dropFirst()).map { ($1.at - $0.at).wholeSeconds }
        #expect(pairs.allSatisfy { (1...2).contains($0) })
        let seen = try results(cloud).filter { !($0["detections"]?.array ?? []).isEmpty }
        #expect(seen.count > 10 && seen.count < cloud.frames.count)
        // 1100 m at 8 m/s and 5 s of hovering.
        let first = try #require(cloud.frames.first)
        let last = try #require(cloud.frames.last)
        #expect(abs((last.at - first.at).seconds - 142.5) < 5)
    }

    @Test("a car that left is not seen; one that stays is, with its plate")
    func presence() throws {
        let detections = try results(flown()).flatMap { $0["detections"]?.array ?? [] }
        let ids = Set(detections.compactMap { $0["id"]?.string })
        #expect(ids == ["c1", "c2"])
        let plates = Set(detections.compactMap { $0["plate"]?["text"]?.string })
        #expect(plates == ["测B8K2Q1"])
    }

    @Test("a frame has the required members, and its picture is a PNG under its digest")
    func shape() throws {
        let cloud = try flown()
        let withPicture = try #require(cloud.frames.first { $0.picture.image != nil }?.picture)
        let result = try JSONReader().read(withPicture.result)
        #expect(result["schema"] == "roost.frame/1")
        #expect(result["source"] == "sim/1581F800000A03")
        #expect(result["captured_at"]?.string.flatMap { Timestamp($0) } != nil)
        let image = try #require(withPicture.image)
        let entry = result["images"]?[0]
        #expect(entry?["bytes"]?.int == image.count)
        let digest = SHA256.hash(data: image).map { String(format: "%02x", $0) }.joined()
        #expect(entry?["sha256"]?.string == digest && withPicture.sha256 == digest)
        #expect(image.count < 10_000)
        #expect(Array(image[1..<4]) == Array("PNG".utf8))
        // Checksum of the empty last part, the same in every PNG.
        #expect(Array(image.suffix(4)) == [0xAE, 0x42, 0x60, 0x82])
        let empty = try #require(cloud.frames.first { $0.picture.image == nil }?.picture)
        #expect(try JSONReader().read(empty.result)["detections"] == [])
    }

    @Test("looked at and zoomed on order, a thing is in the middle and its plate is surer")
    func lookAt() throws {
        var setup = Example.setup()
        setup.scene = StreetScene(objects: Self.cars)
        var cloud = try Example.online(setup)
        #expect(cloud.launch() == [0, 0])
        #expect(cloud.run(atMost: .minutes(4)) { $0.dock.aircraft.place.y > 260 })
        let car = Self.cars[0]
        let place: JSONValue = ["latitude": 22.5, "longitude": 114.1, "height": 34.2]
        #expect(cloud.result("camera_look_at", place) == 319030)
        #expect(cloud.result("payload_authority_grab", ["payload_index": "99-0-0"]) == 0)
        _ = cloud.command(
            "camera_look_at",
            [
                "payload_index": "99-0-0", "locked": true, "height": 34.2,
                "latitude": .finite(car.place.latitude), "longitude": .finite(car.place.longitude),
            ]
        )
        _ = cloud.command("camera_focal_length_set", ["camera_type": "zoom", "zoom_factor": 5])
        _ = cloud.command("camera_photo_take", ["payload_index": "99-0-0"])
        let photo = try JSONReader().read(try #require(cloud.frames.last).picture.result)
        #expect(photo["kind"] == "photo" && photo["lens"] == "zoom")
        let detection = try #require(photo["detections"]?[0])
        #expect(detection["id"] == "c1")
        #expect((detection["plate"]?["confidence"]?.double ?? 0) > 0.9)
        let box = (detection["box"]?.array ?? []).compactMap(\.double)
        #expect(abs(box[0] + box[2] / 2 - 0.5) < 0.05)
    }
}
