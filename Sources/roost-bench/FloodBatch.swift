// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Makes messages of a hundred plain frames fast enough for a flood: one text, in which ids and times are
/// written anew each time.
struct FloodBatch {
    static let size = 100
    private static let idMark = "@@@@@@@@"
    private static let timeMark = "1970-01-01T00:00:00.000Z"

    private var frame: [UInt8]
    private let idAt: Int
    private let timeAt: Int
    private var next = 0
    private var second = -1
    private var secondText: [UInt8] = []
    private let formatter = ISO8601DateFormatter()

    /// A frame of a source with ten vans of its own, to be written on.
    static func text(_ side: RoostSide, source: String, first: Int) -> [UInt8] {
        let vans = (first..<(first + 10)).map { side.thing($0, "van") }
        let epoch = Date(timeIntervalSince1970: 0)
        return Array(side.frame(idMark, vans, at: epoch, source: source).utf8)
    }

    /// Messages of frames like this one.
    init(_ text: [UInt8]) throws {
        guard let id = text.firstRange(of: Array(Self.idMark.utf8)),
            let time = text.firstRange(of: Array(Self.timeMark.utf8))
        else { throw BenchError.program("the frame has no place for its id or its time") }
        frame = text
        (idAt, timeAt) = (id.lowerBound, time.lowerBound)
    }

    /// A message of frames of this very moment, and others among them.
    mutating func message(with others: [[UInt8]]) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity((frame.count + 1) * Self.size + 4096)
        body.append(UInt8(ascii: "["))
        let now = Int(Date().timeIntervalSince1970 * 1000) - Self.size
        for index in 0..<Self.size {
            if index > 0 { body.append(UInt8(ascii: ",")) }
            if index < others.count {
                body += others[index]
            } else {
                write(at: now + index)
                body += frame
            }
        }
        body.append(UInt8(ascii: "]"))
        return body
    }

    private mutating func write(at milliseconds: Int) {
        next += 1
        put(next, digits: Self.idMark.utf8.count, at: idAt)
        if milliseconds / 1000 != second {
            second = milliseconds / 1000
            let date = Date(timeIntervalSince1970: Double(second))
            secondText = Array(formatter.string(from: date).utf8)
        }
        for (index, byte) in secondText.dropLast().enumerated() { frame[timeAt + index] = byte }
        // Behind the point.
        put(milliseconds % 1000, digits: 3, at: timeAt + 20)
    }

    private mutating func put(_ number: Int, digits: Int, at start: Int) {
        var rest = number
        for index in (0..<digits).reversed() {
            frame[start + index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }
}
