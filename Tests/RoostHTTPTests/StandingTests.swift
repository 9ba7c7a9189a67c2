// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Foundation
import NIOHTTP1
import PatrolCore
import RoostAPI
import RoostModel
import SiteCore
import Synchronization
import Testing

@testable import CaseCore
@testable import RoostEngine
@testable import RoostHTTP

@Suite("How a notice or a case stands, and why")
struct StandingTests {
    private static let now = Timestamp(seconds: 1_778_546_000)

    /// A notice to two receivers, of which `duty` has it.
    private static func record() throws -> NoticeRecord {
        var record = try AcknowledgeRoutesTests.record { configuration in
            configuration.rules[0].receivers = ["duty", "police"]
            configuration.receivers.append(Receiver(id: "police", kind: .webhook))
        }
        record.deliveries[0].state = .delivered
        record.deliveries[0].settledAt = record.notice.issuedAt + .milliseconds(10_140)
        return record
    }

    /// The outbox's record of the notice at `police`, after some tries.
    private static func tried(
        _ record: NoticeRecord,
        count: Int,
        nextAt: Timestamp?
    ) -> EffectRecord {
        let delivery = Delivery(notice: record.notice, receiver: "police")
        let effect = Effect(
            id: EffectID(9),
            wire: WireID(at: now, siteKey: 1, kind: 1, counter: 9),
            expiresAt: now + .hours(24),
            retry: .untilExpiry,
            action: Action.deliver(delivery)
        )
        return EffectRecord(
            pending: PendingEffect(effect: effect, attempt: count, cause: 1),
            state: .queued,
            nextAt: nextAt,
            trouble: "the receiver answered 503",
            settlement: nil
        )
    }

    @Test(
        "the answer names every receiver, and of one that waits its tries, last error and next try"
    )
    func everyReceiver() throws {
        let record = try Self.record()
        let entry = Self.tried(record, count: 5, nextAt: Self.now + .minutes(7))
        let tries = NoticeTries([entry], at: Self.now)
        let text = NoticeStanding(record: record, site: Site(siteKey: 7), tries: tries).text
        #expect(text.en.hasPrefix("Notice N-1 of case C-1: delivered to duty after 10 s; "))
        #expect(
            text.en.contains("waits for police: tried 5 times, last: the receiver answered 503")
        )
        #expect(text.en.hasSuffix("; next try 00:40:20."), "\(text.en)")
        #expect(text.zh.contains("police") && text.zh.contains("已尝试 5 次"))
        let resource = NoticeResource(record, site: Site(siteKey: 7), tries)
        #expect(resource.deliveries[0].latencyS == 10.14 && resource.deliveries[0].attempts == nil)
        let waiting = resource.deliveries[1]
        #expect(waiting.state == "queued" && waiting.attempts == 5)
        #expect(waiting.lastError == "the receiver answered 503" && waiting.nextTryAt != nil)
    }

    @Test("a try that is due says so, one that was never made is on its way")
    func due() throws {
        let record = try Self.record()
        let tries = NoticeTries([Self.tried(record, count: 1, nextAt: Self.now)], at: Self.now)
        let due = NoticeStanding(record: record, site: Site(siteKey: 7), tries: tries).text
        #expect(due.en.hasSuffix("the next try is due."))
        let never = NoticeStanding(record: record, site: Site(siteKey: 7), tries: NoticeTries())
            .text
        #expect(never.en.hasSuffix("on its way to police."))
    }

    @Test("a withdrawn notice is a withdrawn one, whatever had kept it back")
    func withdrawn() throws {
        var record = try Self.record()
        record.notice.status = .withdrawn
        record.notice.reviewedBy = "li"
        record.deliveries[1].state = .notSent
        record.deliveries[1].silence = SilenceID(1)
        let text = NoticeStanding(record: record, site: Site(siteKey: 7), tries: NoticeTries()).text
        #expect(text.en.hasPrefix("Notice N-1 of case C-1 is withdrawn by li; the withdrawal: "))
        #expect(text.en.hasSuffix("delivered to duty after 10 s; it had not left for police."))
        #expect(!text.en.contains("Q-1") && text.zh.contains("已由 li 撤回"))
        #expect(NoticeResource(record, site: Site(siteKey: 7)).status == "withdrawn")
    }

    @Test("a person who asks for a retry has what waits tried now, after the request is on record")
    func retry() async throws {
        let asked = Mutex<[String]>([])
        try await ServerTests.withServer(change: { door in
            let submit = door.submit
            door.submit = { posting in
                asked.withLock { $0.append("record") }
                var answer = try await submit(posting)
                if case .taken(var receipt) = answer {
                    receipt.refusal = nil
                    answer = .taken(receipt)
                }
                return answer
            }
            door.hurry = { id in asked.withLock { $0.append("\(id)") } }
        }) { base in
            let url = base + "/v1/notices/N-1/retry"
            let answer = try await ServerTests.ask(.POST, url, token: "admin", body: "{}")
            #expect(answer.status == 200, "\(answer.text)")
        }
        #expect(asked.withLock { $0 } == ["record", "N-1"])
    }

    @Test("a notice that nobody has is not shown")
    func unknown() async throws {
        try await ServerTests.withServer { base in
            let url = base + "/v1/notices/N-1"
            let answer = try await ServerTests.ask(.GET, url, token: "eyes")
            #expect(answer.status == 404)
        }
    }
}
