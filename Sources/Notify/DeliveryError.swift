// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Why an attempt failed; never with a secret, a plate or the receiver's answer in it.
public enum DeliveryError: Error, Equatable, CustomStringConvertible {
    /// Try again later; not before `after` when the receiver said so, and at most `tries` times in all.
    case transient(String, after: TimeSpan? = nil, tries: Int? = nil)
    /// Never again: this notice will not be taken.
    case permanent(String)
    /// The receiver is gone or not set up: it takes no notice until a person looks at it.
    case disabled(String)
    /// The body left and no answer came: the receiver may have it.
    case unknown(String)

    /// Whether another try may succeed without a person.
    public var isTransient: Bool {
        switch self {
        case .transient: true
        case .permanent, .disabled, .unknown: false
        }
    }

    /// What was wrong.
    public var description: String {
        switch self {
        case .transient(let text, _, _), .permanent(let text), .disabled(let text),
            .unknown(let text):
            text
        }
    }
}
