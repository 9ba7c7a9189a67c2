// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Why a folder is not taken over; nothing of it is used then.
public enum SiteFilesError: Error, Equatable, CustomStringConvertible {
    /// Every fault that was found, by file and line; never empty.
    case faulty([Fault])

    /// The faults, one a line.
    public var description: String {
        switch self {
        case .faulty(let faults): faults.map(\.description).joined(separator: "\n")
        }
    }

    /// The faults, by file and line.
    public var faults: [Fault] {
        switch self {
        case .faulty(let faults): faults
        }
    }
}
