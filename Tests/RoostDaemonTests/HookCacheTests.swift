// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Notify
import RoostModel
import Testing

@testable import RoostDaemon

@Suite("Web hooks are made once")
struct HookCacheTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    @Test("and anew for another secret or address; what cannot be made is not kept")
    func again() throws {
        let cache = HookCache()
        var made = 0
        func ask(_ url: String, _ secret: String) throws {
            var receiver = Receiver(id: "police", kind: .webhook)
            receiver.url = url
            _ = try cache.hook(of: receiver, secret: secret) { () throws(DeliveryError) in
                made += 1
                return try Webhook(
                    url: url,
                    secret: secret,
                    style: NoticeStyle(language: .en, plates: .masked),
                    allowsPrivateAddress: true
                )
            }
        }
        try ask("http://a.example", Self.secret)
        try ask("http://a.example", Self.secret)
        #expect(made == 1)
        try ask("http://a.example", Self.secret + " " + Self.secret)
        try ask("http://b.example", Self.secret + " " + Self.secret)
        #expect(made == 3)
        for _ in 0..<2 {
            #expect(throws: DeliveryError.self) { try ask("http://b.example", "none") }
        }
        #expect(made == 5)
        try ask("http://b.example", Self.secret + " " + Self.secret)
        #expect(made == 5)
    }
}
