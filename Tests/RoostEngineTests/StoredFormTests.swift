// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Foundation
import PatrolCore
import RoostModel
import SiteCore
import Testing

@testable import RoostEngine

@Suite("The stored form")
struct StoredFormTests {
    /// Foundation's encoder as every journal before was written with.
    private static func foundation(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func ours(_ value: some Encodable) throws -> String {
        String(decoding: try StoredForm.encode(value), as: UTF8.self)
    }

    /// Everything that a container can be asked to write.
    struct Odd: Codable, Equatable {
        enum Choice: Codable, Equatable {
            case none
            case one(Int)
            indirect case two(name: String?, of: [Choice])
        }

        var Z = "capital"
        var a_b = -0.0
        var a1 = [1.0, 0.1, 1e21, 1e-7, -2.5, 123456789012345680, .greatestFiniteMagnitude]
        var aB = true
        var text = "quote \" slash / back \\ tab \t line \n return \r bell \u{7} del \u{7f} 罗湖 🚁"
        var empty: [String: Int] = [:]
        var words = ["b": 1, "a": 2, "10": 3, "9": 4, "é": 5]
        var none: Int?
        var some: UInt8? = 7
        var small: Float = 0.1
        var list: [[Int?]] = [[], [1, nil]]
        var choices: [Choice] = [.none, .one(3), .two(name: nil, of: [.two(name: "x", of: [])])]
        var keyed: [Int: String] = [5: "five"]
        var big = UInt64.max
        var least = Int64.min
    }

    @Test("is byte for byte what Foundation wrote")
    func same() throws {
        #expect(try Self.ours(Odd()) == Self.foundation(Odd()))
        #expect(try Self.ours("text") == Self.foundation("text"))
        #expect(
            try Self.ours([Double.nan, .infinity]) == Self.foundation([Double.nan, .infinity])
        )
        let site = Site(siteKey: 7)
        #expect(try Self.ours(site) == Self.foundation(site))
    }

    @Test("is read back as it was")
    func back() throws {
        let read = try StoredForm.decode(Odd.self, from: try StoredForm.encode(Odd()))
        #expect(read == Odd())
    }

    @Test("every input that a fleet hears is written as before", arguments: 0..<40 as Range<UInt64>)
    func inputs(seed: UInt64) throws {
        var dice = SeededGenerator(seed)
        var readings = Readings()
        readings.dock.wind = MetresPerSecond(dice.fraction() * 20)
        readings.dock.mode = dice.pick(0...9)
        readings.dock.temperature = Celsius(dice.fraction() * 90 - 40)
        readings.aircraft.position = Coordinate(
            latitude: dice.fraction() * 180 - 90,
            longitude: dice.fraction() * 360 - 180
        )
        let at = Timestamp(milliseconds: Int64(dice.pick(0...2_000_000_000)))
        let said: [Said] = [
            .readings(readings), .silent(since: at), .other(method: "a/b"),
            .alarmed([HealthAlarm](), ofAircraft: dice.happens(0.5)),
        ]
        for said in said {
            let report = DockReport(dock: "D03", receivedAt: at, deviceTime: nil, said: said)
            let input = Input.dock(report)
            #expect(try Self.ours(input) == Self.foundation(input))
        }
        let person = Person(name: "chen \"x\"", role: .reviewer)
        let request = OperatorRequest(
            person: person,
            verb: .cases(.dismiss(CaseID(dice.pick(1...99)), reason: "no\nreason"))
        )
        for input in [Input.tick, .started, .request(request), .clock(.stepped(by: .seconds(-3)))] {
            #expect(try Self.ours(input) == Self.foundation(input))
        }
    }
}
