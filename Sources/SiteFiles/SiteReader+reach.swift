// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

extension SiteReader {
    /// Warns of what the docks of a real site cannot reach: a loopback address, or a port that is another
    /// after each start.
    func warnUnreachable(_ top: Section, _ broker: BrokerSettings?, _ http: HTTPSettings?) {
        if case .embedded(let embedded)? = broker { warnBroker(top, embedded) }
        guard let http else { return }
        let path = "http.docks"
        let line = top.line(of: ["http", "docks", "url"])
        if let host = URLComponents(string: http.docksURL)?.host,
            ListenAddress(host: host.trimmingBrackets, port: 1).isLoopback
        {
            top.file.warn(
                line,
                "\(path).url",
                "is \(http.docksURL), which docks on the network cannot reach: no wayline would come; "
                    + "write this machine's address as docks see it"
            )
        }
        if http.docksListen.port == 0 {
            top.file.warn(
                top.line(of: ["http", "docks", "listen"]),
                "\(path).listen",
                "is \(http.docksListen): port 0 is another after each start, and url cannot name it"
            )
        }
    }

    private func warnBroker(_ top: Section, _ broker: BrokerSettings.Embedded) {
        let field = "broker.embedded.listen"
        let line = top.line(of: ["broker", "embedded", "listen"])
        if broker.listen.isLoopback, broker.url == nil {
            top.file.warn(
                line,
                field,
                "is \(broker.listen), which docks on the network cannot reach: listen on 0.0.0.0:8883 "
                    + "with url and tls"
            )
        } else if broker.listen.port == 0 {
            top.file.warn(
                line,
                field,
                "is \(broker.listen): port 0 is another after each start, and docks keep the first"
            )
        }
    }
}

extension Section {
    /// The line of a key under keys; of the nearest above it when it is not written.
    func line(of keys: [String]) -> Int {
        var found = line
        var level = self
        for (index, key) in keys.enumerated() {
            guard level.has(key) else { return found }
            found = level.line(of: key)
            guard index < keys.count - 1, let node = level.entry(key),
                let next = Section(node, path: "", kind: "", file: file)
            else { return found }
            level = next
        }
        return found
    }
}

extension String {
    /// Without the brackets of an IPv6 address.
    fileprivate var trimmingBrackets: String {
        hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self
    }
}
