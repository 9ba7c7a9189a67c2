// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import RoostModel

extension SiteReader {
    /// Reads `receivers.yaml`: who is told, how notices wait for each other, who is told when nobody
    /// acknowledges.
    func readReceivers() -> (
        listed: Listed<Receiver>, grouping: Grouping, escalation: Escalation?
    ) {
        guard let top = file("receivers.yaml").top("receivers.yaml") else {
            return (Listed(), .standard, nil)
        }
        let sections = top.sections("receivers", "receiver")
        reportTwice(sections, "id")
        var listed = Listed<Receiver>(names: [])
        for section in sections {
            let id: ReceiverID? = section.name("id")
            listed.names?.append(id?.text ?? "")
            guard let id, let receiver = readReceiver(section, id: id) else { continue }
            listed.values.append(receiver)
        }
        let escalation = top.section("escalation", "escalation")
            .flatMap { readEscalation($0, known: listed.names ?? []) }
        return (listed, readGrouping(top), escalation)
    }

    private func readReceiver(_ section: Section, id: ReceiverID) -> Receiver? {
        guard let word = section.text("kind") else { return nil }
        guard let kind = Receiver.Kind(rawValue: word) else {
            let built = Receiver.Kind.allCases.map(\.rawValue)
            let hint = EditDistance.nearest(to: word, among: built).map { "; did you mean \($0)?" }
            section.fault(
                "kind",
                "is \(word), must be one of \(built.joined(separator: ", "))" + (hint ?? "")
            )
            return nil
        }
        let isPrivate = section.truth("allow_private") ?? false
        var receiver = Receiver(
            id: id,
            kind: kind,
            language: section.choice("language", Language.self)?.rawValue ?? "zh",
            plates: section.choice("plates", Receiver.Plates.self) ?? .masked,
            allowsPrivateAddress: isPrivate
        )
        checkKeys(of: kind, section)
        receiver.onUnknown = section.choice("on_unknown", Receiver.OnUnknown.self) ?? .ask
        receiver.secret = section.has("secret") ? section.secret("secret") : nil
        receiver.url = section.has("url") ? section.text("url", limit: 2000) : nil
        receiver.pace = readPace(section)
        receiver.keyword = section.has("keyword") ? section.text("keyword", limit: 60) : nil
        receiver.mentions = section.texts("mentions")
        receiver.topic = section.has("topic") ? readTopic(section) : nil
        receiver.mute = readMute(section)
        receiver.template =
            section.has("template") ? section.lines("template", limit: 4000) : nil
        if let url = receiver.url { check(url, section, allowsPrivate: isPrivate) }
        if kind == .email { receiver.mail = readMail(section) }
        return receiver
    }

    /// The keys that a kind must have, and the keys that have a meaning for it beside those of all kinds.
    private func keys(of kind: Receiver.Kind) -> (needed: [String], allowed: [String]) {
        switch kind {
        case .webhook: (["url", "secret"], ["allow_private"])
        case .wecom: (["secret"], ["url", "mentions", "on_unknown", "template", "allow_private"])
        case .dingtalk, .feishu:
            (["secret"], ["url", "keyword", "on_unknown", "template", "allow_private"])
        case .slack: (["secret"], ["url", "on_unknown", "template", "allow_private"])
        case .ntfy:
            (["url", "topic"], ["secret", "on_unknown", "template", "allow_private"])
        case .email:
            (["server", "from", "to"], ["user", "secret", "ca", "template", "allow_private"])
        case .mqtt, .log: ([], [])
        }
    }

    private func checkKeys(of kind: Receiver.Kind, _ section: Section) {
        let (needed, allowed) = keys(of: kind)
        for key in needed where !section.has(key) {
            section.fault(key, "is missing: kind \(kind.rawValue) needs it")
        }
        let common = ["id", "kind", "language", "plates", "burst", "per_minute", "mute"]
        let known = needed + allowed + common
        for key in KeyTable.sections["receiver"]?.map(\.key) ?? []
        where section.has(key) && !known.contains(key) {
            section.fault(key, "has no meaning for kind \(kind.rawValue)")
        }
        if kind == .email, section.has("user") != section.has("secret") {
            section.fault("user", "and secret belong together, one of them is missing")
        }
    }

    private func readPace(_ section: Section) -> Receiver.Pace? {
        guard section.has("burst") == section.has("per_minute") else {
            section.fault("burst", "and per_minute belong together, one of them is missing")
            return nil
        }
        guard section.has("burst"), let burst = section.integer("burst", in: 1...100_000),
            let minute = section.integer("per_minute", in: 1...6_000_000)
        else { return nil }
        return Receiver.Pace(burst: burst, perMinute: minute)
    }

    /// ntfy: letters, digits, `-` and `_`, at most 64.
    private func readTopic(_ section: Section) -> String? {
        guard let topic = section.text("topic") else { return nil }
        let isSound =
            topic.count <= 64
            && topic.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0)
                    || (0x61...0x7a).contains($0) || $0 == 0x2d || $0 == 0x5f
            }
        if !isSound { section.fault("topic", "must be letters, digits, - and _, at most 64") }
        return isSound ? topic : nil
    }

    private func readMail(_ section: Section) -> Receiver.Mail? {
        guard let server = section.text("server"), let from = readMailbox(section, "from"),
            let to = readMailbox(section, "to")
        else { return nil }
        guard let address = ListenAddress(server), address.port > 0 else {
            section.fault("server", "is \(server), must be host:port such as smtp.example:587")
            return nil
        }
        var mail = Receiver.Mail(host: address.host, port: address.port, from: from, to: to)
        mail.user = section.has("user") ? section.text("user") : nil
        mail.authority = section.has("ca") ? readPath(section, "ca") : nil
        return mail
    }

    /// An address of mail: printable ASCII around one `@`, so that none becomes another header.
    private func readMailbox(_ section: Section, _ key: String) -> String? {
        guard let text = section.text(key) else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isSound =
            parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && text.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != 0x3c && $0 != 0x3e }
        if !isSound { section.fault(key, "is \(text), must be a mail address such as a@b.example") }
        return isSound ? text : nil
    }

    private enum Language: String, CaseIterable {
        case zh, en
    }

    /// PIPELINE § 8: TLS, and no private address unless the receiver says so.
    private func check(_ url: String, _ section: Section, allowsPrivate: Bool) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            parts.scheme == "https" || parts.scheme == "http"
        else {
            section.fault("url", "must be https://host/path")
            return
        }
        guard parts.user == nil, parts.password == nil else {
            section.fault("url", "must not hold a user or password; use secret")
            return
        }
        if allowsPrivate { return }
        if parts.scheme == "http" {
            section.fault("url", "must be https; http only with allow_private: true")
        } else if Self.isPrivate(host) {
            section.fault("url", "has a private address, allowed only with allow_private: true")
        }
    }

    private static func isPrivate(_ host: String) -> Bool {
        let numbers = host.split(separator: ".").compactMap { Int($0) }
        guard numbers.count == 4 else {
            return host == "localhost" || host.hasPrefix("[") || host.hasSuffix(".local")
        }
        switch (numbers[0], numbers[1]) {
        case (10, _), (127, _), (0, _), (192, 168), (169, 254), (172, 16...31): return true
        default: return false
        }
    }
}
