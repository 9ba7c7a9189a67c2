// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import Frames
import RoostEngine
import RoostModel
import SiteCore
import SiteFiles

/// A changed rules file beside the rules in force, over the same recorded frames: which cases and notices
/// would be new, gone or changed.
public struct RuleTrial: Sendable {
    /// What a rules file comes to for one case.
    public struct Side: Codable, Equatable, Sendable {
        /// The case's state at the end of the recording.
        public var state: String
        /// When it was opened, event time.
        public var openedAt: String
        /// When its notice was issued; nil: there is none.
        public var noticedAt: String?
        /// The plate.
        public var plate: String?
        /// How the second look was tied to the first.
        public var match: String?
        /// How much its notice matters.
        public var severity: String
    }

    /// One case under both.
    public struct Row: Codable, Equatable, Sendable {
        /// `new`, `gone`, `changed` or `same`.
        public var change: String
        /// What becomes of its notice: `new`, `gone`, `changed`, `same`; nil: neither has one.
        public var notice: String?
        /// The rule.
        public var rule: String
        /// Degrees north.
        public var lat: Double
        /// Degrees east.
        public var lon: Double
        /// Under the rules in force.
        public var before: Side?
        /// Under the changed rules.
        public var after: Side?
    }

    /// Cases of one thing are no farther apart under both.
    private static let reach = 10.0
    /// Cases of one thing begin no farther apart under both.
    private static let span = TimeSpan.minutes(10)

    /// The recording's name.
    public let scenario: String
    /// One row a case: gone ones, changed ones, new ones, then what is the same, each by rule and time.
    public let rows: [Row]

    /// Plays a recording twice; without a site's folder the rules in force are the recording's own.
    ///
    /// Throws ``DaemonError`` when a file cannot be read, and what the store throws.
    public init(rules file: String, scenario path: String, site folder: String?) throws {
        let before = try ScenarioFile(path: path, site: folder)
        let zones = before.cases.zones.map(\.id)
        let changed = try Self.load { () throws(SiteFilesError) in
            try SiteFiles.rules(file: file, zones: zones)
        }
        var after = before
        after.cases.rules = changed.rules
        after.cases.packs = changed.packs
        scenario = before.name
        rows = Self.compare(try Self.play(before), try Self.play(after), before.cases.grid)
    }

    private static func load<Value>(
        _ read: () throws(SiteFilesError) -> Value
    ) throws(DaemonError) -> Value {
        do throws(SiteFilesError) { return try read() } catch {
            throw .configuration("\(error)".split(separator: "\n").map(String.init))
        }
    }

    /// The cases of a recording, each with its notice.
    private static func play(_ scenario: ScenarioFile) throws -> [(Case, Notice?)] {
        var scenario = scenario
        for index in scenario.cases.rules.indices {
            scenario.cases.rules[index].receivers = [ScenarioFile.receiver]
        }
        var replay = try FrameReplay(scenario, store: try Store.inMemory(siteKey: 1))
        try replay.run()
        let book = replay.site.cases
        return book.cases.map { one in
            (one, one.notice.flatMap { book.notice($0)?.notice })
        }
    }

    private static func compare(
        _ before: [(Case, Notice?)],
        _ after: [(Case, Notice?)],
        _ grid: LocalGrid
    ) -> [Row] {
        var pairs: [(cost: Double, before: Int, after: Int)] = []
        for (index, one) in before.enumerated() {
            for (number, other) in after.enumerated() {
                guard let cost = cost(one.0, other.0, grid) else { continue }
                pairs.append((cost, index, number))
            }
        }
        var found: [Int: Int] = [:]
        for pair in pairs.sorted(by: <)
        where found[pair.before] == nil && !found.values.contains(pair.after) {
            found[pair.before] = pair.after
        }
        let gone = before.indices.map { index in
            Row(before[index], found[index].map { after[$0] })
        }
        let new = after.indices.filter { !found.values.contains($0) }.map { Row(nil, after[$0]) }
        return (gone + new).sorted { $0.order < $1.order }
    }

    /// How far apart two cases are; nil: they are not of one thing.
    private static func cost(_ one: Case, _ other: Case, _ grid: LocalGrid) -> Double? {
        guard one.rule == other.rule, (one.firstSeenAt - other.firstSeenAt).magnitude <= span else {
            return nil
        }
        // A crowd has its zone's place, what moves is told by its track.
        guard one.mode == .revisit else {
            return (one.firstSeenAt - other.firstSeenAt).magnitude.seconds
        }
        let distance = grid.grid(one.place).distance(to: grid.grid(other.place)).value
        return distance <= reach ? distance : nil
    }
}

extension RuleTrial.Row {
    fileprivate init(_ before: (Case, Notice?)?, _ after: (Case, Notice?)?) {
        let one = after?.0 ?? before?.0
        self.before = before.map { RuleTrial.Side($0.0, $0.1) }
        self.after = after.map { RuleTrial.Side($0.0, $0.1) }
        rule = one?.rule.text ?? ""
        lat = one?.place.rounded.latitude ?? 0
        lon = one?.place.rounded.longitude ?? 0
        change = Self.word(self.before, self.after) ?? "same"
        let notices = (before?.1.flatMap { _ in self.before }, after?.1.flatMap { _ in self.after })
        notice = Self.word(notices.0, notices.1)
    }

    private static func word(_ one: RuleTrial.Side?, _ other: RuleTrial.Side?) -> String? {
        switch (one, other) {
        case (nil, nil): nil
        case (nil, _?): "new"
        case (_?, nil): "gone"
        case (let one?, let other?): one == other ? "same" : "changed"
        }
    }

    /// Gone, changed, new, same; then by rule and time.
    fileprivate var order: String {
        let rank = ["gone", "changed", "new", "same"].firstIndex(of: change) ?? 0
        return "\(rank) \(rule) \(before?.openedAt ?? after?.openedAt ?? "")"
    }
}

extension RuleTrial.Side {
    fileprivate init(_ one: Case, _ notice: Notice?) {
        state = one.state.rawValue
        openedAt = one.openedAt.description
        noticedAt = notice?.issuedAt.description
        plate = one.plate?.text
        match = one.match
        severity = one.severity.rawValue
    }
}

extension CaseConfiguration {
    /// Zones of a site on this grid, beside those that are here.
    mutating func add(_ others: [Area]) {
        for var zone in others where !zones.contains(where: { $0.id == zone.id }) {
            zone.grid = zone.rings.map { $0.map(grid.grid) }
            zones.append(zone)
        }
    }
}
