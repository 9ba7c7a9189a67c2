// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Reads mosquitto's log, line by line, for what an operator must hear of.
///
/// mosquitto 2.0.11 tells no client id with a refused login, later ones do; the peer's address is then
/// known only when no other connection is still waiting for its answer.
struct BrokerLog {
    /// What a line tells.
    enum News: Equatable {
        /// A login was refused; the client's id or its peer's address, nil: not told.
        case refusedLogin(String?)
        /// A client sent a packet over the bound, and was cut off.
        case oversized(String)
        /// It listens.
        case running
        /// Why the broker, or its start, failed.
        case failure(String)
    }

    /// Connections that wait for their answer at most; more make them unknown.
    private static let waitingLimit = 64
    private var waiting: [String] = []

    /// What a line tells; nil: nothing that matters.
    mutating func news(_ line: String) -> News? {
        let text = Self.withoutTime(line)
        if let peer = Self.word(text, after: "New connection from ") {
            if waiting.count == Self.waitingLimit { waiting.removeFirst() }
            waiting.append(peer)
            return nil
        }
        if let peer = Self.word(text, after: "New client connected from ") {
            waiting.removeAll { $0 == peer }
            return nil
        }
        if let client = Self.word(text, after: "Client ") {
            if text.contains("not authorised") { return refusal(of: client) }
            if text.contains("oversize packet") { return .oversized(Self.shown(client)) }
            // It left before it had logged in: which of them is not told.
            if client == "<unknown>" { waiting = [] }
            return nil
        }
        if let reason = Self.rest(text, after: "Error: ") { return .failure(Self.shown(reason)) }
        if text.hasPrefix("mosquitto version "), text.hasSuffix(" running") { return .running }
        return text.hasSuffix("mosquitto: not found") ? .failure("mosquitto: not found") : nil
    }

    private mutating func refusal(of client: String) -> News {
        defer { waiting = [] }
        if client != "<unknown>" { return .refusedLogin(Self.shown(client)) }
        guard waiting.count == 1, let peer = waiting.first, let colon = peer.lastIndex(of: ":")
        else { return .refusedLogin(nil) }
        return .refusedLogin("login from \(Self.shown(String(peer[..<colon])))")
    }

    /// `1795706158: text` without its time.
    private static func withoutTime(_ line: String) -> String {
        guard let colon = line.firstIndex(of: ":"), line[..<colon].allSatisfy(\.isNumber) else {
            return line
        }
        return String(line[line.index(after: colon)...].drop { $0 == " " })
    }

    private static func rest(_ text: String, after start: String) -> String? {
        text.hasPrefix(start) ? String(text.dropFirst(start.count)) : nil
    }

    private static func word(_ text: String, after start: String) -> String? {
        rest(text, after: start).map { String($0.prefix { $0 != " " }) }
    }

    /// A name a stranger chose: printable ASCII, at most 120 characters.
    private static func shown(_ name: String) -> String {
        String(name.prefix(120).map { " "..."~" ~= $0 ? $0 : "?" })
    }
}
