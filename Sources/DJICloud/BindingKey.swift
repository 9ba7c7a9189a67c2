// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a technician must have typed for a device to be bound: organisation and code (PROTOCOL § 6).
///
/// Compared here, so that the code itself goes no further: not into the journal, not into a log.
public struct BindingKey: Sendable {
    private let organization: String
    private let code: String

    /// The key of an organisation; `code` is its binding code.
    public init(organization: String, code: String) {
        self.organization = organization
        self.code = code
    }

    func isRight(organization: String, code: String) -> Bool {
        self.organization == organization && self.code == code
    }
}
