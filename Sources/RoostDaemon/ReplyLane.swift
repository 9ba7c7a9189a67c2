// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import Logging
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore

/// Answers docks' events and questions, after the commit of what they said.
struct ReplyLane: Service {
    let loop: EngineLoop
    let publisher: Publisher
    let links: WaylineLinks
    let materials: ReplyMaterials
    let logger: Logger

    func run() async throws {
        await loop.serve(.reply, logger, sendSome)
    }

    private func sendSome() async throws -> Bool {
        let taken = try loop.take(in: .reply, limit: 256)
        guard !taken.isEmpty else { return false }
        let settled = await withTaskGroup(of: Posting?.self) { group in
            for pending in taken {
                guard case .reply(let reply) = pending.effect.action else { continue }
                group.addTask { await send(reply, pending.effect) }
            }
            return await group.reduce(into: [Posting]()) { all, one in
                if let one { all.append(one) }
            }
        }
        await loop.say(settled)
        return true
    }

    /// Sends one answer; nil: it waits and is sent again, the dock takes answers twice.
    private func send(_ reply: DockReply, _ effect: Effect<Action>) async -> Posting? {
        let now = loop.clock.now()
        let outgoing: Outgoing
        do {
            outgoing = try encoded(reply, at: now)
        } catch {
            logger.error(
                "an answer cannot be encoded",
                metadata: [
                    "dock": "\(reply.dock)", "error": "\(error)",
                ]
            )
            return Posting(
                .settled(effect.id, .failed(FailureReason(code: "encoding", text: "\(error)")))
            )
        }
        let left = (effect.expiresAt - now).seconds / loop.clock.speed
        switch await publisher(outgoing, expirySeconds: max(1, Int(left.rounded(.up)))) {
        case .sent:
            return Posting(.settled(effect.id, .succeeded(.fleet(.sent))))
        case .notSent, .unknown:
            await loop.putBack(effect.id, until: now + .seconds(2))
            return nil
        }
    }

    /// Names of docks and aircraft by serial number, from the configuration in force.
    private var callsigns: [String: String] {
        let docks = loop.site.configuration?.fleet.docks ?? []
        let names = docks.flatMap { dock in
            [(dock.serial, dock.id.text), (dock.aircraft.serial, dock.aircraft.id.text)]
        }
        return Dictionary(names, uniquingKeysWith: { first, _ in first })
    }

    /// What is not configured is answered with a no, never with silence: a dock waits for its answer.
    private func encoded(
        _ reply: DockReply,
        at now: Timestamp
    ) throws(DJICloudError) -> Outgoing {
        var materials = materials
        do {
            switch reply.answer {
            case .wayline(let task?): materials.waylineFile = try links.file(of: task, at: now)
            case .flightAreas(let file): materials.flightAreaURL = links.address(of: file, at: now)
            case .bindStatus, .bound: materials.callsigns = callsigns
            case .accepted, .rejected, .configuration, .organization, .wayline(nil), .storage,
                .noFlightAreas, .noProgress, .progress:
                break
            }
            return try encode(reply, materials: materials, at: now)
        } catch {
            logger.warning(
                "an answer is a no",
                metadata: [
                    "dock": "\(reply.dock)", "method": "\(reply.address.method ?? "-")",
                    "error": "\(error)",
                ]
            )
            let no = DockReply(dock: reply.dock, address: reply.address, answer: .rejected(1))
            return try encode(no, at: now)
        }
    }
}
