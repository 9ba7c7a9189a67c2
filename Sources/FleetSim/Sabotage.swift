// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A mistake of the shell around the engine; tests show that a checker sees each.
public enum Sabotage: String, CaseIterable, Sendable {
    /// A launch whose outcome is unknown is sent again.
    case resendsLaunch = "resends-launch"
    /// A batch of messages is acknowledged before its commit.
    case acknowledgesEarly = "acknowledges-early"
    /// A dock that is put on hold is told to take off.
    case ignoresHold = "ignores-hold"
    /// An answer whose turn failed to commit is forgotten, so that its effect never ends.
    case forgetsReplies = "forgets-replies"
}
