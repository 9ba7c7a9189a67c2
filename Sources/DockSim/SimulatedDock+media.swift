// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// Pictures of a flight: counted in the air, said to be in the store some seconds after docking, one
// event each until it is acknowledged (PROTOCOL § 16).
extension SimulatedDock {
    /// Most pictures of a flight.
    private static let photoLimit = 2000

    mutating func takePhoto(at now: Timestamp) {
        guard let count = flight?.photos.count, count < Self.photoLimit else { return }
        let photo = Photo(
            at: now,
            place: aircraftPlace,
            height: aircraft.height,
            yaw: aircraft.heading
        )
        flight?.photos.append(photo)
    }

    mutating func collectMedia(at now: Timestamp) {
        guard let flight, !flight.photos.isEmpty else { return }
        media = flight.photos
        mediaFlight = flight.id
        if has(.mediaStuck, at: now) { return }
        if setup.asksForStorage {
            ask("storage_config_get", ["module": 0], at: now)
        } else {
            after(.seconds(5), .upload, from: now)
        }
    }

    /// Where to put pictures is known, or there is no place: then they stay in the dock.
    mutating func storageTold(_ answer: Message, at now: Timestamp) {
        guard answer.result == 0, answer.output?["bucket"] != nil else {
            return log("no place for \(media.count) pictures")
        }
        after(.seconds(5), .upload, from: now)
    }

    mutating func upload(at now: Timestamp) {
        guard let photo = media.first else { return }
        media.removeFirst()
        let all = media.count
        let number = flightPhotos + 1
        flightPhotos = media.isEmpty ? 0 : number
        let name = "DJI_\(number).jpeg"
        event(
            "file_upload_callback",
            bid: mediaFlight,
            [
                "result": 0,
                "file": [
                    "object_key": .string("\(site.serial)/\(mediaFlight)/\(name)"),
                    "path": .string(mediaFlight), "name": .string(name),
                    "ext": [
                        "flight_id": .string(mediaFlight),
                        "drone_model_key": .string(site.aircraft.envelope.modelKey),
                        "payload_model_key": .string("1-" + payloadIndex.dropLast(2)),
                        "is_original": true,
                    ],
                    "metadata": metadata(of: photo),
                ],
                "flight_task": [
                    "uploaded_file_count": .int(number), "expected_file_count": .int(number + all),
                    "flight_type": 0,
                ],
            ],
            wantsReply: true,
            at: now
        )
        if !media.isEmpty { after(.seconds(2), .upload, from: now) }
    }

    private func metadata(of photo: Photo) -> JSONValue {
        let time = photo.at.description
        return [
            "gimbal_yaw_degree": .string("\((photo.yaw * 10).rounded() / 10)"),
            "absolute_altitude": decimals(site.groundHeight.value + photo.height, 3),
            "relative_altitude": decimals(photo.height, 3),
            "create_time": .string("\(time.prefix(10)) \(time.dropFirst(11).prefix(8))"),
            "shoot_position": [
                "lat": decimals(photo.place.latitude, 9), "lng": decimals(photo.place.longitude, 9),
            ],
        ]
    }
}
