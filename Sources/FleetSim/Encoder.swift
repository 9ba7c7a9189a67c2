// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import RoostModel
import SiteCore

/// Turns commands and answers into bytes, as the daemon's lanes do.
struct Encoder {
    let site: Site
    /// What two docks are told of each other, for a flight between them.
    var relays = RelayBook()

    /// What stands before a wayline's address; the world itself serves the file.
    static let base = "sim://"

    mutating func command(
        _ command: DockCommand,
        tid: WireID,
        number: Int = 0,
        at now: Timestamp
    ) throws(DJICloudError) -> Outgoing {
        let docks = site.configuration?.fleet.docks ?? []
        guard let dock = docks.first(where: { $0.id == command.dock }) else {
            throw .unsupported("dock \(command.dock) is not configured")
        }
        var context = CommandContext(
            serial: dock.serial,
            tid: tid,
            now: now,
            envelope: dock.envelope
        )
        context.sequence = number
        if let task = command.order.relayTask, let flight = command.flight {
            context.multiDockTask = try relays.multiDockTask(task, flight: flight)
        }
        if case .liveControl(isOpen: true) = command.order {
            context.liveBroker = LiveBroker(
                address: "127.0.0.1:1883",
                clientID: "drc-\(dock.serial)",
                user: dock.serial,
                password: "sim",
                expiresAt: now + .minutes(5)
            )
        }
        if case .prepare(let task) = command.order {
            context.waylineFile = try Self.file(of: task)
        }
        return try encode(command, in: context)
    }

    func reply(_ reply: DockReply, at now: Timestamp) throws(DJICloudError) -> Outgoing {
        var materials = ReplyMaterials()
        materials.configuration = .init(
            applicationID: "1",
            applicationKey: "key",
            licence: "licence",
            timeServer: "127.0.0.1"
        )
        materials.organization = .init(id: "roost", name: "roost")
        do {
            if case .wayline(let task?) = reply.answer {
                materials.waylineFile = try Self.file(of: task)
            }
            if case .flightAreas(let file) = reply.answer {
                materials.flightAreaURL = Self.base + file.name
            }
            return try encode(reply, materials: materials, at: now)
        } catch {
            // What is not configured is answered with a no, never with silence.
            let no = DockReply(dock: reply.dock, address: reply.address, answer: .rejected(1))
            return try encode(no, at: now)
        }
    }

    private static func file(of task: FlightTask) throws(DJICloudError) -> WaylineFile {
        let bytes = try WaylineKMZ.write(task.wayline)
        return WaylineFile(url: base + "\(task.flight)", md5: WaylineKMZ.fingerprint(bytes))
    }
}
