// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Crypto
import Foundation
import Notify
import RoostModel
import SiteCore

/// Unguessable, expiring addresses of the pages on which people acknowledge notices (PIPELINE § 9).
///
/// Nothing is kept: the signature is checked with the site's key, and an address is the same at every attempt.
struct NoticeLinks: Sendable {
    /// How long a link works, from the notice's issue (PIPELINE § 9).
    static let lifetime = TimeSpan.hours(72)

    /// The people's side as people see it; nil: there are no links.
    let base: String?
    private let key: SymmetricKey

    init(base: String?, secret: String) {
        self.base = base
        key = SymmetricKey(data: Data(secret.utf8))
    }

    /// The page of a notice for a receiver.
    func link(_ notice: Notice, _ receiver: ReceiverID) -> String? {
        guard let base else { return nil }
        let expiry = "\((notice.issuedAt + Self.lifetime).milliseconds)"
        let mark = signature("\(notice.wire)", receiver.text, expiry)
        return "\(base)/n/\(notice.id)/\(receiver)/\(expiry)/\(mark)"
    }

    /// Where a blurred copy of a notice's picture can be looked at.
    func photo(_ notice: Notice, _ item: Notice.EvidenceItem) -> PhotoLink? {
        guard let base else { return nil }
        let end = notice.issuedAt + Self.lifetime
        let mark = signature("\(notice.wire)", item.digest, "\(end.milliseconds)", for: "photo")
        let url = "\(base)/p/\(notice.id)/\(item.digest)/\(end.milliseconds)/\(mark)"
        return PhotoLink(url: url, expiresAt: end)
    }

    /// Whether these are the parts of a link to a blurred copy that still works: never to an original.
    func isValid(
        photo parts: (digest: String, expiry: String, signature: String),
        of notice: Notice,
        at now: Timestamp
    ) -> Bool {
        guard let expiry = Int64(parts.expiry), now.milliseconds <= expiry,
            notice.evidence.contains(where: { $0.isBlurred == true && $0.digest == parts.digest })
        else { return false }
        return isSame(
            signature("\(notice.wire)", parts.digest, parts.expiry, for: "photo"),
            parts.signature
        )
    }

    /// The notice whose page this is; nil: it is none of ours, or works no more.
    func record(
        _ parts: (notice: String, receiver: String, expiry: String, signature: String),
        in site: Site,
        at now: Timestamp
    ) -> NoticeRecord? {
        guard let id = NoticeID(parts.notice), let record = site.cases.notice(id) else {
            return nil
        }
        return isValid(parts, of: record.notice, at: now) ? record : nil
    }

    /// Whether these are the parts of a link of a notice that still works.
    func isValid(
        _ parts: (notice: String, receiver: String, expiry: String, signature: String),
        of notice: Notice,
        at now: Timestamp
    ) -> Bool {
        guard let expiry = Int64(parts.expiry), now.milliseconds <= expiry else { return false }
        return isSame(signature("\(notice.wire)", parts.receiver, parts.expiry), parts.signature)
    }

    private func isSame(_ one: String, _ other: String) -> Bool {
        let (expected, found) = (one.utf8, other.utf8)
        guard expected.count == found.count else { return false }
        // In constant time: the comparison must not tell how much of a guess is right.
        let difference = zip(expected, found).reduce(0) { $0 | ($1.0 ^ $1.1) }
        return difference == 0
    }

    private func signature(
        _ notice: String,
        _ receiver: String,
        _ expiry: String,
        for use: String = "ack"
    ) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(use).\(notice).\(receiver).\(expiry)".utf8),
            using: key
        )
        return code.prefix(16).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }
}
