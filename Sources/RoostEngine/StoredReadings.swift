// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONText
import RoostModel
import SiteCore

/// The stored form of what docks say most: readings.
///
/// The same bytes as ``StoredEncoder`` writes, and read back the same, in a tenth of the time that `Codable`
/// takes for some fifty small values; a test compares both, value by value. What has another form is left to
/// `Codable`: readings that want an answer, and whatever is not as it would be written here.
enum StoredReadings {
    /// The bytes of an input that is readings and nothing else; nil: it is another.
    static func encode(_ input: Input) -> Data? {
        guard case .dock(let report) = input, case .readings(let readings) = report.said,
            report.replyTo == nil
        else { return nil }
        let text = StoredText()
        text.append(word: #"{"dock":{"_0":{"#)
        if let time = report.deviceTime {
            text.append(word: #""deviceTime":"#)
            text.append(time.milliseconds)
            text.append(word: ",")
        }
        text.append(word: #""dock":"#)
        text.append(quoted: report.dock.text)
        text.append(word: #","receivedAt":"#)
        text.append(report.receivedAt.milliseconds)
        text.append(word: #","said":{"readings":{"_0":{"aircraft":{"#)
        var writer = MemberWriter(text: text)
        writer.add(readings.aircraft)
        text.append(word: #"},"dock":{"#)
        writer = MemberWriter(text: text)
        writer.add(readings.dock)
        text.append(word: "}}}}}}}")
        return Data(text.out)
    }

    /// The input that was written so; nil: it has another form.
    static func decode(_ view: JSONView) -> Input? {
        guard let report = view["dock"]?["_0"], report["replyTo"] == nil,
            let readings = report["said"]?["readings"]?["_0"],
            let dock = readings["dock"], let aircraft = readings["aircraft"],
            let name = report["dock"]?.string, let received = report["receivedAt"]?.number?.int
        else { return nil }
        var reader = StrictReader(report)
        let deviceTime = reader.int("deviceTime")
        let said = Readings(dock: reader.dock(dock), aircraft: reader.aircraft(aircraft))
        guard !reader.isOdd else { return nil }
        return .dock(
            DockReport(
                dock: DockID(name),
                receivedAt: Timestamp(milliseconds: Int64(received)),
                deviceTime: deviceTime.map { Timestamp(milliseconds: Int64($0)) },
                said: .readings(said)
            )
        )
    }
}

/// Writes the members of one object in the order of their names.
private struct MemberWriter {
    let text: StoredText
    private var isFirst = true

    init(text: StoredText) { self.text = text }

    mutating func add(_ readings: DockReadings) {
        add(#""aircraftSerial":"#, readings.aircraftSerial)
        add(#""chargePercent":"#, readings.chargePercent)
        add(#""controlSource":"#, readings.controlSource)
        add(#""cover":"#, readings.cover)
        add(#""firmware":"#, readings.firmware)
        add(#""flights":"#, readings.flights)
        add(#""hasAlternateLanding":"#, readings.hasAlternateLanding)
        add(#""height":"#, readings.height?.value)
        add(#""isAircraftInDock":"#, readings.isAircraftInDock)
        add(#""isAircraftOn":"#, readings.isAircraftOn)
        add(#""isCharging":"#, readings.isCharging)
        add(#""isEmergencyStopPressed":"#, readings.isEmergencyStopPressed)
        add(#""mediaToUpload":"#, readings.mediaToUpload)
        add(#""mode":"#, readings.mode)
        add(#""networkQuality":"#, readings.networkQuality)
        add(readings.position)
        add(#""rainStep":"#, readings.rainStep)
        add(#""storageUsedPercent":"#, readings.storageUsedPercent)
        add(#""taskStep":"#, readings.taskStep)
        add(#""temperature":"#, readings.temperature?.value)
        add(#""wind":"#, readings.wind?.value)
    }

    mutating func add(_ readings: AircraftReadings) {
        add(#""batteryPercent":"#, readings.batteryPercent)
        add(#""batteryTemperature":"#, readings.batteryTemperature?.value)
        add(#""controlSource":"#, readings.controlSource)
        add(#""elevation":"#, readings.elevation?.value)
        add(#""firmware":"#, readings.firmware)
        add(#""gimbalPitch":"#, readings.gimbalPitch?.value)
        add(#""gimbalRoll":"#, readings.gimbalRoll?.value)
        add(#""gimbalYaw":"#, readings.gimbalYaw?.value)
        add(readings.grid)
        add(#""heading":"#, readings.heading?.value)
        add(#""height":"#, readings.height?.value)
        add(#""homeDistance":"#, readings.homeDistance?.value)
        add(#""isFixed":"#, readings.isFixed)
        add(#""mode":"#, readings.mode)
        add(readings.position)
        add(#""returnPercent":"#, readings.returnPercent)
        add(#""speed":"#, readings.speed?.value)
    }

    private mutating func begin(_ name: StaticString) {
        if !isFirst { text.append(word: ",") }
        isFirst = false
        text.append(word: name)
    }

    private mutating func add(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        begin(name)
        text.append(value)
    }

    private mutating func add(_ name: StaticString, _ value: Double?) {
        guard let value else { return }
        begin(name)
        text.append(value)
    }

    private mutating func add(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        begin(name)
        text.append(value)
    }

    private mutating func add(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        begin(name)
        text.append(quoted: value)
    }

    private mutating func add(_ place: Coordinate?) {
        guard let place else { return }
        begin(#""position":{"latitude":"#)
        text.append(place.latitude)
        text.append(word: #","longitude":"#)
        text.append(place.longitude)
        text.append(word: "}")
    }

    private mutating func add(_ point: GridPoint?) {
        guard let point else { return }
        begin(#""grid":{"eastMillimetres":"#)
        text.append(point.eastMillimetres)
        text.append(word: #","northMillimetres":"#)
        text.append(point.northMillimetres)
        text.append(word: "}")
    }
}

/// Reads members, and notes when one is not as it would be written.
private struct StrictReader {
    private var view: JSONView
    private(set) var isOdd = false

    init(_ view: JSONView) { self.view = view }

    mutating func dock(_ view: JSONView) -> DockReadings {
        self.view = view
        var out = DockReadings()
        out.aircraftSerial = text("aircraftSerial")
        out.chargePercent = int("chargePercent")
        out.controlSource = text("controlSource")
        out.cover = int("cover")
        out.firmware = text("firmware")
        out.flights = int("flights")
        out.hasAlternateLanding = bool("hasAlternateLanding")
        out.height = double("height").map { Metres($0) }
        out.isAircraftInDock = bool("isAircraftInDock")
        out.isAircraftOn = bool("isAircraftOn")
        out.isCharging = bool("isCharging")
        out.isEmergencyStopPressed = bool("isEmergencyStopPressed")
        out.mediaToUpload = int("mediaToUpload")
        out.mode = int("mode")
        out.networkQuality = int("networkQuality")
        out.position = place("position")
        out.rainStep = int("rainStep")
        out.storageUsedPercent = int("storageUsedPercent")
        out.taskStep = int("taskStep")
        out.temperature = double("temperature").map { Celsius($0) }
        out.wind = double("wind").map { MetresPerSecond($0) }
        return out
    }

    mutating func aircraft(_ view: JSONView) -> AircraftReadings {
        self.view = view
        var out = AircraftReadings()
        guard view.members.first(where: { _ in true }) != nil else { return out }
        out.batteryPercent = int("batteryPercent")
        out.batteryTemperature = double("batteryTemperature").map { Celsius($0) }
        out.controlSource = text("controlSource")
        out.elevation = double("elevation").map { Metres($0) }
        out.firmware = text("firmware")
        out.gimbalPitch = double("gimbalPitch").map { Degrees($0) }
        out.gimbalRoll = double("gimbalRoll").map { Degrees($0) }
        out.gimbalYaw = double("gimbalYaw").map { Degrees($0) }
        out.grid = point("grid")
        out.heading = double("heading").map { Degrees($0) }
        out.height = double("height").map { Metres($0) }
        out.homeDistance = double("homeDistance").map { Metres($0) }
        out.isFixed = bool("isFixed")
        out.mode = int("mode")
        out.position = place("position")
        out.returnPercent = int("returnPercent")
        out.speed = double("speed").map { MetresPerSecond($0) }
        return out
    }

    private mutating func read<Value>(
        _ name: StaticString,
        _ read: (JSONView) -> Value?
    ) -> Value? {
        guard let member = view[name] else { return nil }
        let value = read(member)
        if value == nil { isOdd = true }
        return value
    }

    mutating func int(_ name: StaticString) -> Int? { read(name) { $0.number?.int } }

    private mutating func double(_ name: StaticString) -> Double? {
        read(name) { $0.number?.double }
    }

    private mutating func bool(_ name: StaticString) -> Bool? { read(name) { $0.bool } }

    private mutating func text(_ name: StaticString) -> String? { read(name) { $0.string } }

    private mutating func place(_ name: StaticString) -> Coordinate? {
        read(name) { view in
            guard let latitude = view["latitude"]?.number?.double,
                let longitude = view["longitude"]?.number?.double
            else { return nil }
            return Coordinate(latitude: latitude, longitude: longitude)
        }
    }

    private mutating func point(_ name: StaticString) -> GridPoint? {
        read(name) { view in
            guard let east = view["eastMillimetres"]?.number?.int,
                let north = view["northMillimetres"]?.number?.int
            else { return nil }
            return GridPoint(eastMillimetres: east, northMillimetres: north)
        }
    }
}
