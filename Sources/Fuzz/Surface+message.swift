// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import Foundation
import JSONText
public import RoostModel

extension Surface {
    /// Messages of docks on every topic: decoded, answered, gated, surveyed.
    static func message(_ corpus: Corpus) -> Surface {
        let source = MessageSource(corpus)
        return Surface(name: "message", documents: source.count) { dice in
            source.draw(&dice)
        } pass: { input throws(Breach) in
            let decoded: Decoded
            do throws(DJICloudError) {
                decoded = try source.decoded(input, receivedAt: .fuzzed)
            } catch { return .refused(error.reason) }
            guard decoded.oddities.count <= 32 else { throw .unbounded("noted paths") }
            guard (try? Message(payload: decoded.message.payload)) == decoded.message else {
                throw .changed("a message")
            }
            survey(decoded, input)
            try relay(decoded)
            switch decoded.content {
            case .report(let report): try check(report, of: decoded, isSampled: input.isSampled)
            case .answer(let answer):
                _ = (answer.problem, answer.reply)
                guard answer.key.tid.utf8.count <= 256 else { throw .unbounded("a tid") }
            }
            return .accepted
        }
    }

    /// What a device says of itself is told to another dock as it is, or not at all.
    private static func relay(_ decoded: Decoded) throws(Breach) {
        var book = RelayBook()
        book.note(decoded)
        let serial = decoded.topic.serial
        let link = book.link(of: serial, aircraft: serial)
        let task = RelayTask(
            sortie: SortieID(118),
            takeOff: serial,
            landing: serial,
            aircraft: serial
        )
        let parts = try? book.multiDockTask(task, flight: SampleWayline.flight)
        guard parts == nil || link.hasHome && link.hasRadio && link.knowsAircraft else {
            throw .changed("what is at hand of a dock")
        }
    }

    private static func survey(_ decoded: Decoded, _ input: [UInt8]) {
        guard input.isSampled else { return }
        var check = ProtocolCheck()
        check.check(
            name: "fuzz",
            payload: MessageSource.parts(of: input).payload,
            expectation: ProtocolCheck.Expectation(
                path: "",
                kind: decoded.topic.kind,
                method: decoded.message.method
            )
        )
    }

    private static func check(
        _ report: DockReport,
        of decoded: Decoded,
        isSampled: Bool
    ) throws(Breach) {
        var gate = TelemetryGate()
        guard gate.admit(report, isWatched: true) == report || !report.said.isReadings else {
            throw .changed("first readings through the gate")
        }
        _ = gate.release(report.dock)
        if isSampled { try surviveStore(report, "a report") }
        guard let address = report.replyTo else { return }
        let reply = DockReply(dock: report.dock, address: address, answer: .rejected(1))
        do throws(DJICloudError) {
            let outgoing = try encode(reply, at: .fuzzed)
            let sent = try Message(payload: outgoing.payload)
            guard sent.tid == decoded.message.tid, sent.method == decoded.message.method,
                outgoing.topic.serial == decoded.topic.serial
            else { throw DJICloudError.missing(path: "$.tid") }
        } catch { throw .changed("the address of an answer: \(error)") }
    }

    /// A value of the journal is the same after it was stored and loaded.
    static func surviveStore<Value: Codable & Equatable>(
        _ value: Value,
        _ what: String
    ) throws(Breach) {
        let again = try? JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
        guard again == value else { throw .changed(what) }
    }
}

extension Timestamp {
    /// When every input is received: 2026-05-12T07:30:01Z.
    public static let fuzzed = Timestamp(milliseconds: 1_778_571_001_000)
}

extension Said {
    fileprivate var isReadings: Bool {
        guard case .readings = self else { return false }
        return true
    }
}

extension [UInt8] {
    /// Whether the costly checks are made: for one input of eight, the same ones each time.
    var isSampled: Bool { reduce(UInt8(0)) { $0 &+ $1 } & 7 == 0 }
}
