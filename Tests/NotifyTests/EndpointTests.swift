// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Notify

@Suite("Where requests of a receiver go")
struct EndpointTests {
    @Test(
        "an address says whom to connect to and what the head says",
        arguments: [
            ("https://a.example/x/%E4?b=c%20d", "a.example", 443, "/x/%E4?b=c%20d", "a.example"),
            ("http://a.example:8080", "a.example", 8080, "/", "a.example:8080"),
            ("http://[fd00::1]:80/h", "fd00::1", 80, "/h", "[fd00::1]"),
        ]
    )
    func endpoint(url: String, host: String, port: Int, target: String, authority: String) throws {
        let endpoint = try #require(Endpoint(url))
        #expect(endpoint.host == host)
        #expect(endpoint.port == port)
        #expect(endpoint.target == target)
        #expect(endpoint.authority == authority)
    }
}
