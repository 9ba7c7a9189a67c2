// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Why the daemon cannot start or go on: what was wrong, where, and what to do.
public enum DaemonError: Error, Equatable, CustomStringConvertible {
    /// A folder cannot be made or used.
    case folder(path: String, reason: String)
    /// A secret is missing or unreadable.
    case secret(name: String, reason: String)
    /// The broker program did not start or ended.
    case broker(reason: String)
    /// The site's folder has faults; each stands on its own line.
    case configuration([String])
    /// What site.yaml says to listen on cannot be had.
    case listen(key: String, address: String, reason: String)
    /// An option does not fit the site or another option.
    case usage(String)

    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .folder(let path, let reason):
            "\(path): cannot be used as data folder: \(reason)"
        case .secret(let name, let reason):
            "secret \(name): \(reason); put it into the data folder's secrets/\(name), mode 0600"
        case .broker(let reason):
            "broker: \(reason)"
        case .configuration(let faults):
            faults.joined(separator: "\n")
        case .listen(let key, let address, let reason):
            "site.yaml: \(key): \(address) \(reason)"
        case .usage(let text):
            text
        }
    }
}
