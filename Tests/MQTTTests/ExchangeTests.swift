// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MQTT

@Suite("What the callers and the thread share")
struct ExchangeTests {
    @Test("who is to stop begins no connection, and goes on in the one that is there")
    func stop() throws {
        let exchange = try Exchange(outboxLimit: 1)
        #expect(exchange.begin() && !exchange.begin())
        #expect(exchange.enter(.connecting) && exchange.enter(.running))
        // Between two connections: the thread has looked and found nobody who stops it.
        exchange.stop(by: .now + .seconds(60), waiter: nil)
        #expect(!exchange.enter(.connecting))
        #expect(exchange.enter(.running))
        exchange.finish()
        #expect(!exchange.enter(.running))
    }
}
