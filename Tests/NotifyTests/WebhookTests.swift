// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import RoostModel
import Synchronization
import Testing

@testable import Notify

@Suite("Signed web hooks")
struct WebhookTests {
    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    static func keys() throws -> [SymmetricKey] {
        [SymmetricKey(data: try #require(Data(base64Encoded: String(secret.dropFirst(6)))))]
    }

    @Test(
        "the signature is that of the published vectors",
        arguments: [
            (
                "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, #"{"test": 2432232314}"#,
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
            ),
            (
                "ntc_01", 1_778_545_639,
                #"{"type":"roost.notice.issued.v1","timestamp":"2026-05-12T00:27:19.000Z","#
                    + #""data":{"notice_id":"n-1"}}"#,
                "v1,ZAFPj9j/TsBhnqG80WW5THuoBONAQQS9e7gKfqIRLjA="
            ),
        ]
    )
    func vectors(id: String, timestamp: Int, body: String, expected: String) throws {
        let found = Webhook.signature(
            id: id,
            timestamp: timestamp,
            body: Array(body.utf8),
            keys: try Self.keys()
        )
        #expect(found == expected)
    }

    @Test(
        "a status is judged as the pipeline's page says",
        arguments: [
            (200, "ok"), (204, "ok"), (302, "permanent"), (400, "permanent"), (404, "permanent"),
            (408, "transient"), (410, "disabled"), (425, "transient"), (429, "transient"),
            (500, "transient"), (503, "transient"),
        ]
    )
    func statuses(status: Int, expected: String) {
        var found = "ok"
        do {
            try HTTPStatus.judge(status, retryAfter: "7")
        } catch {
            switch error {
            case .transient(_, let after, _):
                found = "transient"
                #expect(after == .seconds(7))
            case .permanent: found = "permanent"
            case .disabled: found = "disabled"
            case .unknown: found = "unknown"
            }
        }
        #expect(found == expected)
    }

    @Test(
        "a secret that is no secret keeps the notice waiting",
        arguments: ["", "whsec_", "abc", "whsec_AAAA"]
    )
    func secrets(secret: String) {
        let error = #expect(throws: DeliveryError.self) {
            try Webhook(
                url: "https://example.org",
                secret: secret,
                style: .masked,
                allowsPrivateAddress: false
            )
        }
        #expect(error?.isTransient == true)
    }

    @Test(
        "two secrets sign while one is changed, on two lines or with a space",
        arguments: ["\n", " ", "\r\n", "\n\n"]
    )
    func rotation(gap: String) throws {
        let next = "whsec_" + Data(repeating: 7, count: 24).base64EncodedString()
        let keys = try Webhook.keys(of: Self.secret + gap + next)
        #expect(keys.count == 2)
        let signature = Webhook.signature(id: "i", timestamp: 1, body: [], keys: keys)
        let each = try [Self.secret, next].map { secret in
            let keys = try Webhook.keys(of: secret)
            return Webhook.signature(id: "i", timestamp: 1, body: [], keys: keys)
        }
        #expect(signature == each.joined(separator: " "))
    }

    @Test("a withdrawal is a withdrawal in the log too", arguments: ["zh", "en"])
    func loggedWithdrawal(language: String) async throws {
        let lines = Mutex<[String]>([])
        let channel = LogChannel(language: language == "zh" ? .zh : .en) { line in
            lines.withLock { $0.append(line) }
        }
        var notice = Notice.sample
        try await channel.send(notice, id: Delivery(notice: notice, receiver: "log").id)
        notice.status = .withdrawn
        notice.revision = 2
        try await channel.send(notice, id: Delivery(notice: notice, receiver: "log").id)
        let word = language == "zh" ? "已撤回" : "Withdrawn"
        #expect(lines.withLock { $0.map { $0.contains(word) } } == [false, true])
    }

    @Test(
        "private addresses are known",
        arguments: [
            ("127.0.0.1", true), ("10.1.2.3", true), ("192.168.1.1", true), ("172.16.0.1", true),
            ("172.32.0.1", false), ("169.254.1.1", true), ("8.8.8.8", false), ("::1", true),
            ("fe80::1", true), ("fd00::1", true), ("2001:4860::1", false),
            ("::ffff:10.0.0.1", true), ("64:ff9b::a00:1", true), ("2002:a00:1::1", true),
        ]
    )
    func privateAddresses(address: String, isPrivate: Bool) {
        #expect(AddressGuard.isPrivate(address) == isPrivate)
    }

    @Test("a private receiver is refused unless allowed")
    func privateReceiver() async throws {
        let hook = try Webhook(
            url: "http://127.0.0.1:9",
            secret: Self.secret,
            style: .masked,
            allowsPrivateAddress: false
        )
        await #expect(throws: DeliveryError.self) {
            try await hook.send(.sample, id: Delivery(notice: .sample, receiver: "police").id)
        }
    }

    @Test("the evidence root is that of the published example")
    func evidenceRoot() {
        let digests = [String(repeating: "a", count: 64), String(repeating: "b", count: 64)]
        #expect(
            NoticeBody.root(digests)
                == "913f9338fb6c17253f3a14816fc08d52522454bfc19a8c99538a197cfb23fb41"
        )
        #expect(
            NoticeBody.root([])
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
    }

    @Test("plates are masked where the receiver is not trusted with them (S37)")
    func plates() throws {
        let masked = NoticeBody.event(.sample, style: .masked)
        let full = NoticeBody.event(
            .sample,
            style: NoticeStyle(language: .zh, plates: .full)
        )
        #expect(!String(decoding: masked, as: UTF8.self).contains("测B8K2Q1"))
        #expect(String(decoding: masked, as: UTF8.self).contains("测B8***1"))
        #expect(String(decoding: full, as: UTF8.self).contains("测B8K2Q1"))
    }

    @Test("the id of a delivery has no dot, because the signed string is dot-separated")
    func identity() {
        let id = Delivery(notice: .sample, receiver: "police").id.description
        #expect(!id.contains("."))
        #expect(id.hasPrefix("ntc_") && id.hasSuffix("_r1_police"))
    }
}

extension Notice {
    static let sample = Notice(
        id: NoticeID(42),
        wire: WireID(at: .epoch, siteKey: 7, kind: 4, counter: 42),
        revision: 1,
        status: .issued,
        violation: CaseID(7),
        violationWire: WireID(at: .epoch, siteKey: 7, kind: 3, counter: 7),
        rule: "parking-renmin",
        domain: "illegal_parking",
        severity: .minor,
        issuedAt: Timestamp(seconds: 1_778_545_639),
        observedFirst: Timestamp(seconds: 1_778_545_217),
        observedLast: Timestamp(seconds: 1_778_545_624),
        sightings: 6,
        passes: 2,
        place: Coordinate(latitude: 22.543_000_1, longitude: 114.118),
        placeError: 2.1,
        zone: "np-renmin",
        zoneName: Bilingual(en: "Renmin South, no parking", zh: "人民南路禁停"),
        label: "car",
        plate: PlateReading(text: "测B8K2Q1", confidence: 0.93),
        match: "plate",
        evidence: [
            Notice.EvidenceItem(
                digest: String(repeating: "a", count: 64),
                role: "wide_first",
                takenAt: Timestamp(seconds: 1_778_545_217),
                reference: "media/a.png"
            )
        ],
        reviewedBy: "auto"
    )
}
