// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostAPI
import RoostModel
import Synchronization

/// What devices say beyond the documents, by dock and firmware, since the process began.
///
/// Each kind of message of a device is looked at once a minute: a survey of every member costs more than
/// reading the message, and what firmware adds it adds to each. A class because the reader of docks' words
/// fills it and the HTTP server shows it.
final class DriftBook: Sendable {
    /// Distinct findings that are kept.
    private static let limit = 2000
    private static let period = TimeSpan.seconds(60)

    private struct Key: Hashable {
        var dock: DockID
        var firmware: String
        var kind: String
        var what: String
    }

    private struct Book {
        var firmware: [String: String] = [:]
        var lookedAt: [String: Timestamp] = [:]
        var counts: [Key: Int] = [:]
    }

    private let book = Mutex(Book())

    /// Looks at a message, if its kind was not looked at lately; whether it did.
    @discardableResult
    func note(_ decoded: Decoded, of dock: DockID, at now: Timestamp) -> Bool {
        let serial = decoded.topic.serial
        let word = "\(decoded.topic.kind.rawValue) \(decoded.method ?? "")"
        let isDue = book.withLock { book in
            let key = "\(serial) \(word) \(decoded.shape)"
            guard book.lookedAt[key].map({ now - $0 >= Self.period || now < $0 }) ?? true,
                book.lookedAt.count < Self.limit || book.lookedAt[key] != nil
            else { return false }
            book.lookedAt[key] = now
            return true
        }
        guard isDue else { return false }
        let message = decoded.message
        let survey = MemberSurvey(
            message: message,
            kind: decoded.topic.kind,
            method: decoded.method
        )
        var findings: [(String, String)] = []
        if survey.unknownMethod != nil { findings.append(("method", word)) }
        findings += survey.unknownMembers().map { ("member", "\(word) \($0)") }
        findings += survey.unknownValues().map { ("value", "\(word) \($0)") }
        let firmware = message.data?["firmware_version"]?.lenientString
        book.withLock { book in
            if let firmware { book.firmware[serial] = String(firmware.prefix(64)) }
            let version = book.firmware[serial] ?? ""
            for (kind, what) in findings {
                let what = String(what.prefix(200))
                let key = Key(dock: dock, firmware: version, kind: kind, what: what)
                guard book.counts[key] != nil || book.counts.count < Self.limit else { continue }
                book.counts[key, default: 0] += 1
            }
        }
        return true
    }

    /// Everything found, by dock and kind.
    var all: [DriftResource] {
        book.withLock { book in
            book.counts.map { key, count in
                DriftResource(
                    dock: key.dock.text,
                    firmware: key.firmware,
                    kind: key.kind,
                    what: key.what,
                    count: count
                )
            }
        }.sorted { one, other in
            (one.dock, one.kind, one.what, one.firmware)
                < (other.dock, other.kind, other.what, other.firmware)
        }
    }
}
