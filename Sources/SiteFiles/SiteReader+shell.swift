// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel

extension SiteReader {
    func readBroker(_ section: Section) -> BrokerSettings? {
        switch (section.has("embedded"), section.has("external")) {
        case (true, false):
            return section.section("embedded", "broker.embedded").flatMap(readEmbedded)
        case (false, true):
            return section.section("external", "broker.external").flatMap(readExternal)
        case (true, true), (false, false):
            section.fault("", "must have either embedded or external")
            return nil
        }
    }

    private func readEmbedded(_ section: Section) -> BrokerSettings? {
        guard let listen = readAddress(section, "listen") else { return nil }
        let url = section.has("url") ? readBrokerURL(section) : nil
        guard section.has("tls") else {
            guard listen.isLoopback else {
                section.fault(
                    "listen",
                    "is \(listen), reached from outside: needs tls: {certificate: …, key_secret: …}"
                )
                return nil
            }
            return .embedded(BrokerSettings.Embedded(listen: listen))
        }
        guard listen.isLoopback || section.has("url") else {
            section.fault(
                "url",
                "is missing: where docks reach \(listen), such as mqtts://host:8883"
            )
            return nil
        }
        guard let tls = section.section("tls", "broker.tls"),
            let certificate = readPath(tls, "certificate"), let key = tls.secret("key_secret")
        else { return nil }
        var embedded = BrokerSettings.Embedded(
            listen: listen,
            certificate: certificate,
            keySecret: key
        )
        embedded.url = url
        return .embedded(embedded)
    }

    private func readBrokerURL(_ section: Section) -> String? {
        guard let text = section.text("url") else { return nil }
        let start = section.has("tls") ? "mqtts://" : "mqtt://"
        if text.hasPrefix(start), ListenAddress(String(text.dropFirst(start.count))) != nil {
            return text
        }
        section.fault("url", "is \(text), must be \(start)host:port")
        return nil
    }

    private func readExternal(_ section: Section) -> BrokerSettings? {
        let authority = section.has("ca") ? readPath(section, "ca") : nil
        guard let host = section.text("host"), let port = section.integer("port", in: 1...65_535),
            let user = section.text("user"), let secret = section.secret("secret"),
            let isEncrypted = section.truth("tls")
        else { return nil }
        let address = ListenAddress(host: host, port: port)
        guard isEncrypted || address.isLoopback else {
            section.fault("tls", "is false, allowed only for a broker on this machine")
            return nil
        }
        var external = BrokerSettings.External(
            address: address,
            user: user,
            secret: secret,
            isEncrypted: isEncrypted,
            authority: authority
        )
        external.certificate = section.has("certificate") ? readPath(section, "certificate") : nil
        external.keySecret = section.has("key_secret") ? section.secret("key_secret") : nil
        guard section.has("certificate") == section.has("key_secret") else {
            section.fault("certificate", "and key_secret belong together, one of them is missing")
            return nil
        }
        return .external(external)
    }

    private func readAddress(_ section: Section, _ key: String) -> ListenAddress? {
        guard let text = section.text(key) else { return nil }
        if let address = ListenAddress(text) { return address }
        section.fault(key, "is \(text), must be host:port such as 127.0.0.1:8470")
        return nil
    }

    func readPath(_ section: Section, _ key: String) -> String? {
        guard let path = section.text(key).map(beside) else { return nil }
        guard FileManager.default.fileExists(atPath: path) else {
            section.fault(key, "\(path) does not exist")
            return nil
        }
        return path
    }

    func readHTTP(_ section: Section) -> HTTPSettings? {
        let listen = readAddress(section, "listen")
        guard let docks = section.section("docks", "http.docks") else { return nil }
        let docksListen = readAddress(docks, "listen")
        guard let listen, let docksListen, let url = docks.text("url") else { return nil }
        guard isURL(url, docks, "url") else { return nil }
        guard listen.isLoopback else {
            section.fault(
                "listen",
                "is \(listen), reached from outside, where tokens would travel in clear: listen on "
                    + "127.0.0.1 behind a proxy that speaks https"
            )
            return nil
        }
        if listen == docksListen, listen.port != 0 {
            docks.fault("listen", "is \(listen) too, people and docks need different ports")
            return nil
        }
        var http = HTTPSettings(listen: listen, docksListen: docksListen, docksURL: url)
        if section.has("url"), let url = section.text("url"), isURL(url, section, "url") {
            http.peopleURL = url
        }
        return http
    }

    func readMedia(_ section: Section) -> MediaSettings? {
        let hosts = section.texts("hosts")
        for host in hosts where host.contains("/") || host.contains(":") {
            section.fault("hosts", "has \(host), must be names of hosts without https://")
        }
        guard let base = section.text("base") else { return nil }
        let isURL = base.contains("://")
        guard !isURL || base.hasPrefix("https://") else {
            section.fault("base", "is \(base), must be a folder or an https URL")
            return nil
        }
        guard base == "DATA/media", hosts.isEmpty else {
            let key = hosts.isEmpty ? "base" : "hosts"
            section.fault(key, "is not built yet, leave it out: pictures come by PUT /v1/media")
            return nil
        }
        return MediaSettings(
            base: base,
            hosts: hosts,
            objectStore: section.has("object_store")
                ? section.section("object_store", "media.object_store").flatMap(readObjectStore)
                : nil
        )
    }

    private func readObjectStore(_ section: Section) -> ObjectStoreSettings? {
        let provider = section.choice("provider", ObjectStoreSettings.Provider.self)
        let endpoint = section.text("endpoint")
            .flatMap { isURL($0, section, "endpoint") ? $0 : nil }
        let token = section.has("token_secret") ? section.secret("token_secret") : nil
        guard let provider, let endpoint, let bucket = section.text("bucket"),
            let region = section.text("region"), let prefix = section.text("prefix"),
            let keyID = section.text("key_id"), let keySecret = section.secret("key_secret")
        else { return nil }
        return ObjectStoreSettings(
            provider: provider,
            endpoint: endpoint,
            bucket: bucket,
            region: region,
            prefix: prefix,
            keyID: keyID,
            keySecret: keySecret,
            tokenSecret: token
        )
    }

    /// Whether a value is `http(s)://host…` without a slash at its end; else a fault.
    private func isURL(_ text: String, _ section: Section, _ key: String) -> Bool {
        if let parts = URLComponents(string: text), parts.host?.isEmpty == false,
            parts.scheme == "http" || parts.scheme == "https", !text.hasSuffix("/")
        {
            return true
        }
        section.fault(key, "is \(text), must be http(s)://host:port without a slash at its end")
        return false
    }

    func readDJI(_ section: Section) -> DJISettings? {
        let key = section.secret("key_secret")
        let license = section.secret("license_secret")
        let binding = section.secret("binding_secret")
        guard let appID = section.text("app_id"), let organization = section.text("organization"),
            let ntp = section.text("ntp"), let key, let license, let binding
        else { return nil }
        return DJISettings(
            appID: appID,
            keySecret: key,
            licenseSecret: license,
            organization: organization,
            bindingSecret: binding,
            ntp: ntp
        )
    }

    func readRetention(_ section: Section) -> RetentionSettings? {
        guard let journal = section.integer("journal_days", in: 1...3650),
            let audit = section.integer("audit_days", in: 1...3650),
            let settled = section.integer("settled_days", in: 1...3650),
            let quarantine = section.integer("quarantine_days", in: 1...3650),
            let noticed = section.integer("noticed_days", in: 1...3650),
            let closed = section.integer("closed_days", in: 1...3650),
            let media = section.integer("media_hours", in: 1...8760)
        else { return nil }
        guard audit >= journal else {
            section.fault("audit_days", "is \(audit), must be at least journal_days (\(journal))")
            return nil
        }
        guard noticed >= closed, audit >= noticed else {
            section.fault(
                "noticed_days",
                "is \(noticed), must be from closed_days (\(closed)) to audit_days (\(audit))"
            )
            return nil
        }
        return RetentionSettings(
            journalDays: journal,
            auditDays: audit,
            settledDays: settled,
            quarantineDays: quarantine,
            noticedDays: noticed,
            closedDays: closed,
            mediaHours: media
        )
    }

    /// Reads `speech.yaml`.
    func readSpeech() -> Listed<SpeechText> {
        guard let top = file("speech.yaml").top("speech.yaml") else { return Listed() }
        let sections = top.sections("texts", "speech")
        reportTwice(sections, "id")
        var listed = Listed<SpeechText>(names: [])
        for section in sections {
            let id: Name<AreaTag>? = section.name("id")
            listed.names?.append(id?.text ?? "")
            let zh = section.text("zh", limit: 300)
            let en = section.text("en", limit: 300)
            let volume = section.integer("volume_percent", in: 0...100)
            guard let id, let zh, let en, let volume else { continue }
            listed.values.append(
                SpeechText(id: id.text, text: Bilingual(en: en, zh: zh), volumePercent: volume)
            )
        }
        return listed
    }

    /// What may be spoken, where, and how often: one text is not said again at a place within `pause_s`.
    func speechPolicy(
        _ texts: [SpeechText],
        _ quiet: [QuietZone],
        _ areas: [Area]
    ) -> SpeechPolicy {
        let top = file("speech.yaml").top("speech.yaml")
        return SpeechPolicy(
            texts: texts,
            quietZones: quiet,
            areas: areas.filter { area in quiet.contains { $0.area == area.id } },
            pause: .seconds(top?.integer("pause_s", in: 0...86_400) ?? 600),
            language: top?.choice("language", SpeechLanguage.self) ?? .zh
        )
    }

    /// Says which entries have the same value under a key.
    func reportTwice(_ sections: [Section], _ key: String) {
        var seen: [(text: String, line: Int)] = []
        for section in sections {
            guard section.has(key), let text = section.value(key)?.text else { continue }
            if let first = seen.first(where: { $0.text == text }) {
                section.fault(key, "\(text) is given twice, first in line \(first.line)")
            }
            seen.append((text, section.line(of: key)))
        }
    }
}
