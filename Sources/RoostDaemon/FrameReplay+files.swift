// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import Frames
import RoostEngine
import RoostModel
import SiteCore
import SiteFiles

extension FrameReplay {
    /// What a replay of a file came to.
    public struct Report: Sendable {
        /// Notices as lines of JSON, in the order in which they left.
        public var notices: [String]
        /// One line for people.
        public var summary: String
    }

    /// Plays a scenario file.
    ///
    /// With a data folder its store is kept there, and a replay that was killed goes on where it ends. With a
    /// site's folder its zones and rules are in force, else the recording's own.
    ///
    /// Throws ``DaemonError`` when a file cannot be read, and what the store throws.
    public static func play(file: String, data: String?, site folder: String? = nil) throws
        -> Report
    {
        var scenario = try ScenarioFile(path: file, site: folder)
        for index in scenario.cases.rules.indices {
            scenario.cases.rules[index].receivers = [ScenarioFile.receiver]
        }
        var replay = try FrameReplay(scenario, store: try store(of: scenario, in: data))
        try replay.run()
        return Report(notices: try replay.notices(), summary: replay.summary)
    }

    /// The key is the scenario's own, so that the same stream gives the same ids.
    private static func store(of scenario: ScenarioFile, in data: String?) throws -> Store {
        let key = scenario.name.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { hash, byte in
            (hash ^ UInt64(byte)) &* 1_099_511_628_211
        }
        guard let data else { return try Store.inMemory(siteKey: key) }
        let folder = DataFolder(data)
        try folder.create()
        return try Store(path: folder.store.path, siteKey: key)
    }

    private var summary: String {
        let reasons = tally.quarantined.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let cases = Dictionary(grouping: site.cases.cases, by: \.state.rawValue)
            .sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.count)" }
        return "\(scenario.name): \(tally.received) frames = \(tally.accepted) accepted"
            + " + \(tally.duplicate) duplicate"
            + " + \(tally.quarantined.values.reduce(0, +)) quarantined"
            + " (\(reasons.joined(separator: ", "))), \(tally.restarts) restarts;"
            + " cases: \(cases.joined(separator: ", "))"
    }
}

extension ScenarioFile {
    /// Reads a file of a recorded stream; with a site's folder its zones and rules are in force.
    init(path: String, site folder: String?) throws(DaemonError) {
        let cases = try folder.map { (folder) throws(DaemonError) in try Self.cases(of: folder) }
        guard let bytes = FileManager.default.contents(atPath: path),
            let text = String(bytes: bytes, encoding: .utf8)
        else { throw .configuration(["\(path): cannot be read as UTF-8 text"]) }
        do throws(ScenarioError) { try self.init(text, site: cases) } catch {
            throw .configuration(["\(path): \(error)"])
        }
        if name.isEmpty { name = URL(filePath: path).deletingPathExtension().lastPathComponent }
        if let cases {
            self.cases.add(cases.zones)
            self.cases.rules = cases.rules
            self.cases.packs = cases.packs
        }
    }

    /// What a site decides by; who is told is the replay's own receiver, at once.
    private static func cases(of folder: String) throws(DaemonError) -> CaseConfiguration {
        let site: CaseConfiguration
        do throws(SiteFilesError) {
            site = try SiteFiles.load(folder: folder).configuration.cases
        } catch {
            throw .configuration("\(error)".split(separator: "\n").map(String.init))
        }
        var cases = CaseConfiguration(
            rules: site.rules,
            zones: site.zones,
            receivers: [Receiver(id: receiver, kind: .log, plates: .full)],
            calendar: site.calendar,
            grid: site.grid
        )
        cases.packs = site.packs
        return cases
    }
}
