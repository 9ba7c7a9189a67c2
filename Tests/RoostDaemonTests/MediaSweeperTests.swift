// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import RoostEngine
import Testing

@testable import RoostDaemon

@Suite("Pictures that became no evidence")
struct MediaSweeperTests {
    @Test("they are looked at each hour, and go when their hours are over (PIPELINE § 10)")
    func swept() throws {
        let folder = NSTemporaryDirectory() + "roost-media-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let media = try Vault(path: folder)
        let sweeper = MediaSweeper(
            media: media,
            hours: 1,
            counters: Counters(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let digest = try media.put(Data("picture".utf8))
        let kept = Date()
        sweeper.sweep(at: kept.addingTimeInterval(3500))
        #expect(media.contains(digest))
        sweeper.sweep(at: kept.addingTimeInterval(3700))
        #expect(!media.contains(digest))
        #expect(sweeper.counters.all["pictures_pruned"] == 1)
        #expect(MediaSweeper.pause == .seconds(3600))
    }
}
