// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import DJICloud
import FleetCore
import Foundation
import RoostModel

/// Unguessable, expiring addresses of waylines, and the files behind them.
///
/// Nothing is kept: the file is rendered from the sortie's task, always to the same bytes, and the signature
/// is checked with the site's key, so that a link made before a restart works after it.
struct WaylineLinks: Sendable {
    /// How long a link works; a dock fetches within seconds, and asks for a fresh one at launch.
    static let lifetime = TimeSpan.minutes(30)

    let base: String
    let key: SymmetricKey

    init(base: String, secret: String) {
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        key = SymmetricKey(data: Data(secret.utf8))
    }

    /// A fresh link with the file's fingerprint.
    func file(of task: FlightTask, at now: Timestamp) throws(DJICloudError) -> WaylineFile {
        let bytes = try WaylineLinks.bytes(of: task)
        // Two docks of one flight are told the same, also of how long the link works (PROTOCOL § 12).
        let start = task.isShared == true ? task.executeAt : now
        let expiry = "\((start + Self.lifetime).milliseconds)"
        let path = "\(task.flight)/\(expiry)/\(signature(task.flight.description, expiry))"
        return WaylineFile(
            url: "\(base)/w/\(path)/wayline.kmz",
            md5: WaylineKMZ.fingerprint(bytes)
        )
    }

    /// A fresh link to the file of flight areas.
    func address(of file: FlightAreaFile, at now: Timestamp) -> String {
        let expiry = "\((now + Self.lifetime).milliseconds)"
        let signature = signature(Self.areas(file.sha256), expiry)
        return "\(base)/a/\(file.sha256)/\(expiry)/\(signature)/\(file.name)"
    }

    /// What a link to flight areas is signed for: never what one to a wayline is.
    static func areas(_ digest: String) -> String { "areas.\(digest)" }

    /// Whether a link is ours and still works.
    func isValid(flight: String, expiry: String, signature given: String, at now: Timestamp) -> Bool
    {
        guard let milliseconds = Int64(expiry), now.milliseconds <= milliseconds else {
            return false
        }
        let expected = Array(signature(flight, expiry).utf8)
        let found = Array(given.utf8)
        guard expected.count == found.count else { return false }
        // In constant time: the comparison must not tell how much of a guess is right.
        return zip(expected, found).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The file of a flight's task.
    static func bytes(of task: FlightTask) throws(DJICloudError) -> [UInt8] {
        do {
            return try WaylineKMZ.write(task.wayline)
        } catch {
            throw .unsupported("\(error)")
        }
    }

    private func signature(_ flight: String, _ expiry: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(flight).\(expiry)".utf8),
            using: key
        )
        return code.prefix(16).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }
}
