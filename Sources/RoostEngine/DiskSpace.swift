// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Room on the disk of a store.
enum DiskSpace {
    /// Launches stop below this (SAFETY S27), while there is still room to journal a recall.
    static let floor = 200 << 20

    /// Bytes that are free to us on the disk of a file; nil when it cannot be told.
    static func free(at path: String) -> Int? {
        var status = statvfs()
        let folder = (path as NSString).deletingLastPathComponent
        guard statvfs(folder.isEmpty ? "." : folder, &status) == 0 else { return nil }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }
}
