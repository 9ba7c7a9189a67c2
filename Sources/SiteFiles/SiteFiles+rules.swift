// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import CaseCore
import Foundation
public import RoostModel

extension SiteFiles {
    /// Reads a rules file by itself, against zones that are at hand: for a trial of what it would do.
    ///
    /// Receivers and loudspeaker texts may be any; rule packs are those of the file's folder.
    ///
    /// - Throws: `faulty`, with every fault of the file.
    public static func rules(
        file: String,
        zones: [AreaID]
    ) throws(SiteFilesError) -> (rules: [Rule], packs: [RulePack]) {
        let path = URL(filePath: file).standardizedFileURL
        let reader = SiteReader(
            folder: path.deletingLastPathComponent().path,
            hardware: nil,
            now: .epoch
        )
        let names = CaseNames(zones: zones, receivers: nil, speech: nil, isSimulated: true)
        let rules = reader.readRules(names, from: path.path)
        let packs = reader.readPacks(of: rules)
        let faults = reader.log.faults.sorted()
        guard faults.isEmpty else { throw .faulty(faults) }
        return (rules, packs)
    }
}
