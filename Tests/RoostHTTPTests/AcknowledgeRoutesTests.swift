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

@Suite("Acknowledging by link, and the quarantine")
struct AcknowledgeRoutesTests {
    /// What reached the engine.
    final class Asked: Sendable {
        let requests = Mutex<[OperatorRequest]>([])
    }

    /// A notice of a case book that saw the same car twice.
    static func record(change: (inout CaseConfiguration) -> Void = { _ in }) throws -> NoticeRecord
    {
        let square = [(0, 0), (100, 0), (100, 10), (0, 10), (0, 0)].map {
            GridPoint(eastMillimetres: $0.0 * 1000, northMillimetres: $0.1 * 1000)
        }
        var rule = Rule(
            id: "parking",
            domain: "illegal_parking",
            zone: "strip",
            mode: .revisit,
            labels: ["car"],
            receivers: ["duty"]
        )
        rule.review = .auto
        rule.evidence = []
        let zone = Area(
            id: "strip",
            kind: .zone,
            name: Bilingual(en: "<Strip>", zh: "<路段>"),
            rings: [],
            grid: [square]
        )
        var book = CaseBook()
        var issuer = Issuer(siteKey: 7)
        var configuration = CaseConfiguration(
            rules: [rule],
            zones: [zone],
            receivers: [Receiver(id: "duty", kind: .log)],
            calendar: DayCalendar(zone: "UTC", offsets: [.init(start: .epoch, offset: .zero)]),
            grid: LocalGrid(origin: Coordinate(latitude: 22.5, longitude: 114))
        )
        change(&configuration)
        let start = Timestamp(seconds: 1_778_545_000)
        _ = book.apply(.configure(configuration), at: start, issuer: &issuer)
        for second in [0, 1, 2, 400, 401, 402] {
            let at = start + .seconds(second)
            let car = Detection(
                label: "car",
                confidence: 0.9,
                ground: GridPoint(eastMillimetres: 20_000, northMillimetres: 5000),
                sigma: 1,
                error: 2,
                plate: PlateReading(text: "测B8K2Q1", confidence: 0.9)
            )
            let frame = FrameSightings(
                source: "edge",
                frame: "f\(second)",
                capturedAt: at,
                receivedAt: at,
                kind: .video,
                lens: "wide",
                footprint: square,
                detections: [car]
            )
            _ = book.apply(.frame(frame), at: at, issuer: &issuer)
        }
        return try #require(book.notices.first)
    }

    static func withServer(
        _ asked: Asked,
        _ body: @Sendable (String) async throws -> Void
    ) async throws {
        let record = try record()
        try await ServerTests.withServer(change: { door in
            door.linkedNotice = { notice, receiver, expiry, signature in
                (notice, receiver, expiry, signature) == ("N-1", "duty", "9", "right")
                    ? record : nil
            }
            let submit = door.submit
            door.submit = { posting in
                if case .request(let request) = posting.input {
                    asked.requests.withLock { $0.append(request) }
                }
                return try await submit(posting)
            }
            door.quarantined = { id in
                var found = QuarantineResource(
                    receivedAt: "now",
                    transport: "http",
                    topic: "/v1/frames",
                    reason: "schema",
                    sha256: "00",
                    count: 1
                )
                found.head = "测B8K2Q1"
                return id == 7 ? found : nil
            }
            door.retryQuarantined = { id, person in
                switch id {
                case 7: .taken(FramesAnswer(accepted: person.name == "edge-1" ? 1 : 2))
                case 8: .incomplete
                case 9: .notFrames
                default: nil
                }
            }
        }) { try await body($0) }
    }

    @Test("GET shows the notice with its plate masked and acknowledges nothing; POST does")
    func link() async throws {
        let asked = Asked()
        try await Self.withServer(asked) { (base: String) async throws in
            let url = base + "/n/N-1/duty/9/right"
            let shown = try await ServerTests.ask(.GET, url)
            #expect(shown.status == 200)
            #expect(shown.text.contains("测B8***1") && !shown.text.contains("测B8K2Q1"))
            #expect(shown.text.contains("&lt;Strip&gt;") && !shown.text.contains("<Strip>"))
            #expect(shown.text.contains("<form method=\"post\">"))
            #expect(asked.requests.withLock { $0.isEmpty })
            #expect(try await ServerTests.ask(.POST, url).status == 404)
            let requests = asked.requests.withLock { $0 }
            #expect(requests.map(\.verb) == [.cases(.acknowledge(NoticeID(1), over: .link))])
            #expect(requests.first?.person == Person(name: "duty", role: .duty))
        }
    }

    @Test(
        "a link that is not ours shows nothing and does nothing",
        arguments: [HTTPMethod.GET, .POST]
    )
    func foreignLink(method: HTTPMethod) async throws {
        let asked = Asked()
        try await Self.withServer(asked) { (base: String) async throws in
            for path in ["/n/N-1/duty/9/wrong", "/n/N-2/duty/9/right", "/n/N-1/lead/9/right"] {
                let answer = try await ServerTests.ask(method, base + path)
                #expect(answer.status == 404 && answer.text.contains("链接无效"))
            }
        }
        #expect(asked.requests.withLock { $0.isEmpty })
    }

    @Test(
        "a message of the quarantine is shown to who may read plates, and tried again by name",
        arguments: [
            (.GET, "/v1/quarantine/7", "eyes", 403), (.GET, "/v1/quarantine/7", "admin", 200),
            (.GET, "/v1/quarantine/6", "admin", 404), (.GET, "/v1/quarantine/x", "admin", 404),
            (.POST, "/v1/quarantine/7/retry", "eyes", 403),
            (.POST, "/v1/quarantine/7/retry", "edge", 202),
            (.POST, "/v1/quarantine/8/retry", "edge", 409),
            (.POST, "/v1/quarantine/9/retry", "edge", 409),
            (.POST, "/v1/quarantine/6/retry", "edge", 404),
        ] as [(HTTPMethod, String, String, Int)]
    )
    func quarantine(method: HTTPMethod, path: String, token: String, status: Int) async throws {
        try await Self.withServer(Asked()) { (base: String) async throws in
            let answer = try await ServerTests.ask(method, base + path, token: token)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test("a notice is acknowledged over the API by who is on duty, not by who only looks")
    func api() async throws {
        let asked = Asked()
        try await Self.withServer(asked) { (base: String) async throws in
            let url = base + "/v1/notices/N-1/ack"
            #expect(try await ServerTests.ask(.POST, url).status == 401)
            #expect(try await ServerTests.ask(.POST, url, token: "eyes").status == 403)
            #expect(asked.requests.withLock { $0.isEmpty })
            // The engine of this test knows no notice: the refusal is the core's.
            #expect(try await ServerTests.ask(.POST, url, token: "duty").status == 404)
            let verbs = asked.requests.withLock { $0.map(\.verb) }
            #expect(verbs == [.cases(.acknowledge(NoticeID(1), over: .api))])
        }
    }
}
