// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The site's secrets by name: files of the data folder, or systemd credentials of that name.
///
/// A secret's value is never logged and never part of an error.
public struct Secrets: Sendable {
    private let folder: URL
    private let credentials: URL?

    /// The secrets of a data folder.
    public init(_ data: DataFolder) {
        folder = data.secrets
        credentials = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
            .map { URL(filePath: $0) }
    }

    /// The secret of a name, without a trailing line feed; nil when there is none.
    ///
    /// - Throws: ``DaemonError/secret(name:reason:)`` when others may read its file.
    public func value(_ name: String) throws(DaemonError) -> String? {
        guard let file = try found(name),
            let bytes = FileManager.default.contents(atPath: file.path)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// The file of a secret, for programs that read it themselves.
    ///
    /// - Throws: ``DaemonError/secret(name:reason:)`` when there is none or others may read it.
    func file(_ name: String) throws(DaemonError) -> URL {
        guard let file = try found(name) else {
            throw .secret(name: name, reason: "there is no such file")
        }
        return file
    }

    private func found(_ name: String) throws(DaemonError) -> URL? {
        guard Secrets.isWellFormed(name) else {
            throw .secret(name: name, reason: "the name is malformed")
        }
        for base in [folder, credentials].compactMap(\.self) {
            let file = base.appending(path: name)
            guard FileManager.default.isReadableFile(atPath: file.path) else { continue }
            if base == folder { try requirePrivate(file, name) }
            return file
        }
        return nil
    }

    /// The secret of a name.
    ///
    /// - Throws: ``DaemonError/secret(name:reason:)`` when there is none.
    public func required(_ name: String) throws(DaemonError) -> String {
        guard let value = try value(name) else {
            throw .secret(name: name, reason: "there is no such file")
        }
        return value
    }

    /// The secret of a name; drawn and kept when there is none.
    ///
    /// - Parameters:
    ///   - name: the secret's name.
    ///   - make: draws a new value.
    /// - Returns: the value.
    /// - Throws: ``DaemonError/secret(name:reason:)`` when it cannot be read or kept.
    public func value(
        _ name: String,
        orMake make: () -> String
    ) throws(DaemonError) -> String {
        if let value = try value(name) { return value }
        let value = make()
        let file = folder.appending(path: name)
        let isMade = FileManager.default.createFile(
            atPath: file.path,
            contents: Data(value.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else { throw .secret(name: name, reason: "its file cannot be written") }
        return value
    }

    /// A password of 24 letters and digits from the system's random source: 142 bits.
    public static func randomPassword() -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789")
        var source = SystemRandomNumberGenerator()
        return String(
            (0..<24).map { _ in letters[Int.random(in: 0..<letters.count, using: &source)] }
        )
    }

    private static func isWellFormed(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == 45 || byte == 95
            }
    }

    private func requirePrivate(_ file: URL, _ name: String) throws(DaemonError) {
        // Read for each delivery: Foundation's attributes would look the owner's name up each time.
        var status = stat()
        let mode = stat(file.path, &status) == 0 ? Int(status.st_mode & 0o777) : 0
        guard mode & 0o077 == 0 else {
            throw .secret(
                name: name,
                reason: "others may read its file (mode \(String(mode, radix: 8)))"
            )
        }
    }
}
