// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Why the loop did not take something.
public enum EngineError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The mailbox is full; a dock's word and a recall are taken all the same.
    case busy
    /// The loop has stopped, or is about to.
    case stopped
    /// Applying it ended the process, among others and alone: it is not tried again (PIPELINE 1.3).
    case poison
    /// The commit failed; nothing of it happened, unless the error is ``StoreError/inDoubt``.
    case store(StoreError)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .busy: "too much is waiting; try again in 2 s"
        case .stopped: "the controller is stopping; try again after its start"
        case .poison: "it ended the controller twice; it is not tried again"
        case .store(let error): error.description
        }
    }
}
