// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import JSONText
import RoostModel

// The first line of a scenario: its zones, rules and local time.
extension CaseConfiguration {
    init(scenario head: JSONValue, start: Timestamp, end: Timestamp) throws(ScenarioError) {
        let shapes = try (head["zones"]?.array ?? []).map { (zone) throws(ScenarioError) in
            try ScenarioZone(zone)
        }
        guard let origin = shapes.first?.rings.first?.first else {
            throw ScenarioError(line: 1, text: "has no zone")
        }
        let grid = LocalGrid(origin: origin)
        let zones = shapes.map { $0.area(on: grid) }
        let rules = try (head["rules"]?.array ?? []).map { (rule) throws(ScenarioError) in
            try Rule(scenario: rule, zones: zones.map(\.id), review: head["review"]?.string)
        }
        self.init(
            rules: rules,
            zones: zones,
            receivers: [Receiver(id: ScenarioFile.receiver, kind: .log, plates: .full)],
            calendar: try DayCalendar(
                scenario: head["timezone"]?.string ?? "UTC",
                from: start,
                to: end
            ),
            grid: grid
        )
    }
}

/// A zone as a scenario draws it.
private struct ScenarioZone {
    var id: String
    var rings: [[Coordinate]]

    init(_ value: JSONValue) throws(ScenarioError) {
        id = value["id"]?.string ?? ""
        rings = (value["geometry"]?["coordinates"]?.array ?? []).map { ring in
            (ring.array ?? []).compactMap { point in
                guard let pair = point.array, pair.count >= 2, let longitude = pair[0].double,
                    let latitude = pair[1].double
                else { return nil }
                return Coordinate(latitude: latitude, longitude: longitude)
            }
        }
        guard !id.isEmpty, !rings.isEmpty, rings.allSatisfy({ $0.count >= 4 }) else {
            throw ScenarioError(line: 1, text: "zone \(id) is no polygon with an id")
        }
    }

    func area(on grid: LocalGrid) -> Area {
        Area(
            id: AreaID(id),
            kind: .zone,
            name: Bilingual(en: id, zh: id),
            rings: rings,
            grid: rings.map { $0.map(grid.grid) }
        )
    }
}

extension Rule {
    fileprivate init(
        scenario value: JSONValue,
        zones: [AreaID],
        review: String?
    ) throws(ScenarioError) {
        let id = value["id"]?.string ?? ""
        func fault(_ text: String) -> ScenarioError {
            ScenarioError(line: 1, text: "rule \(id): \(text)")
        }
        guard let mode = (value["mode"]?.string).flatMap(Mode.init) else {
            throw fault("mode is not revisit, dwell or count")
        }
        let zone = AreaID(value["zone"]?.string ?? "")
        guard !id.isEmpty, zones.contains(zone) else { throw fault("has no id or no zone") }
        self.init(
            id: RuleID(id),
            domain: value["domain"]?.string ?? "custom",
            zone: zone,
            mode: mode,
            labels: (value["labels"]?.array ?? []).compactMap(\.string),
            receivers: [ScenarioFile.receiver]
        )
        graceSeconds = value["grace_s"]?.int ?? graceSeconds
        dwellSeconds = value["dwell_s"]?.int ?? dwellSeconds
        count = value["count"]?.int ?? count
        needed = value["n"]?.int ?? needed
        looks = value["m"]?.int ?? looks
        openConfidence = value["open"]?.double ?? openConfidence
        keepConfidence = value["keep"]?.double ?? keepConfidence
        warning = value["warn"]?.bool == true ? ScenarioFile.speech : nil
        evidence = (value["evidence"]?.array ?? []).compactMap(\.string)
        attribute = (value["attribute"]?.object).flatMap { attribute in
            guard let name = attribute["name"]?.string,
                let value = attribute["value"]?.lenientString
            else { return nil }
            return Attribute(name: name, value: value)
        }
        let decides = value["review"]?.string ?? review
        self.review = decides == "auto" ? .auto : .human
        hours =
            try (value["band"]?["hours"]).map { (band) throws(ScenarioError) in
                let ends = (band.array ?? []).compactMap(\.string)
                let text = band.string ?? ends.joined(separator: "-")
                guard let window = DayWindow(text) else {
                    throw fault("band is no window of hours")
                }
                return [window]
            } ?? []
    }
}

extension DayCalendar {
    /// The offsets of an IANA zone from a day before `start` to a day after `end`.
    fileprivate init(
        scenario name: String,
        from start: Timestamp,
        to end: Timestamp
    ) throws(ScenarioError) {
        guard let zone = TimeZone(identifier: name) else {
            throw ScenarioError(line: 1, text: "timezone \(name) is not known")
        }
        func date(_ at: Timestamp) -> Date {
            Date(timeIntervalSince1970: Double(at.milliseconds) / 1000)
        }
        func offset(_ at: Timestamp) -> Offset {
            Offset(start: at, offset: .seconds(zone.secondsFromGMT(for: date(at))))
        }
        let first = start - .hours(24)
        var offsets = [offset(first)]
        let last = date(end + .hours(24))
        var known = date(first)
        while let next = zone.nextDaylightSavingTimeTransition(after: known), next < last {
            known = next
            offsets.append(
                offset(
                    Timestamp(milliseconds: Int64((next.timeIntervalSince1970 * 1000).rounded()))
                )
            )
        }
        self.init(zone: name, offsets: offsets)
    }
}
