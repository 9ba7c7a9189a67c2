// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import RoostModel

/// The reader of a site's folder (CONFIG); one for `roostd`, `docksim` and the simulation.
public enum SiteFiles {
    /// Reads and checks the whole folder; throws every fault that it finds, never only the first.
    ///
    /// - Parameters:
    ///   - folder: the site's folder, such as `config/luohu`.
    ///   - hardware: the hardware catalogue's folder; nil: `hardware:` of `site.yaml`, else the first
    ///     `hardware` in the site's folder, up to two above it, or installed beside the program.
    ///   - now: the table of UTC offsets ends ten years later; nil: the machine's clock.
    /// - Returns: the whole folder, checked.
    /// - Throws: `faulty`, with every fault of every file.
    public static func load(
        folder: String,
        hardware: String? = nil,
        now: Timestamp? = nil
    ) throws(SiteFilesError) -> LoadedSite {
        let clock = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let reader = SiteReader(folder: folder, hardware: hardware, now: now ?? clock)
        let site = reader.read()
        var faults: [Fault] = []
        for fault in reader.log.faults.sorted() where faults.last != fault { faults.append(fault) }
        guard faults.isEmpty, let site else {
            let unnamed = Fault(file: folder, line: 0, field: "", message: "cannot be read")
            throw .faulty(faults.isEmpty ? [unnamed] : faults)
        }
        return site
    }
}
