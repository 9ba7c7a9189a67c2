// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore

/// What is said on one connection, command by command.
struct SMTPTalk {
    var reader: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    let writer: NIOAsyncChannelOutboundWriter<ByteBuffer>
    let route: Email.Route
    let password: String?
    /// What was read and belongs to no answer yet.
    private var rest: [UInt8] = []

    init(
        reader: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        writer: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        route: Email.Route,
        password: String?
    ) {
        self.reader = reader
        self.writer = writer
        self.route = route
        self.password = password
    }

    /// The whole conversation; `encrypt` turns the connection into TLS.
    mutating func hand(
        over mail: MailMessage,
        encrypt: () async throws -> Void
    ) async -> Result<Void, DeliveryError> {
        do throws(DeliveryError) {
            _ = try await expect(220, "the greeting")
            var offers = try await hello()
            if route.port != 465 {
                guard offers.contains("STARTTLS") else {
                    throw .disabled("the mail server offers no STARTTLS")
                }
                try await say("STARTTLS")
                _ = try await expect(220, "STARTTLS")
                // Whatever came in clear behind the answer is not from the server (RFC 3207 § 6).
                rest = []
                do { try await encrypt() } catch { throw .transient("TLS could not begin") }
                offers = try await hello()
            }
            try await logIn(offers)
            let isSizeKnown = offers.contains { $0.hasPrefix("SIZE") }
            let size = isSizeKnown ? " SIZE=\(mail.bytes.count)" : ""
            try await say("MAIL FROM:<\(mail.from)>\(size)")
            _ = try await expect(250, "MAIL")
            try await say("RCPT TO:<\(mail.to)>")
            _ = try await expect(250...251, "RCPT")
            try await say("DATA")
            _ = try await expect(354, "DATA")
            try await write(Self.stuffed(mail.bytes) + Array(".\r\n".utf8))
            _ = try await expect(250, "the mail")
        } catch {
            return .failure(error)
        }
        // The mail is theirs: what happens to the good-bye does not undo it.
        _ = try? await write(Array("QUIT\r\n".utf8))
        return .success(())
    }

    /// Greets, and returns what the server offers, in upper case.
    private mutating func hello() async throws(DeliveryError) -> [String] {
        try await say("EHLO roost")
        return try await expect(250, "EHLO").lines.dropFirst().map { $0.uppercased() }
    }

    private mutating func logIn(_ offers: [String]) async throws(DeliveryError) {
        guard let user = route.user else { return }
        let methods = offers.first { $0.hasPrefix("AUTH ") }?.split(separator: " ") ?? []
        let password = password ?? ""
        if methods.contains("PLAIN") {
            let word = Data("\0\(user)\0\(password)".utf8).base64EncodedString()
            try await say("AUTH PLAIN \(word)")
        } else if methods.contains("LOGIN") {
            try await say("AUTH LOGIN")
            _ = try await expect(334, "AUTH")
            try await say(Data(user.utf8).base64EncodedString())
            _ = try await expect(334, "AUTH")
            try await say(Data(password.utf8).base64EncodedString())
        } else {
            throw .disabled("the mail server offers neither AUTH PLAIN nor AUTH LOGIN")
        }
        _ = try await expect(235, "AUTH")
    }

    private mutating func expect(
        _ code: Int,
        _ step: String
    ) async throws(DeliveryError) -> SMTPReply {
        try await expect(code...code, step)
    }

    private mutating func expect(
        _ codes: ClosedRange<Int>,
        _ step: String
    ) async throws(DeliveryError) -> SMTPReply {
        while true {
            if let reply = try SMTPReply.take(from: &rest) {
                guard codes.contains(reply.code) else { throw reply.refusal(of: step) }
                return reply
            }
            let more: ByteBuffer?
            do {
                more = try await reader.next()
            } catch {
                throw .transient("the connection broke before the answer to \(step)")
            }
            guard let more else {
                throw .transient("the mail server left before it answered \(step)")
            }
            rest += more.readableBytesView
        }
    }

    private func say(_ line: String) async throws(DeliveryError) {
        // Nothing of ours holds a line's end; what would is another command.
        guard !line.utf8.contains(where: { $0 == 0x0d || $0 == 0x0a }) else {
            throw .permanent("a command would hold a line's end")
        }
        try await write(Array((line + "\r\n").utf8))
    }

    private func write(_ bytes: [UInt8]) async throws(DeliveryError) {
        do {
            try await writer.write(ByteBuffer(bytes: bytes))
        } catch {
            throw .transient("the connection to the mail server broke")
        }
    }

    /// The mail with a second dot before each line that begins with one (RFC 5321 § 4.5.2).
    static func stuffed(_ bytes: [UInt8]) -> [UInt8] {
        var stuffed: [UInt8] = []
        stuffed.reserveCapacity(bytes.count + 16)
        var isLineStart = true
        for byte in bytes {
            if isLineStart, byte == 0x2e { stuffed.append(0x2e) }
            stuffed.append(byte)
            isLineStart = byte == 0x0a
        }
        return stuffed
    }
}
