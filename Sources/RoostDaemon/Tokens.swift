// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import RoostEngine
import RoostModel
import Synchronization

/// Bearer tokens of people and programs: only their digests are kept.
///
/// A class because it owns the file `tokens.json` of the data folder.
final class Tokens: Sendable {
    private struct Entry: Codable {
        var digest: String
        var person: Person
    }

    private let file: URL
    private let entries: Mutex<[Entry]>

    init(_ data: DataFolder) throws(DaemonError) {
        file = data.secrets.appending(path: "tokens.json")
        var found: [Entry] = []
        if let bytes = FileManager.default.contents(atPath: file.path) {
            do {
                found = try JSONDecoder().decode([Entry].self, from: bytes)
            } catch {
                throw .secret(name: "tokens.json", reason: "it cannot be read")
            }
        }
        entries = Mutex(found)
    }

    /// Whose a token is; nil: nobody's.
    func person(_ token: String) -> Person? {
        let digest = Self.digest(token)
        return entries.withLock { $0.first { $0.digest == digest }?.person }
    }

    /// A token of 32 random bytes.
    private static func draw() -> String {
        "rst_"
            + SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
                Data(bytes).base64EncodedString()
                    .replacingOccurrences(of: "+", with: "-")
                    .replacingOccurrences(of: "/", with: "_")
                    .replacingOccurrences(of: "=", with: "")
            }
    }

    /// Makes a token and keeps its digest; an older one of the same name goes.
    func add(_ name: String, _ role: Person.Role) throws(DaemonError) -> String {
        let token = Self.draw()
        let entry = Entry(digest: Self.digest(token), person: Person(name: name, role: role))
        try change { $0 = $0.filter { $0.person.name != name } + [entry] }
        return token
    }

    /// Everybody who has a token, by name.
    var people: [Person] { entries.withLock { $0.map(\.person) }.sorted { $0.name < $1.name } }

    /// Takes the token of a name away; false: there is none.
    func revoke(_ name: String) throws(DaemonError) -> Bool {
        guard people.contains(where: { $0.name == name }) else { return false }
        try change { $0.removeAll { $0.person.name == name } }
        return true
    }

    /// Writes the changed file whole, then lets the change count.
    private func change(_ edit: (inout [Entry]) -> Void) throws(DaemonError) {
        let isKept = entries.withLock { entries in
            var changed = entries
            edit(&changed)
            guard let bytes = try? JSONEncoder().encode(changed) else { return false }
            do {
                try DurableFile.replace(file.path, with: bytes)
            } catch { return false }
            entries = changed
            return true
        }
        guard isKept else { throw .secret(name: "tokens.json", reason: "it cannot be written") }
    }

    private static func digest(_ token: String) -> String {
        SHA256.hash(data: Data(token.utf8)).map { String($0, radix: 16) }.joined(separator: ".")
    }
}
