// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import Frames
import RoostEngine
import RoostModel
import SiteCore

extension FrameReplay {
    /// What a replay of a file came to.
    public struct Report: Sendable {
        /// Notices as lines of JSON, in the order in which they left.
        public var notices: [String]
        /// One line for people.
        public var summary: String
    }

    /// Plays a scenario file; with a data folder its store is kept there, and a replay that was killed goes
    /// on where it ends.
    ///
    /// Throws ``DaemonError`` when the file cannot be read, and what the store throws.
    public static func play(file: String, data: String?) throws -> Report {
        let scenario = try ScenarioFile(path: file)
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
    /// Reads a file of a recorded stream.
    init(path: String) throws(DaemonError) {
        guard let bytes = FileManager.default.contents(atPath: path),
            let text = String(bytes: bytes, encoding: .utf8)
        else { throw .configuration(["\(path): cannot be read as UTF-8 text"]) }
        do throws(ScenarioError) { try self.init(text) } catch {
            throw .configuration(["\(path): \(error)"])
        }
    }
}
