// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@Suite("Damaged messages")
struct DamagedMessageTests {
    static let strange: [JSONValue] = [
        nil, true, 0, -1, 1e300, .int(.max), .int(.min), "", "x", "1", "NaN", [], [[]], [nil], [:],
        ["result": 0], [["sn": 1]], .string(String(repeating: "漢", count: 400)),
    ]

    @Test("any member replaced or removed: decoded or refused, never a trap", arguments: 0..<40)
    func replaced(seed: UInt64) throws {
        var random = SeededGenerator(seed)
        var gate = TelemetryGate()
        for name in try Files.messages() where name.contains("dock") {
            let kind = try #require(TopicKind(rawValue: String(name.split(separator: "/")[1])))
            let value = try JSONReader().read(Files.bytes(name))
            let damaged = Self.damage(value, &random)
            let topic = Topic(kind, serial: DockRegistry.serial(of: name)).text
            let result = Result {
                try decode(
                    topic: topic,
                    payload: JSONWriter().bytes(damaged),
                    receivedAt: .noon,
                    registry: .site
                )
            }
            switch result {
            case .success(let decoded):
                if let report = decoded.report { _ = gate.admit(report, isWatched: true) }
                #expect(decoded.oddities.count <= 32)
                #expect(decoded.message.payload == JSONWriter().bytes(damaged), "seed \(seed)")
            case .failure(let error):
                let error = try #require(error as? DJICloudError)
                let reasons = ["missing", "wrong_type", "no_envelope", "not_from_device"]
                #expect(reasons.contains(error.reason), "seed \(seed): \(error)")
            }
        }
        _ = gate.release("D03")
    }

    /// Replaces or removes one member somewhere in the tree.
    static func damage(_ value: JSONValue, _ random: inout SeededGenerator) -> JSONValue {
        guard var object = value.object, !object.isEmpty else {
            return strange[Int(random.next() % UInt64(strange.count))]
        }
        let name = object.names[Int(random.next() % UInt64(object.count))]
        let inner = object[name] ?? nil
        switch random.next() % 4 {
        case 0: object[name] = JSONValue?.none
        case 1: object[name] = strange[Int(random.next() % UInt64(strange.count))]
        default: object[name] = damage(inner, &random)
        }
        return .object(object)
    }
}
