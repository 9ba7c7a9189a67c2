// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong in a site's folder: where it stands, what it is, and what is allowed.
public struct Fault: Codable, Hashable, Sendable {
    /// Path of the file, as reached from the folder that was given.
    public var file: String
    /// Line in the file, from 1; 0 when the fault is the file itself.
    public var line: Int
    /// The key with the keys above it, such as `docks[D03].radius_m`; empty: the file as a whole.
    public var field: String
    /// What is wrong and what is allowed; never the value of a secret.
    public var message: String

    /// A fault from its parts.
    public init(file: String, line: Int, field: String, message: String) {
        self.file = file
        self.line = line
        self.field = field
        self.message = message
    }
}

extension Fault: CustomStringConvertible {
    /// `file:line: field: what is wrong, what is allowed`.
    public var description: String {
        let place = line > 0 ? "\(file):\(line)" : file
        return field.isEmpty ? "\(place): \(message)" : "\(place): \(field): \(message)"
    }
}

extension Fault: Comparable {
    /// By file, then by line, then by field and text.
    public static func < (one: Fault, other: Fault) -> Bool {
        (one.file, one.line, one.field, one.message)
            < (other.file, other.line, other.field, other.message)
    }
}
