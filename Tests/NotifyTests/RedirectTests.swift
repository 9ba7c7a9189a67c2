// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore
import RoostModel
import Synchronization
import Testing

@testable import Notify

@Suite("A receiver that sends elsewhere")
struct RedirectTests {
    /// Requests that followed a redirect.
    final class Followed: Sendable {
        let count = Mutex(0)
    }

    @Test("a redirect is refused for good, and nothing follows it", arguments: [302, 307])
    func redirect(status: Int) async throws {
        let followed = Followed()
        let router = Router()
        router.post("hook") { _, _ in
            Response(status: .init(code: status), headers: [.location: "/elsewhere"])
        }
        for method in [HTTPRequest.Method.get, .post] {
            router.on("elsewhere", method: method) { _, _ in
                followed.count.withLock { $0 += 1 }
                return HTTPResponse.Status.ok
            }
        }
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let server = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            for await port in ports {
                await #expect(
                    throws: DeliveryError.permanent(
                        "the receiver answered \(status); redirects are not followed"
                    )
                ) {
                    try await Self.hook(port).send(
                        .sample,
                        id: Delivery(notice: .sample, receiver: "police").id
                    )
                }
                break
            }
            group.cancelAll()
            while let end = await group.nextResult() {
                if case .failure(let error) = end, !(error is CancellationError) { throw error }
            }
        }
        #expect(followed.count.withLock { $0 } == 0)
    }

    static func hook(_ port: Int) throws -> Webhook {
        try Webhook(
            url: "http://127.0.0.1:\(port)/hook",
            secret: WebhookTests.secret,
            style: .masked,
            allowsPrivateAddress: true
        )
    }

    @Test("one private address among several refuses the receiver")
    func severalAddresses() throws {
        #expect(try AddressGuard.pick(from: ["8.8.8.8", "2001:4860::1"]) == "8.8.8.8")
        #expect(throws: DeliveryError.self) {
            try AddressGuard.pick(from: ["8.8.8.8", "10.0.0.1"])
        }
        #expect(throws: DeliveryError.self) { try AddressGuard.pick(from: []) }
    }
}
