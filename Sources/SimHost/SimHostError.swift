// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Why simulated docks or the receiver do not run.
public enum SimHostError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An option or its value cannot be used.
    case option(name: String, value: String, allowed: String)
    /// The site's folder is faulty; every fault on a line.
    case site(String)
    /// The site does not say `simulated: true`.
    case notSimulated(site: String)
    /// No broker's address came in time.
    case noBroker(path: String)
    /// Something cannot listen, connect or start.
    case unavailable(String)
    /// A file cannot be read or written.
    case file(path: String, reason: String)

    /// What, where, and what to do.
    public var description: String {
        switch self {
        case .option(let name, let value, let allowed):
            "\(name) is \(value), must be \(allowed); nothing was started"
        case .site(let faults): faults
        case .notSimulated(let site):
            "site \(site) does not say `simulated: true`; simulated docks never join a real site"
        case .noBroker(let path):
            "\(path) did not appear; start `roostd run` with the same --data first"
        case .unavailable(let reason): reason
        case .file(let path, let reason): "\(path): \(reason)"
        }
    }
}
