// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import RoostDaemon

@Suite("The broker's log")
struct BrokerLogTests {
    @Test("a refusal names the client, else the one peer that waited, else nobody")
    func refusals() {
        var log = BrokerLog()
        func news(_ lines: String...) -> BrokerLog.News? {
            lines.map { log.news("1795706158: \($0)") }.last ?? nil
        }
        let refusal = "Client <unknown> disconnected, not authorised."
        #expect(
            news("New connection from 10.0.0.7:54392 on port 8883.", refusal)
                == .refusedLogin("login from 10.0.0.7")
        )
        #expect(
            news(
                "New connection from 10.0.0.7:1 on port 8883.",
                "New connection from 10.0.0.8:2 on port 8883.",
                refusal
            ) == .refusedLogin(nil)
        )
        #expect(
            news(
                "New connection from 10.0.0.7:1 on port 8883.",
                "New client connected from 10.0.0.7:1 as D01 (p5, c1, k60, u'dock-D01').",
                "New connection from 10.0.0.8:2 on port 8883.",
                refusal
            ) == .refusedLogin("login from 10.0.0.8")
        )
        let evil = "Client evil\u{1B}[2J disconnected: not authorised."
        #expect(news(evil) == .refusedLogin("evil?[2J"))
        #expect(
            news("Client D01 disconnected due to oversize packet.") == .oversized("D01")
        )
        #expect(news("Client D01 disconnected.") == nil)
        #expect(news("mosquitto version 2.0.11 running") == .running)
        #expect(news("mosquitto version 2.0.11 starting") == nil)
        #expect(news("Error: Address already in use") == .failure("Address already in use"))
        #expect(log.news("sh: 1: mosquitto: not found") == .failure("mosquitto: not found"))
    }

    @Test("the file is bounded, and so is a line without an end")
    func bounded() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let counters = Counters()
        let log = BrokerLogFile(
            folder: folder,
            counters: counters,
            seen: SeenNames(),
            logger: RunningBroker.quiet,
            limit: 10_000
        )
        for _ in 0..<1000 {
            // In two parts, as a pipe may deliver it.
            log.take(Data("1: Client x disconnected, not ".utf8))
            log.take(Data("authorised.\n".utf8))
        }
        log.take(Data(repeating: 65, count: 1 << 20))
        log.take(Data("\n".utf8))
        #expect(counters.all["broker_refused_logins"] == 1000)
        for name in ["mosquitto.log", "mosquitto.log.1"] {
            let path = folder.appending(path: name).path
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            #expect(try #require(size) <= 10_000 && #require(size) > 0)
        }
    }
}
