// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Notify
import RoostModel
import Testing

@testable import RoostDaemon

@Suite("Links by which people acknowledge")
struct NoticeLinksTests {
    private static let notice = Notice.sample(7, issuedAt: .epoch + .hours(1000))

    private typealias Parts = (notice: String, receiver: String, expiry: String, signature: String)

    private static func parts(_ links: NoticeLinks, _ receiver: ReceiverID) throws -> Parts {
        let link = try #require(links.link(notice, receiver))
        let words = link.split(separator: "/").suffix(4).map(String.init)
        return (words[0], words[1], words[2], words[3])
    }

    @Test("a link works for 72 hours from the notice's issue, and not a moment longer")
    func expiry() throws {
        let links = NoticeLinks(base: "https://roost.example", secret: "key")
        let parts = try Self.parts(links, "duty")
        let end = Self.notice.issuedAt + .hours(72)
        #expect(links.isValid(parts, of: Self.notice, at: Self.notice.issuedAt))
        #expect(links.isValid(parts, of: Self.notice, at: end))
        #expect(!links.isValid(parts, of: Self.notice, at: end + .milliseconds(1)))
    }

    @Test("a photo is linked to as a blurred copy for 72 hours, an original never")
    func photos() throws {
        let links = NoticeLinks(base: "https://roost.example", secret: "key")
        var notice = Self.notice
        var item = Notice.EvidenceItem(
            digest: String(repeating: "ab", count: 32),
            role: "wide_first",
            takenAt: .epoch,
            reference: "a.jpg"
        )
        let end = notice.issuedAt + .hours(72)
        for isBlurred in [true, nil] as [Bool?] {
            item.isBlurred = isBlurred
            notice.evidence = [item]
            let link = try #require(links.photo(notice, item))
            #expect(link.expiresAt == end)
            let words = link.url.split(separator: "/").suffix(3).map(String.init)
            let parts = (digest: words[0], expiry: words[1], signature: words[2])
            #expect(links.isValid(photo: parts, of: notice, at: end) == (isBlurred == true))
            #expect(!links.isValid(photo: parts, of: notice, at: end + .milliseconds(1)))
            var other = parts
            other.digest = String(repeating: "cd", count: 32)
            #expect(!links.isValid(photo: other, of: notice, at: end))
        }
    }

    @Test("nobody makes one longer, of another receiver or notice, or without the key")
    func forged() throws {
        let links = NoticeLinks(base: "https://roost.example", secret: "key")
        let now = Self.notice.issuedAt
        let sound = try Self.parts(links, "duty")
        var longer = sound
        longer.expiry = "\((now + .hours(720)).milliseconds)"
        var other = sound
        other.receiver = "press"
        var short = sound
        short.signature = String(sound.signature.dropLast())
        for parts in [longer, other, short] {
            #expect(!links.isValid(parts, of: Self.notice, at: now))
        }
        var foreign = Self.notice
        foreign.wire = WireID(at: .epoch, siteKey: 1, kind: 4, counter: 8)
        #expect(!links.isValid(sound, of: foreign, at: now))
        let stranger = NoticeLinks(base: "https://roost.example", secret: "other")
        #expect(!links.isValid(try Self.parts(stranger, "duty"), of: Self.notice, at: now))
        #expect(NoticeLinks(base: nil, secret: "key").link(Self.notice, "duty") == nil)
    }
}
