// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("What wants an answer")
struct QuestionTests {
    static let address = ReplyAddress(
        channel: .requests,
        serial: "DOCK1",
        tid: "t",
        bid: "b",
        method: "m"
    )

    static func answer(
        _ world: inout World,
        _ said: Said,
        from dock: DockID = "D01"
    ) -> [DockReply.Answer] {
        let report = DockReport(
            dock: dock,
            receivedAt: world.now,
            deviceTime: world.now,
            said: said,
            replyTo: address
        )
        return world.apply(.report(report)).effects.compactMap { effect in
            guard case .reply(let reply) = effect.action else { return nil }
            #expect(reply.address == address)
            #expect(effect.expiresAt == world.now + .seconds(30))
            #expect(effect.retry == .untilExpiry)
            return reply.answer
        }
    }

    @Test("gets one, each time it comes")
    func answers() {
        var world = World.with(.prepared)
        let wire = world.sortie()?.wire.description ?? ""
        guard case .wayline(let task) = world.sortie()?.assignment else { return }
        let binding = Question.Binding(
            serial: "AIR1",
            isRight: true,
            callsign: "x"
        )
        let wrong = Question.Binding(serial: "AIR1", isRight: false, callsign: "x")
        let yes = DockReply.DeviceAnswer(serial: "DOCK1", result: 0)
        let no = DockReply.DeviceAnswer(serial: "OTHER", result: 1)
        let rows: [(Question, DockReply.Answer)] = [
            (.configuration, .configuration),
            (.bindStatus(serials: ["DOCK1", "OTHER"]), .bindStatus([yes, no])),
            (.organization(isRight: true), .organization),
            (.organization(isRight: false), .rejected(1)),
            (.bind(devices: [wrong]), .bound([.init(serial: "AIR1", result: 1)])),
            (.bind(devices: [binding]), .bound([.init(serial: "AIR1", result: 0)])),
            (.wayline(flight: wire), .wayline(task)), (.wayline(flight: "nonsense"), .wayline(nil)),
            (.storage(module: 0), .storage), (.flightAreas, .noFlightAreas),
            (.offlineMap, .noFlightAreas), (.flightProgress(flight: wire), .noProgress),
            (.other(method: "x"), .rejected(1)),
        ]
        for (question, expected) in rows + rows {
            #expect(Self.answer(&world, .asked(question)) == [expected])
        }
    }

    @Test("an event is accepted, a repeated one, a strange one and one of a strange dock too")
    func events() {
        var world = World()
        let progress = SortieProgress(kind: .wayline, flight: nil, status: .ok)
        for said in [
            Said.topology(Topology(aircraftSerial: nil)), .other(method: "x"),
            .progressed(progress),
            .progressed(progress),
        ] {
            #expect(Self.answer(&world, said) == [.accepted])
            #expect(Self.answer(&world, said, from: "D77") == [.accepted])
        }
    }
}
