// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder of this process alone, gone with its last owner.
///
/// A class, because it owns the folder.
final class ScratchFolder: Sendable {
    let path: String

    /// A new folder where the machine keeps what is temporary.
    init() throws(StoreError) {
        path = NSTemporaryDirectory() + "roost-\(UUID().uuidString)"
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch { throw .inputOutput("no temporary folder can be made") }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
