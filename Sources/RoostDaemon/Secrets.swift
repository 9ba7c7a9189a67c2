// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostEngine

/// The site's secrets by name: files of the data folder, or systemd credentials of that name.
///
/// A secret's value is never logged and never part of an error.
public struct Secrets: Sendable {
    /// A folder of secrets; files of our own must be private.
    private struct Base: Sendable {
        var path: String
        var isOwn: Bool
    }

    private let folder: URL
    private let bases: [Base]

    /// The secrets of a data folder.
    public init(_ data: DataFolder) {
        folder = data.secrets
        let credentials = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
        bases =
            [Base(path: folder.path, isOwn: true)]
            + [credentials].compactMap(\.self).map { Base(path: $0, isOwn: false) }
    }

    /// The secret of a name, without a trailing line feed; nil when there is none.
    ///
    /// - Throws: ``DaemonError/secret(name:reason:)`` when others may read its file, or nothing is in it.
    public func value(_ name: String) throws(DaemonError) -> String? {
        try Secrets.requireWellFormed(name)
        // Read for each delivery, so that a changed secret is used at once: by the system's own calls.
        for base in bases {
            let file = open("\(base.path)/\(name)", O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { continue }
            defer { close(file) }
            var status = stat()
            guard fstat(file, &status) == 0 else { continue }
            if base.isOwn { try Secrets.requirePrivate(status, name) }
            guard let bytes = Secrets.contents(of: file) else { return nil }
            var text = String(decoding: bytes, as: UTF8.self)[...]
            while text.first?.isNewline == true { text.removeFirst() }
            while text.last?.isNewline == true { text.removeLast() }
            // Of a power cut, before these files were brought to the disk: an empty key would be one anybody knows.
            guard !text.isEmpty else { throw .secret(name: name, reason: "its file is empty") }
            return String(text)
        }
        return nil
    }

    /// All of a small file; nil when it cannot be read.
    private static func contents(of file: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1024)
        while true {
            let count = read(file, &part, part.count)
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += part[..<count]
        }
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
        try Secrets.requireWellFormed(name)
        for base in bases {
            let path = "\(base.path)/\(name)"
            guard access(path, R_OK) == 0 else { continue }
            var status = stat()
            if base.isOwn, stat(path, &status) == 0 { try Secrets.requirePrivate(status, name) }
            return URL(filePath: path)
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
        let made = make()
        do {
            let path = folder.appending(path: name).path
            if try DurableFile.create(Data(made.utf8), at: path) { return made }
        } catch {
            throw .secret(name: name, reason: "its file cannot be written")
        }
        // `roostd credentials` and a starting daemon may draw it at once: the first one stands.
        return try required(name)
    }

    /// A password of 24 letters and digits from the system's random source: 142 bits.
    public static func randomPassword() -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789")
        var source = SystemRandomNumberGenerator()
        return String(
            (0..<24).map { _ in letters[Int.random(in: 0..<letters.count, using: &source)] }
        )
    }

    private static func requireWellFormed(_ name: String) throws(DaemonError) {
        let isWellFormed =
            (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == 45 || byte == 95
            }
        guard isWellFormed else { throw .secret(name: name, reason: "the name is malformed") }
    }

    private static func requirePrivate(_ status: stat, _ name: String) throws(DaemonError) {
        let mode = Int(status.st_mode & 0o777)
        guard mode & 0o077 == 0 else {
            throw .secret(
                name: name,
                reason: "others may read its file (mode \(String(mode, radix: 8)))"
            )
        }
    }
}
