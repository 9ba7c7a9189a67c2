// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import SimHost

@Suite("The receiver of web hooks")
struct CatcherTests {
    private static let key = Data((1...32).map { UInt8($0) })

    private static func signature(_ id: String, _ timestamp: Int, _ body: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(id).\(timestamp).\(body)".utf8),
            using: SymmetricKey(data: key)
        )
        return "v1," + Data(code).base64EncodedString()
    }

    private struct Files {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "catch-\(UUID().uuidString)")
        var secret: String { folder.appending(path: "secret").path }
        var log: String { folder.appending(path: "log").path }

        init() throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let text = "whsec_\(CatcherTests.key.base64EncodedString())\n"
            try Data(text.utf8).write(to: URL(filePath: secret))
        }

        var lines: [String] {
            get throws {
                try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
                    .map(String.init)
            }
        }
    }

    private func post(
        _ catcher: Catcher,
        id: String,
        body: String = "{\"type\":\"notice.opened\"}",
        age: Int = 0,
        signature: String? = nil
    ) async throws -> Int {
        let timestamp = Int(Date().timeIntervalSince1970) - age
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(catcher.port)/hook")
        request.method = .POST
        request.headers.add(name: "webhook-id", value: id)
        request.headers.add(name: "webhook-timestamp", value: "\(timestamp)")
        request.headers.add(
            name: "webhook-signature",
            value: signature ?? "v1,AAAA \(Self.signature(id, timestamp, body))"
        )
        request.body = .bytes(ByteBuffer(string: body))
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
        return Int(answer.status.code)
    }

    private func running(
        _ files: Files,
        failures: Int = 0,
        _ story: (Catcher) async throws -> Void
    ) async throws -> Catcher {
        let catcher = try await Catcher(
            listen: "127.0.0.1:0",
            secretFile: files.secret,
            log: files.log,
            failures: failures
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await catcher.run() }
            try await story(catcher)
            group.cancelAll()
        }
        return catcher
    }

    @Test("valid, invalid, old and repeated requests are told apart, also after a restart")
    func story() async throws {
        let files = try Files()
        defer { try? FileManager.default.removeItem(at: files.folder) }
        let first = try await running(files) { (catcher) async throws in
            #expect(try await post(catcher, id: "N-1") == 200)
            #expect(try await post(catcher, id: "N-2") == 200)
            #expect(try await post(catcher, id: "N-1") == 200)
            #expect(try await post(catcher, id: "N-3", signature: "v1,AAAA") == 401)
            #expect(try await post(catcher, id: "N-4", age: 600) == 401)
        }
        #expect(await first.book.totals == "received 5, distinct 2, invalid 2")
        let second = try await running(files) { (catcher) async throws in
            #expect(try await post(catcher, id: "N-2") == 200)
            #expect(try await post(catcher, id: "N-3") == 200)
        }
        #expect(await second.book.totals == "received 2, distinct 1, invalid 0")
        let lines = try files.lines
        #expect(lines.count == 7)
        #expect(lines.filter { $0.contains("\"is_new\":true") }.count == 3)
        #expect(lines.filter { $0.contains("\"valid\":false") }.count == 2)
        #expect(lines[0].contains("\"type\":\"notice.opened\""))
    }

    @Test("told to fail, it refuses the first valid requests and takes them the next time")
    func failing() async throws {
        let files = try Files()
        defer { try? FileManager.default.removeItem(at: files.folder) }
        let catcher = try await running(files, failures: 2) { (catcher) async throws in
            #expect(try await post(catcher, id: "N-1") == 503)
            #expect(try await post(catcher, id: "N-1") == 503)
            #expect(try await post(catcher, id: "N-1") == 200)
        }
        #expect(await catcher.book.totals == "received 3, distinct 1, invalid 0")
        #expect(try files.lines.filter { $0.contains("\"is_new\":true") }.count == 1)
    }

    @Test("what is no address, no secret or no number is refused")
    func options() async throws {
        let files = try Files()
        defer { try? FileManager.default.removeItem(at: files.folder) }
        func refused(_ listen: String, _ secret: String, _ failures: Int) async -> Bool {
            do throws(SimHostError) {
                _ = try await Catcher(
                    listen: listen,
                    secretFile: secret,
                    log: files.log,
                    failures: failures
                )
                return false
            } catch {
                return true
            }
        }
        #expect(await refused("8470", files.secret, 0))
        #expect(await refused("127.0.0.1:70000", files.secret, 0))
        #expect(await refused("127.0.0.1:0", files.log + "-none", 0))
        #expect(await refused("127.0.0.1:0", files.secret, -1))
    }
}
