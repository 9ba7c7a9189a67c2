// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import JSONText
import RoostModel

// What an analysis of the aircraft's pictures would find: one frame a second while something is in
// view, an empty one every two seconds otherwise, which proves that a place is free (FRAMES § 3).
extension SimulatedDock {
    mutating func sceneFrame(at now: Timestamp) {
        guard let phase = flight?.phase, phase == .route || phase == .paused || phase == .hovering
        else { return }
        if let look, look.until <= now {
            self.look = nil
            aircraft.zoom = 1
            aircraft.gimbalYaw = nil
        }
        let seen = view(at: now)
        frameCount += 1
        guard !seen.isEmpty || frameCount.isMultiple(of: 2) else { return }
        outputs.append(.picture(frame(of: seen, kind: "video", at: now)))
    }

    /// A single picture on order; of the zoomed lens, where plates can be read.
    mutating func photoFrame(at now: Timestamp) {
        frameCount += 1
        outputs.append(.picture(frame(of: view(at: now), kind: "photo", at: now)))
    }

    private struct Seen {
        let object: SceneObject
        let box: SceneCamera.Box
    }

    private func view(at now: Timestamp) -> [Seen] {
        let camera = camera
        return setup.scene.objects.compactMap { object in
            guard object.isPresent(at: now), let box = camera.box(of: object) else { return nil }
            return Seen(object: object, box: box)
        }
    }

    /// The camera as it is now: along the nose, or where it was told to look.
    private var camera: SceneCamera {
        let lens = site.aircraft.envelope.cameras.first
        let wide = lens?.horizontalView?.value ?? 73.74
        let shape = Double(lens?.heightPixels ?? 9) / Double(max(1, lens?.widthPixels ?? 16))
        let tall = lens?.verticalView?.value ?? SceneCamera.zoomed(wide, by: 1 / max(0.1, shape))
        var camera = SceneCamera(
            place: aircraftPlace,
            height: aircraft.height,
            yaw: aircraft.gimbalYaw ?? aircraft.heading,
            pitch: aircraft.gimbalPitch,
            horizontalView: SceneCamera.zoomed(wide, by: aircraft.zoom),
            verticalView: SceneCamera.zoomed(tall, by: aircraft.zoom)
        )
        if let target = look?.place { camera.turn(to: target) }
        return camera
    }

    private mutating func frame(
        of seen: [Seen],
        kind: String,
        at now: Timestamp
    ) -> ScenePicture {
        let camera = camera
        let id = "\(now.milliseconds)-\(frameCount)"
        let isZoomed = aircraft.zoom >= 2
        let detections = seen.map { detection($0, isZoomed) }
        var result: JSONValue = [
            "schema": "roost.frame/1", "source": .string("sim/\(site.aircraft.serial)"),
            "frame_id": .string(id), "seq": .int(frameCount),
            "captured_at": .string(now.description), "kind": .string(kind),
            "lens": .string(isZoomed ? "zoom" : "wide"),
            "size": [.int(PictureFile.width), .int(PictureFile.height)],
            "stream": .string("\(site.aircraft.serial)/\(payloadIndex)/normal-0"),
            "mission": mission,
            "pose": pose(camera, at: now),
            "detections": .array(detections),
            "model": ["name": "docksim", "version": "1"],
        ]
        guard !seen.isEmpty else {
            return ScenePicture(
                aircraft: site.aircraft.serial,
                frameID: id,
                result: JSONWriter().bytes(result),
                image: nil,
                sha256: nil
            )
        }
        let image = draw(seen)
        let digest = SHA256.hash(data: image).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        result["images"] = [
            [
                "ref": .string("sim/\(digest).png"), "role": .string(isZoomed ? "zoom" : "wide"),
                "sha256": .string(digest), "bytes": .int(image.count),
                "media_type": "image/png", "captured_at": .string(now.description),
            ]
        ]
        return ScenePicture(
            aircraft: site.aircraft.serial,
            frameID: id,
            result: JSONWriter().bytes(result),
            image: image,
            sha256: digest
        )
    }

    private var mission: JSONValue {
        ["id": .string(flight?.id ?? "none"), "waypoint": .int(flight?.waypoint ?? 0)]
    }

    private func pose(_ camera: SceneCamera, at now: Timestamp) -> JSONValue {
        [
            "aircraft": .string(site.aircraft.serial), "payload": .string(payloadIndex),
            "lat": .finite(camera.place.latitude), "lon": .finite(camera.place.longitude),
            "height_agl": .finite(camera.height),
            "gimbal": ["yaw": .finite(camera.yaw), "pitch": .finite(camera.pitch), "roll": 0],
            "fov": ["h": .finite(camera.horizontalView), "v": .finite(camera.verticalView)],
            "at": .string(now.description),
            "sigma": ["pos": 0.5, "height": 1, "angle": 0.3],
        ]
    }

    /// One detection: the box up to 0.2 % of the picture beside the truth, a plate as the lens
    /// can read it.
    private mutating func detection(_ seen: Seen, _ isZoomed: Bool) -> JSONValue {
        let dx = (dice.fraction() - 0.5) * 0.004
        let dy = (dice.fraction() - 0.5) * 0.004
        let moved = seen.box.moved(dx, dy)
        let box = moved.isInside ? moved : seen.box
        var detection: JSONValue = [
            "id": .string(seen.object.id), "label": .string(seen.object.label),
            "confidence": decimals(0.82 + dice.fraction() * 0.15, 3),
            "box": [
                decimals(box.x, 6), decimals(box.y, 6), decimals(box.width, 6),
                decimals(box.height, 6),
            ],
            "track_id": .string("\(flights)-\(seen.object.id)"),
        ]
        if let plate = seen.object.plate {
            let sure = isZoomed ? 0.93 : 0.7
            detection["plate"] = [
                "text": .string(plate), "confidence": decimals(sure + dice.fraction() * 0.05, 3),
            ]
        }
        return detection
    }

    private func draw(_ seen: [Seen]) -> [UInt8] {
        var picture = PictureFile(shift: Int(aircraft.place.x + aircraft.place.y) & 0xFF)
        for (index, one) in seen.enumerated() {
            picture.fill(one.box, UInt8(5 + index % 10))
        }
        return picture.png
    }
}
