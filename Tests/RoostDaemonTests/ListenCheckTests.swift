// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import SiteFiles
import Testing

@testable import RoostDaemon

@Suite("What roostd is to listen on", .timeLimit(.minutes(1)))
struct ListenCheckTests {
    /// A socket that listens on a free port of this machine.
    private static func listener() throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(isBound && listen(descriptor, 1) == 0)
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    @Test("a port that is taken is one sentence with the key, the address and what to do")
    func taken() async throws {
        let (descriptor, port) = try Self.listener()
        let address = ListenAddress(host: "127.0.0.1", port: port)
        #expect(BrokerPort.fault(of: address) == .taken)
        for key in ["http.listen", "http.docks.listen", "broker.embedded.listen"] {
            var shell = try DeskTests.exampleSite().shell
            let free = ListenAddress(host: "127.0.0.1", port: 0)
            shell.http.listen = key == "http.listen" ? address : free
            shell.http.docksListen = key == "http.docks.listen" ? address : free
            let embedded = key == "broker.embedded.listen" ? address : free
            shell.broker = .embedded(.init(listen: embedded))
            let fault = await #expect(throws: DaemonError.self) {
                try await ListenCheck.check(shell, patience: .zero)
            }
            let text = fault?.description ?? ""
            #expect(text.hasPrefix("site.yaml: \(key): 127.0.0.1:\(port) is taken by another"))
            #expect(text.contains("change \(key)"))
        }
        close(descriptor)
        #expect(BrokerPort.fault(of: address) == nil)
    }

    @Test("a data folder that cannot be made is told in words")
    func folder() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
        defer { try? FileManager.default.removeItem(at: file) }
        let path = file.appending(path: "data").path
        let fault = #expect(throws: DaemonError.self) { try DataFolder(path).create() }
        let reason = "cannot be used as data folder: \(file.path) is a file"
        #expect(fault?.description == "\(path): \(reason)")
    }

    @Test("an address of another machine is told as such")
    func elsewhere() {
        #expect(BrokerPort.fault(of: .init(host: "192.0.2.1", port: 9000)) == .elsewhere)
    }
}
