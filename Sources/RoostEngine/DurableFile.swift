// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// Files that are on the disk, not only in memory, when a call returns.
public enum DurableFile {
    /// A call of the system failed.
    public struct Failure: Error {
        /// The number of the system's error.
        public var number: Int32
    }

    /// Makes a small file of mode 0600, whole and on disk when this returns; false: there is one already.
    ///
    /// Throws when it cannot be written.
    public static func create(_ bytes: Data, at path: String) throws(Failure) -> Bool {
        let draft = try draft(bytes, of: path)
        defer { unlink(draft) }
        guard link(draft, path) == 0 else {
            if errno == EEXIST { return false }
            throw Failure(number: errno)
        }
        try sync((path as NSString).deletingLastPathComponent)
        return true
    }

    /// Puts a small file of mode 0600 in the place of another: a power cut leaves the one or the other, whole.
    ///
    /// Throws when it cannot be written.
    public static func replace(_ path: String, with bytes: Data) throws(Failure) {
        let draft = try draft(bytes, of: path)
        do throws(Failure) {
            try rename(draft, to: path)
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Two that write the same file at once have a draft each.
    private static func draft(_ bytes: Data, of path: String) throws(Failure) -> String {
        let draft = "\(path).new-\(UUID().uuidString)"
        do throws(Failure) {
            try write(bytes, to: draft)
        } catch {
            unlink(draft)
            throw error
        }
        return draft
    }

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
