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

    /// Any reading may be said or not, and numbers may be none.
    private static func drawn(_ dice: inout SeededGenerator) -> Readings {
        func maybe<Value>(_ value: Value) -> Value? { dice.happens(0.6) ? value : nil }
        func number() -> Double {
            let odd = [0, -0.0, .nan, .infinity, -.infinity, 1e-7, 1e21, 12, 0.1, 123_456_789_012]
            return dice.happens(0.1)
                ? odd[dice.pick(0...odd.count - 1)] : (dice.fraction() - 0.5) * 1000
        }
        func place() -> Coordinate { Coordinate(latitude: number(), longitude: number()) }
        var out = Readings()
        out.dock.mode = maybe(dice.pick(-1...99))
        out.dock.cover = maybe(dice.pick(0...3))
        out.dock.isAircraftInDock = maybe(dice.happens(0.5))
        out.dock.chargePercent = maybe(dice.pick(0...100))
        out.dock.isCharging = maybe(dice.happens(0.5))
        out.dock.wind = maybe(MetresPerSecond(number()))
        out.dock.rainStep = maybe(dice.pick(0...3))
        out.dock.temperature = maybe(Celsius(number()))
        out.dock.isEmergencyStopPressed = maybe(dice.happens(0.5))
        out.dock.taskStep = maybe(dice.pick(0...9))
        out.dock.hasAlternateLanding = maybe(dice.happens(0.5))
        out.dock.isAircraftOn = maybe(dice.happens(0.5))
        out.dock.aircraftSerial = maybe("1581F\n\"罗湖")
        out.dock.position = maybe(place())
        out.dock.height = maybe(Metres(number()))
        out.dock.mediaToUpload = maybe(dice.pick(0...9))
        out.dock.firmware = maybe("01.00/3")
        out.dock.controlSource = maybe("B")
        out.dock.networkQuality = maybe(dice.pick(0...5))
        out.dock.storageUsedPercent = maybe(dice.pick(0...100))
        out.dock.flights = maybe(dice.pick(0...1_000_000))
        guard dice.happens(0.7) else { return out }
        out.aircraft.mode = maybe(dice.pick(0...21))
        out.aircraft.position = maybe(place())
        out.aircraft.grid = maybe(
            GridPoint(eastMillimetres: dice.pick(-9...9), northMillimetres: .max)
        )
        out.aircraft.height = maybe(Metres(number()))
        out.aircraft.elevation = maybe(Metres(number()))
        out.aircraft.heading = maybe(Degrees(number()))
        out.aircraft.speed = maybe(MetresPerSecond(number()))
        out.aircraft.batteryPercent = maybe(dice.pick(0...100))
        out.aircraft.returnPercent = maybe(dice.pick(0...100))
        out.aircraft.batteryTemperature = maybe(Celsius(number()))
        out.aircraft.gimbalPitch = maybe(Degrees(number()))
        out.aircraft.gimbalYaw = maybe(Degrees(number()))
        out.aircraft.gimbalRoll = maybe(Degrees(number()))
        out.aircraft.isFixed = maybe(dice.happens(0.5))
        out.aircraft.homeDistance = maybe(Metres(number()))
        out.aircraft.firmware = maybe("")
        out.aircraft.controlSource = maybe("A\"")
        return out
    }

    @Test("readings are written as Foundation wrote them and read back", arguments: 0..<100)
    func readings(seed: UInt64) throws {
        var dice = SeededGenerator(seed)
        for _ in 0..<20 {
            let at = Timestamp(milliseconds: Int64(dice.pick(0...2_000_000_000)))
            let report = DockReport(
                dock: "D03",
                receivedAt: at,
                deviceTime: dice.happens(0.8) ? at + .seconds(dice.pick(-9...9)) : nil,
                said: .readings(Self.drawn(&dice)),
                replyTo: dice.happens(0.1)
                    ? ReplyAddress(channel: .state, serial: "S", tid: "t", bid: "b", method: nil)
                    : nil
            )
            let input = Input.dock(report)
            let bytes = try StoredForm.encode(input)
            #expect(String(decoding: bytes, as: UTF8.self) == (try Self.foundation(input)))
            // Bytes, because a number that is none is not equal to itself.
            let again = try StoredForm.encode(StoredForm.decodeInput(from: bytes))
            #expect(again == bytes, "seed \(seed)")
        }
    }
}
