// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// An answer of a mail server: a code and its lines (RFC 5321 § 4.2).
struct SMTPReply: Equatable {
    /// Longest line that is read, most lines of one answer: beyond, it is no mail server.
    static let limits = (line: 4096, lines: 100)

    /// 2yz yes, 3yz go on, 4yz not now, 5yz no.
    var code: Int
    /// The words behind the code, a text a line.
    var lines: [String]

    /// What a no means (RECEIVERS § 8); `step` is the command's name.
    func refusal(of step: String) -> DeliveryError {
        let text = "the mail server answered \(code) to \(step)"
        return switch code {
        case 400..<500: .transient(text)
        case 530, 535, 534, 538: .disabled(text + ": user and password?")
        default: .permanent(text)
        }
    }

    /// Takes the first whole answer from the front of what was read; nil: it is not all there yet.
    ///
    /// - Throws: transient when it is not SMTP.
    static func take(from bytes: inout [UInt8]) throws(DeliveryError) -> SMTPReply? {
        var lines: [String] = []
        var start = 0
        while let end = bytes[start...].firstIndex(of: 0x0a) {
            var line = bytes[start..<end]
            if line.last == 0x0d { line = line.dropLast() }
            let text = String(decoding: line, as: UTF8.self)
            guard let code = Int(text.prefix(3)), (200..<600).contains(code),
                line.count <= limits.line, lines.count < limits.lines
            else { throw .transient("the mail server does not speak SMTP") }
            lines.append(String(text.dropFirst(4)))
            start = end + 1
            if text.utf8.count == 3 || text.utf8.dropFirst(3).first == 0x20 {
                bytes.removeFirst(start)
                return SMTPReply(code: code, lines: lines)
            }
        }
        guard bytes.count - start <= limits.line else {
            throw .transient("the mail server does not speak SMTP")
        }
        return nil
    }
}
