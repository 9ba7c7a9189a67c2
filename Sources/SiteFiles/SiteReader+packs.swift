// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import RoostModel

extension SiteReader {
    /// Reads the rule packs that rules name, each once: `packs/NAME.yaml` of the site's folder.
    func readPacks(of rules: [Rule]) -> [RulePack] {
        let names = Set(rules.compactMap(\.pack)).sorted()
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/packs")) ?? []
        for name in files.sorted() where name.hasSuffix(".yaml") {
            guard !names.contains(String(name.dropLast(5))) else { continue }
            file("packs/\(name)").warn(0, "", "no rule names this pack: it has no effect")
        }
        return names.compactMap { name in
            file("packs/\(name).yaml").top("pack").flatMap { readPack($0, named: name) }
        }
    }

    private func readPack(_ section: Section, named name: String) -> RulePack? {
        let id = section.text("id", limit: 64)
        if let id, id != name { section.fault("id", "is \(id), must be the file's name, \(name)") }
        let source = section.text("source")
        let panoramas = section.integer("panoramas", in: 1...6)
        let gap = section.integer("panorama_gap_s", in: 0...86_400)
        guard let id, let words = section.bilingual("name", id: id), let source, let panoramas,
            let gap
        else { return nil }
        var pack = RulePack(
            id: id,
            name: words,
            source: source,
            panoramas: panoramas,
            panoramaGap: .seconds(gap)
        )
        if let limit = section.integer("clock_error_ms", in: 1...60_000) {
            pack.clockErrorLimit = .milliseconds(limit)
        }
        if let width = section.integer("picture_width_px", in: 1...20_000),
            let height = section.integer("picture_height_px", in: 1...20_000)
        {
            pack.smallestPicture = [width, height]
        }
        pack.needsPlate = section.truth("plate") ?? pack.needsPlate
        return pack
    }
}
