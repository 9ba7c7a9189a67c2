// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import Notify

@Suite("Mail")
struct EmailTests {
    static func reader(
        _ server: MailServer,
        _ port: Int,
        authority: String = "server.pem",
        to: String = "duty@city.example"
    ) -> Email {
        var route = Email.Route(
            host: "127.0.0.1",
            port: port,
            from: "roost@city.example",
            to: to
        )
        route.user = "roost"
        route.authority = server.folder.appending(path: authority).path
        return Email(
            route: route,
            password: "pass word",
            site: "luohu",
            style: .linked,
            allowsPrivateAddress: true
        )
    }

    @Test("a mail goes out over STARTTLS after login, with headers in ASCII and its own Message-ID")
    func mail() async throws {
        let server = try MailServer()
        var notice = Notice.sample
        notice.revision = 2
        let sent = notice
        try await server.run { port in
            try await Self.reader(server, port).send(sent, id: .sample)
        }
        let heard = server.all
        #expect(heard.clearCommands == ["EHLO roost", "STARTTLS"])
        let size = try Self.size(sent)
        #expect(heard.commands.contains("MAIL FROM:<roost@city.example> SIZE=\(size)"))
        #expect(heard.commands.contains("RCPT TO:<duty@city.example>"))
        let mail = try #require(heard.mails.first)
        let name = "ntc_\(sent.wire)"
        #expect(mail.contains("Message-ID: <\(name)_r2@luohu>\n"))
        #expect(mail.contains("In-Reply-To: <\(name)_r1@luohu>\n"))
        #expect(mail.contains("Auto-Submitted: auto-generated\n"))
        #expect(mail.contains("Date: Tue, 12 May 2026 00:27:19 +0000\n"))
        #expect(mail.contains("Subject: =?UTF-8?B?"))
        #expect(mail.utf8.allSatisfy { $0 < 0x80 })
        #expect(mail.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 })
        let bodies = mail.components(separatedBy: "base64\n\n").dropFirst().compactMap { part in
            Data(base64Encoded: part.components(separatedBy: "\n--")[0].replacing("\n", with: ""))
        }.map { String(decoding: $0, as: UTF8.self) }
        #expect(bodies.count == 2)
        #expect(bodies.allSatisfy { $0.contains("测B8***1") && $0.contains("/n/N-42/sig") })
    }

    private static func size(_ notice: Notice) throws -> Int {
        try MailMessage(
            notice,
            parts: (
                text: NoticeMessage(notice, style: .linked, markup: .plain),
                html: NoticeMessage(notice, style: .linked, markup: .html)
            ),
            from: "roost@city.example",
            to: "duty@city.example",
            site: "luohu"
        ).bytes.count
    }

    @Test(
        "each answer of the server is a named outcome",
        arguments: [
            (["greeting": "421 closing"], .transient(after: nil)),
            (["greeting": "554 no"], .permanent), (["greeting": "hello?"], .transient(after: nil)),
            (["STARTTLS": "454 not now"], .transient(after: nil)),
            (["EHLO": "250 mail"], .disabled), (["AUTH": "535 no"], .disabled),
            (["AUTH": "454 not now"], .transient(after: nil)),
            (["MAIL": "530 login first"], .disabled), (["MAIL": "552 too big"], .permanent),
            (["MAIL": "451 later"], .transient(after: nil)), (["RCPT": "550 nobody"], .permanent),
            (["RCPT": "551 moved"], .permanent), (["RCPT": "553 no name"], .permanent),
            (["RCPT": "450 busy"], .transient(after: nil)),
            (["RCPT": "452 full"], .transient(after: nil)),
            (["DATA": "554 no"], .permanent), ([".": "554 refused"], .permanent),
            ([".": "451 later"], .transient(after: nil)), (["DATA": "-"], .transient(after: nil)),
            // Lost before the answer behind the mail: again, with the same Message-ID.
            ([".": "-"], .transient(after: nil)), ([".": "250 ok"], .delivered),
            (["QUIT": "-"], .delivered),
        ] as [([String: String], Ending)]
    )
    func answers(otherwise: [String: String], expected: Ending) async throws {
        let server = try MailServer(otherwise)
        try await server.run { port in
            let reader = Self.reader(server, port)
            let found = await Ending { () async throws(DeliveryError) in
                try await reader.send(.sample, id: .sample)
            }
            #expect(found == expected, "\(otherwise)")
        }
    }

    @Test("AUTH LOGIN is spoken where there is no PLAIN; without either the receiver is disabled")
    func login() async throws {
        let server = try MailServer(offers: ["AUTH LOGIN"])
        try await server.run { port in
            try await Self.reader(server, port).send(.sample, id: .sample)
        }
        #expect(server.all.mails.count == 1)
        let other = try MailServer(offers: ["AUTH CRAM-MD5"])
        try await other.run { port in
            let found = await Ending { () async throws(DeliveryError) in
                try await Self.reader(other, port).send(.sample, id: .sample)
            }
            #expect(found == .disabled)
        }
        #expect(other.all.mails.isEmpty)
    }

    @Test("a certificate of somebody else gets neither password nor mail")
    func certificate() async throws {
        let server = try MailServer()
        try await server.run { port in
            let reader = Self.reader(server, port, authority: "other.pem")
            let found = await Ending { () async throws(DeliveryError) in
                try await reader.send(.sample, id: .sample)
            }
            #expect(found == .transient(after: nil))
        }
        #expect(server.all.commands == ["EHLO roost", "STARTTLS"])
    }

    @Test(
        "an address that would become another header or command is refused",
        arguments: ["a@b\r\nBcc: c@d", "a b@c", "ab", "a@b@c", "<a@b>", "@b"]
    )
    func injection(address: String) async throws {
        let server = try MailServer()
        try await server.run { port in
            let reader = Self.reader(server, port, to: address)
            let found = await Ending { () async throws(DeliveryError) in
                try await reader.send(.sample, id: .sample)
            }
            #expect(found == .permanent)
        }
        #expect(server.all.commands.isEmpty)
    }

    @Test("a private mail server is refused unless allowed")
    func privateServer() async {
        let route = Email.Route(host: "127.0.0.1", port: 9, from: "a@b.c", to: "d@e.f")
        let found = await Ending { () async throws(DeliveryError) in
            try await Email(route: route, password: nil, site: "s", style: .masked)
                .send(.sample, id: .sample)
        }
        #expect(found == .disabled)
    }

    @Test("a line that begins with a dot gets a second one")
    func dots() {
        let stuffed = SMTPTalk.stuffed(Array(".a\r\n..\r\nb.\r\n".utf8))
        #expect(String(decoding: stuffed, as: UTF8.self) == "..a\r\n...\r\nb.\r\n")
    }
}
