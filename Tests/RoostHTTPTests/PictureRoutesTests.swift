// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import NIOHTTP1
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore
import Synchronization
import Testing

@testable import RoostHTTP

@Suite("Routes of originals and of what is preserved")
struct PictureRoutesTests {
    private static let digest = String(repeating: "ab", count: 32)

    /// What the desk was asked for, and how often a picture was read.
    private struct Log: Sendable {
        var verbs: [OperatorVerb] = []
        var reads: [String] = []
    }

    /// A class, because several closures write to it.
    private final class Journal: Sendable {
        let entries = Mutex(Log())
    }

    private static func ask(_ url: String, _ token: String, _ body: String) async throws
        -> (status: Int, text: String)
    {
        try await ServerTests.ask(.POST, url, token: token, key: String(url.suffix(40)), body: body)
    }

    @Test("an original is served after its opening is on record, each time, and never without")
    func opened() async throws {
        let log = Journal()
        let submit: @Sendable (Posting) async throws -> PostingAnswer = { posting in
            guard posting.key == nil, case .request(let request) = posting.input else {
                return .duplicate
            }
            log.entries.withLock { $0.verbs.append(request.verb) }
            guard case .cases(.openPicture(let id, let picture, let reason)) = request.verb,
                Self.digest.hasPrefix(picture)
            else { return .taken(TurnReceipt(sequence: 1, refusal: Refusal(.unknownPicture))) }
            let fact = Fact(
                .pictureOpened,
                Subject(violation: id, person: request.person.name),
                [FactValue("digest", Self.digest), FactValue("reason", reason)]
            )
            let record = FactRecord(sequence: 2, cause: 1, at: .epoch, fact: fact)
            return .taken(TurnReceipt(sequence: 1, facts: [record]))
        }
        let change: (inout SiteDoor) -> Void = { door in
            door.submit = submit
            door.original = { digest in
                log.entries.withLock { $0.reads.append(digest) }
                return [0x89, 0x50, 0x4E, 0x47]
            }
        }
        try await ServerTests.withServer(change: change) { base in
            let url = base + "/v1/cases/C-7/pictures/ABABABAB/open"
            let other = base + "/v1/cases/C-7/pictures/00000000/open"
            let body = #"{"reason":" appeal 7 "}"#
            for (path, token, status) in [
                (url, "eyes", 403), (url, "duty", 403), (url, "admin", 200), (url, "admin", 200),
                (other, "admin", 422),
            ] {
                let answer = try await Self.ask(path, token, body)
                #expect(answer.status == status)
            }
        }
        let asked = OperatorVerb.cases(
            .openPicture(CaseID(7), picture: "abababab", reason: "appeal 7")
        )
        let seen = log.entries.withLock { $0 }
        #expect(Array(seen.verbs.prefix(2)) == [asked, asked])
        #expect(seen.reads == [Self.digest, Self.digest])
    }

    @Test(
        "a case that is not there is neither opened nor preserved; a preservation that is not, not ended"
    )
    func absent() async throws {
        try await ServerTests.withServer { base in
            let body = #"{"reason":"because"}"#
            let open = base + "/v1/cases/C-7/pictures/abababab/open"
            #expect(try await Self.ask(open, "admin", body).status == 404)
            let keep = #"{"case":"C-7","reason":"court"}"#
            let url = base + "/v1/preservations"
            #expect(try await Self.ask(url, "duty", keep).status == 403)
            #expect(try await Self.ask(url, "admin", keep).status == 404)
            let odd = #"{"case":"C-7","reason":"court","until":"soon"}"#
            #expect(try await Self.ask(url, "admin", odd).status == 400)
            let end = try await Self.ask(url + "/K-1/end", "admin", body)
            #expect(end.status == 404 && end.text.contains("unknown_subject"))
            let list = try await ServerTests.ask(.GET, url, token: "eyes")
            #expect(list.status == 200 && list.text == #"{"items":[]}"#)
        }
    }
}
