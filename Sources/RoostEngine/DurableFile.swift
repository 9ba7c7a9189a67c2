// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Files that are on the disk, not only in memory, when a call returns.
enum DurableFile {
    /// The number of the system's error.
    struct Failure: Error { var number: Int32 }

    /// Writes a new file of mode 0600 and brings it to the disk.
    static func write(_ bytes: Data, to path: String) throws(Failure) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(number: errno) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                let rest = UnsafeRawBufferPointer(rebasing: all[written...])
                return Foundation.write(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure(number: errno) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw Failure(number: errno) }
    }

    /// Gives a file its final name, on disk when this returns.
    static func rename(_ old: String, to new: String) throws(Failure) {
        guard Foundation.rename(old, new) == 0 else { throw Failure(number: errno) }
        try sync((new as NSString).deletingLastPathComponent)
    }

    /// Brings a file or folder to the disk.
    static func sync(_ path: String) throws(Failure) {
        let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(number: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure(number: errno) }
    }
}
