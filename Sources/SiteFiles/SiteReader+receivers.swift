// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import RoostModel

extension SiteReader {
    /// Reads `receivers.yaml`.
    func readReceivers() -> Listed<Receiver> {
        guard let top = file("receivers.yaml").top("receivers.yaml") else { return Listed() }
        let sections = top.sections("receivers", "receiver")
        reportTwice(sections, "id")
        var listed = Listed<Receiver>(names: [])
        for section in sections {
            let id: ReceiverID? = section.name("id")
            listed.names?.append(id?.text ?? "")
            guard let id, let receiver = readReceiver(section, id: id) else { continue }
            listed.values.append(receiver)
        }
        return listed
    }

    private func readReceiver(_ section: Section, id: ReceiverID) -> Receiver? {
        guard let word = section.text("kind") else { return nil }
        guard let kind = Receiver.Kind(rawValue: word) else {
            let built = Receiver.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            section.fault("kind", "\(word) is not built yet; built are \(built)")
            return nil
        }
        let allowsPrivate = section.truth("allow_private") ?? false
        let language = section.choice("language", Language.self)
        let plates = section.choice("plates", Receiver.Plates.self)
        var receiver = Receiver(
            id: id,
            kind: kind,
            language: language?.rawValue ?? "zh",
            plates: plates ?? .masked,
            allowsPrivateAddress: allowsPrivate
        )
        switch kind {
        case .webhook:
            for key in ["url", "secret"] where !section.has(key) {
                section.fault(key, "is missing: a webhook needs it")
            }
            receiver.secret = section.secret("secret")
            receiver.url = section.text("url", limit: 2000)
            if let url = receiver.url { check(url, section, allowsPrivate: allowsPrivate) }
        case .log:
            for key in ["url", "secret"] where section.has(key) {
                section.fault(key, "has no meaning for kind log")
            }
        }
        return receiver
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
