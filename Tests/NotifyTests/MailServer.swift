// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import NIOSSL
import Synchronization

/// A submission server of ours: STARTTLS, login, one mail; it can be told to answer a step otherwise.
final class MailServer: Sendable {
    /// What the client said and the mail's bytes, in order.
    struct Heard: Sendable {
        var commands: [String] = []
        var clearCommands: [String] = []
        var mails: [String] = []
    }

    private let heard = Mutex(Heard())
    private let otherwise: [String: String]
    private let offers: [String]
    let folder: URL

    /// `otherwise`: a command's first word, or `.` for the mail's end, to what is answered; `-` hangs up.
    init(_ otherwise: [String: String] = [:], offers: [String] = ["AUTH PLAIN LOGIN"]) throws {
        self.otherwise = otherwise
        self.offers = offers
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["server", "other"] {
            let openssl = Process()
            openssl.executableURL = URL(filePath: "/usr/bin/openssl")
            openssl.arguments =
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=mail"
                .split(separator: " ").map(String.init) + [
                    "-addext", "subjectAltName=IP:127.0.0.1",
                    "-keyout", folder.appending(path: "\(name).key").path,
                    "-out", folder.appending(path: "\(name).pem").path,
                ]
            openssl.standardError = FileHandle.nullDevice
            try openssl.run()
            openssl.waitUntilExit()
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var all: Heard { heard.withLock { $0 } }

    /// Runs while `work` does; it gets the port.
    func run(_ work: (Int) async throws -> Void) async throws {
        try await LoopbackServer.run({ try await self.talk(to: $0) }, while: work)
    }

    private func talk(to client: LoopbackServer.Client) async throws {
        try await client.executeThenClose { inbound, outbound in
            func say(_ line: String) async throws {
                try await outbound.write(ByteBuffer(string: line + "\r\n"))
            }
            try await say(otherwise["greeting"] ?? "220 mail ready")
            var rest = ""
            var isEncrypted = false
            var mail: String?
            for try await bytes in inbound {
                rest += String(buffer: bytes)
                while let end = rest.utf8.firstIndex(of: 0x0a) {
                    let line = String(rest[..<end]).trimmingCharacters(in: .newlines)
                    rest = String(rest[rest.utf8.index(after: end)...])
                    if let text = mail, line != "." {
                        mail = text + line + "\n"
                        continue
                    }
                    if let text = mail { heard.withLock { $0.mails.append(text) } }
                    mail = nil
                    note(line, isEncrypted)
                    let answer = otherwise[Self.word(line)] ?? usual(line, isEncrypted)
                    if answer == "-" { return }
                    if line == "STARTTLS", answer.hasPrefix("220") {
                        try await encrypt(client.channel, after: answer)
                        isEncrypted = true
                        continue
                    }
                    try await say(answer)
                    if line == "DATA", answer.hasPrefix("354") { mail = "" }
                    if line == "QUIT" { return }
                }
            }
        }
    }

    private func note(_ line: String, _ isEncrypted: Bool) {
        heard.withLock { heard in
            heard.commands.append(line)
            if !isEncrypted { heard.clearCommands.append(line) }
        }
    }

    private static func word(_ line: String) -> String {
        String(line.split(separator: " ").first ?? "")
    }

    private func usual(_ line: String, _ isEncrypted: Bool) -> String {
        switch Self.word(line) {
        case "EHLO":
            (["mail"] + (isEncrypted ? offers + ["SIZE 1000000"] : ["STARTTLS"]))
                .enumerated().map { index, text in
                    let isLast = index == (isEncrypted ? offers.count + 1 : 1)
                    return "250\(isLast ? " " : "-")\(text)"
                }.joined(separator: "\r\n")
        case "STARTTLS": "220 go ahead"
        case "AUTH": line == "AUTH LOGIN" ? "334 VXNlcm5hbWU6" : "235 welcome"
        case "DATA": "354 go ahead"
        case "QUIT": "221 bye"
        default:
            // The two words of AUTH LOGIN.
            line == Data("roost".utf8).base64EncodedString()
                ? "334 UGFzc3dvcmQ6"
                : line == Data("pass word".utf8).base64EncodedString() ? "235 welcome" : "250 ok"
        }
    }

    /// In one step of the channel's loop: what the client says next is not read in clear.
    private func encrypt(_ channel: any Channel, after answer: String) async throws {
        let certificate = folder.appending(path: "server.pem").path
        let key = folder.appending(path: "server.key").path
        try await channel.eventLoop.submit {
            let configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate)
                    .map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
            )
            let handler = NIOSSLServerHandler(
                context: try NIOSSLContext(configuration: configuration)
            )
            channel.writeAndFlush(ByteBuffer(string: answer + "\r\n"), promise: nil)
            try channel.pipeline.syncOperations.addHandler(handler, position: .first)
        }.get()
    }
}
