// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// Builds the message of one command; the `Encode+…` files each add a group of orders.
struct CommandEncoder {
    let command: DockCommand
    let context: CommandContext

    func outgoing() throws(DJICloudError) -> Outgoing {
        switch command.order {
        case .prepare(let task): try prepare(task)
        case .execute: try flight("flighttask_execute") { ["flight_id": $0] }
        case .relay(let task), .receive(let task): try between(task)
        case .stopHalf(let isAbnormal): try stopHalf(isAbnormal: isAbnormal)
        case .returnTo(let serial):
            service("return_specific_home", ["home_dock_sn": .string(serial)])
        case .undo: try flight("flighttask_undo") { ["flight_ids": [$0]] }
        case .pause: service("flighttask_pause", [:])
        case .resume: service("flighttask_recovery", [:])
        case .returnHome: service("return_home", [:])
        case .cancelReturn: service("return_home_cancel", [:])
        case .takeOff(let target): try takeOff(target)
        case .flyTo(let target): try flyTo(target)
        case .look(let look): try lookAt(look)
        case .photo(let index):
            service("camera_photo_take", ["payload_index": try Self.payload(index)])
        case .zoom(let index, let factor): try zoom(index, factor)
        case .grab(let index):
            service("payload_authority_grab", ["payload_index": try Self.payload(index)])
        case .speak(let announcement): try speak(announcement)
        case .volume(let speaker, let percent): try volume(speaker, percent)
        case .voice(let speaker, let language, let percent):
            try voice(speaker, language, percent)
        case .liveControl(let isOpen): try liveControl(isOpen)
        case .set(let setting): try set(setting)
        case .job(let job): try maintenance(job)
        }
    }

    /// A service message; empty data is `{}`, where documents write null (PROTOCOL § 3).
    static func service(
        _ method: String,
        _ data: JSONValue,
        bid: WireID?,
        _ context: CommandContext
    ) -> Outgoing {
        var message = Message(
            method: method,
            tid: context.tid.description,
            bid: (bid ?? context.tid).description,
            timestamp: context.now,
            data: data
        )
        message.gateway = context.serial
        return Outgoing(topic: Topic(.services, serial: context.serial), message: message)
    }

    func service(_ method: String, _ data: JSONValue, bid: WireID? = nil) -> Outgoing {
        Self.service(method, data, bid: bid ?? command.flight, context)
    }

    func flight(
        _ method: String,
        _ data: (JSONValue) -> JSONValue
    ) throws(DJICloudError) -> Outgoing {
        guard let flight = command.flight else {
            throw .unsupported("\(method) needs the flight's wire id")
        }
        return service(method, data(.string(flight.description)))
    }

    static func payload(_ index: String) throws(DJICloudError) -> JSONValue {
        guard Property.isCamera(index) else {
            throw .outOfRange(field: "payload_index", value: index, allowed: "type-subtype-gimbal")
        }
        return .string(index)
    }

    /// The value when it lies in the range; NaN never does.
    func checked(
        _ field: String,
        _ value: Double,
        _ range: ClosedRange<Double>
    ) throws(DJICloudError) -> Double {
        guard range.contains(value) else {
            throw .outOfRange(
                field: field,
                value: "\(value)",
                allowed: "\(range.lowerBound) to \(range.upperBound)"
            )
        }
        return value
    }

    /// A number to one decimal, the step of the documented heights.
    func tenths(
        _ field: String,
        _ value: Double,
        _ range: ClosedRange<Double>
    ) throws(DJICloudError) -> JSONValue {
        .finite((try checked(field, value, range) * 10).rounded() / 10)
    }

    /// Heights of the way home are whole metres: rounded up, so that no obstacle comes nearer.
    func returnHeight(_ height: Metres) throws(DJICloudError) -> JSONValue {
        .int(Int(try checked("rth_altitude", height.value.rounded(.up), 20...1500)))
    }

    /// Speeds are whole metres a second: rounded down.
    func speed(_ speed: MetresPerSecond) throws(DJICloudError) -> JSONValue {
        .int(Int(try checked("max_speed", speed.value.rounded(.down), 1...15)))
    }

    func latitude(_ place: Coordinate) throws(DJICloudError) -> JSONValue {
        .finite(try checked("latitude", place.latitude, -90...90))
    }

    func longitude(_ place: Coordinate) throws(DJICloudError) -> JSONValue {
        .finite(try checked("longitude", place.longitude, -180...180))
    }
}
