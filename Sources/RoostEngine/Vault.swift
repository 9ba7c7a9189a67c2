// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
public import Foundation

/// A folder of files named by the SHA-256 of their bytes: evidence, and pictures that are none yet.
///
/// What is in it never changes (S31); a file is there whole or not at all, also after a crash.
public struct Vault: Sendable {
    /// Whether a file had to be written.
    public enum Kept: Equatable, Sendable {
        /// It was not there.
        case new
        /// The same bytes were there.
        case known
    }

    /// The folder.
    public let path: String

    /// Opens a vault and makes its folder (mode 0700) when there is none.
    public init(path: String) throws(VaultError) {
        self.path = path
        try Self.makeFolder(path)
    }

    /// Keeps bytes under their digest; `digest` is what the sender says it is.
    ///
    /// Throws ``VaultError/mismatch(said:found:)`` when it is another, and keeps nothing then.
    public func put(_ bytes: Data, expecting digest: String) throws(VaultError) -> Kept {
        let file = try file(digest)
        let found = Self.digest(of: bytes)
        guard found == digest else { throw .mismatch(said: digest, found: found) }
        // Young again, or a sweep takes it from under who was told that it is here.
        if (try? read(digest)) != nil, utimensat(AT_FDCWD, file, nil, 0) == 0 { return .known }
        let folder = (file as NSString).deletingLastPathComponent
        try Self.makeFolder(folder)
        try Self.write(bytes, to: file, in: folder)
        return .new
    }

    /// Keeps bytes under whatever digest they have, and answers it.
    public func put(_ bytes: Data) throws(VaultError) -> String {
        let digest = Self.digest(of: bytes)
        _ = try put(bytes, expecting: digest)
        return digest
    }

    /// The bytes under a digest, verified.
    public func read(_ digest: String) throws(VaultError) -> Data {
        let file = try file(digest)
        guard FileManager.default.fileExists(atPath: file) else { throw .missing(digest) }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw .inputOutput(path: file, number: errno)
        }
        guard Self.digest(of: bytes) == digest else { throw .damaged(digest) }
        return bytes
    }

    /// Whether something is kept under a digest; its bytes are not looked at.
    public func contains(_ digest: String) -> Bool {
        guard let file = try? file(digest) else { return false }
        return FileManager.default.fileExists(atPath: file)
    }

    /// Deletes what is kept under a digest; nothing happens when there is nothing.
    public func remove(_ digest: String) throws(VaultError) {
        let file = try file(digest)
        guard unlink(file) == 0 || errno == ENOENT else {
            throw .inputOutput(path: file, number: errno)
        }
    }

    /// Deletes what was kept before an instant, and answers how many files that were.
    ///
    /// By the file system's time of the last change; a file that cannot be looked at stays.
    public func prune(before limit: Date) throws(VaultError) -> Int {
        let keys: [URLResourceKey] = [.contentModificationDateKey, .isRegularFileKey]
        let files = FileManager.default.enumerator(
            at: URL(filePath: path, directoryHint: .isDirectory),
            includingPropertiesForKeys: keys
        )
        var pruned = 0
        while let file = files?.nextObject() as? URL {
            guard let values = try? file.resourceValues(forKeys: Set(keys)),
                values.isRegularFile == true, let kept = values.contentModificationDate,
                kept < limit
            else { continue }
            // A draft that a crash left behind goes the same way.
            guard unlink(file.path) == 0 || errno == ENOENT else {
                throw .inputOutput(path: file.path, number: errno)
            }
            pruned += 1
        }
        return pruned
    }

    /// SHA-256 of bytes, 64 lower-case hexadecimal digits.
    public static func digest(of bytes: Data) -> String { bytes.sha256.hexadecimal }

    /// Two levels, so that no folder gets too long: `ab/cd/abcd…`.
    private func file(_ digest: String) throws(VaultError) -> String {
        let isDigest =
            digest.utf8.count == 64
            && digest.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        guard isDigest else { throw .malformedDigest(digest) }
        return "\(path)/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)"
    }

    private static func makeFolder(_ folder: String) throws(VaultError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch { throw .inputOutput(path: folder, number: errno) }
    }

    private static func write(
        _ bytes: Data,
        to file: String,
        in folder: String
    ) throws(VaultError) {
        let draft = "\(folder)/.\(UUID().uuidString)"
        do {
            try DurableFile.write(bytes, to: draft)
            try DurableFile.rename(draft, to: file)
        } catch {
            unlink(draft)
            if error.number == ENOSPC || error.number == EDQUOT { throw .full }
            throw .inputOutput(path: file, number: error.number)
        }
    }
}
