// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

// Answers of a dock. They are matched by serial number, method and `tid`, and nothing else: older
// docks mix up the `bid` (PROTOCOL § 4).
extension Translation {
    func serviceAnswer() throws(DJICloudError) -> CommandAnswer {
        let method = try method()
        guard let value = message.dataObject["result"] else {
            throw .missing(path: "$.data.result")
        }
        guard let result = value.lenientInt else {
            throw .wrongType(path: "$.data.result", expected: "a whole number")
        }
        return try answer(method: method, result: result)
    }

    /// The reply mirrors the nesting of what was set, with `result` at each leaf; the first that is
    /// not 0 is the answer: 1 failed, 2 timed out, others are error numbers (PROTOCOL § 8).
    func propertyAnswer() throws(DJICloudError) -> CommandAnswer {
        let results = Self.leaves(of: message.data ?? .null, depth: 0)
        guard let result = results.first(where: { $0 != 0 }) ?? results.first else {
            throw .missing(path: "$.data.….result")
        }
        return try answer(method: nil, result: result)
    }

    private func answer(method: String?, result: Int) throws(DJICloudError) -> CommandAnswer {
        guard let tid = message.tid else { throw .missing(path: "$.tid") }
        let output = message.output
        return CommandAnswer(
            dock: owner.dock,
            key: CommandAnswer.Key(serial: topic.serial, method: method, tid: tid),
            bid: message.bid,
            receivedAt: receivedAt,
            result: result,
            status: output?["status"]?.string.map { String($0.prefix(64)) },
            output: output
        )
    }

    private static func leaves(of value: JSONValue, depth: Int) -> [Int] {
        guard depth < 8, case .object(let object) = value else { return [] }
        return object.members.flatMap { member in
            if member.name == "result", let result = member.value.lenientInt { return [result] }
            return leaves(of: member.value, depth: depth + 1)
        }
    }
}
