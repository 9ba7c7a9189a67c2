// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A fault of a simulation that nobody knows, or that is not said in full.
public struct FaultError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Where it was said.
    public var field: String
    /// What was said.
    public var value: String
    /// What may be said there.
    public var allowed: String

    /// A fault that is refused.
    public init(field: String, value: String, allowed: String) {
        self.field = field
        self.value = value
        self.allowed = allowed
    }

    /// What, and what to do.
    public var description: String { "\(field) is \(value), must be \(allowed)" }
}
