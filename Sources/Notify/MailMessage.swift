// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel

/// A mail in the form of RFC 5322: headers in ASCII, text and HTML in base64 (RECEIVERS § 8).
struct MailMessage {
    /// The sender's address, for the envelope.
    let from: String
    /// The reader's address, for the envelope.
    let to: String
    /// Lines ended by CR LF, at most 998 octets each.
    let bytes: [UInt8]

    /// - Throws: permanent when an address holds what would become another header.
    init(
        _ notice: Notice,
        parts: (text: NoticeMessage, html: NoticeMessage),
        id: DeliveryID? = nil,
        from: String,
        to: String,
        site: String
    ) throws(DeliveryError) {
        for address in [from, to] where !Self.isAddress(address) {
            throw .permanent("an address of the mail is not one")
        }
        self.from = from
        self.to = to
        let name = "ntc_\(notice.wire)"
        let own = "\(name)_r\(notice.revision)\(id?.mark ?? "")"
        var headers = [
            "From: <\(from)>", "To: <\(to)>", "Subject: \(Self.encoded(parts.text.title))",
            "Date: \(Self.date(notice.issuedAt))",
            "Message-ID: <\(own)@\(site)>",
        ]
        if notice.revision > 1 || id?.isAgain == true {
            headers.append("In-Reply-To: <\(name)_r1@\(site)>")
            headers.append("References: <\(name)_r1@\(site)>")
        }
        let border = "=_\(notice.wire)"
        headers += [
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;\r\n boundary=\"\(border)\"",
        ]
        let lines =
            headers + [""]
            + Self.part("text/plain", Self.plain(parts.text), border)
            + Self.part("text/html", Self.html(parts.html), border) + ["--\(border)--", ""]
        bytes = Array(lines.joined(separator: "\r\n").utf8)
    }

    /// Whether a text is an address of ours: printable ASCII around one `@`, no space, no bracket.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
            && text.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != 0x3c && $0 != 0x3e }
    }

    /// A header's text as encoded words of UTF-8 (RFC 2047), each at most 75 octets.
    static func encoded(_ text: String) -> String {
        var words: [String] = []
        var word = ""
        for character in text {
            if word.utf8.count + character.utf8.count > 42 {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        words.append(word)
        return words.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }
            .joined(separator: "\r\n ")
    }

    private static func plain(_ message: NoticeMessage) -> String {
        (message.lines + [message.link.map { "\(message.linkText): \($0)" }].compactMap(\.self))
            .joined(separator: "\r\n") + "\r\n"
    }

    private static func html(_ message: NoticeMessage) -> String {
        let link = message.link.map { link in
            "<p><a href=\"\(Markup.html.escaped(link))\">\(message.linkText)</a></p>"
        }
        let lines = message.lines.map { "<p>\($0)</p>" } + [link].compactMap(\.self)
        return "<!DOCTYPE html><html><body><h3>\(message.title)</h3>"
            + lines.joined(separator: "\r\n") + "</body></html>\r\n"
    }

    private static func part(_ type: String, _ text: String, _ border: String) -> [String] {
        let body = Data(text.utf8).base64EncodedString()
        var lines: [String] = []
        var rest = body[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(76)))
            rest = rest.dropFirst(76)
        }
        return [
            "--\(border)", "Content-Type: \(type); charset=utf-8",
            "Content-Transfer-Encoding: base64", "",
        ] + lines
    }

    private static func date(_ instant: Timestamp) -> String {
        let writer = DateFormatter()
        writer.locale = Locale(identifier: "en_US_POSIX")
        writer.timeZone = TimeZone(identifier: "UTC")
        writer.dateFormat = "EEE, dd MMM yyyy HH:mm:ss +0000"
        return writer.string(from: Date(timeIntervalSince1970: instant.secondsSinceEpoch))
    }
}

extension Timestamp {
    fileprivate var secondsSinceEpoch: Double { Double(milliseconds) / 1000 }
}
