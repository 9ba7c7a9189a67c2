// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A message that is refused as a whole (HTTP 413, FRAMES § 3).
public enum FrameError: Error, Equatable, Sendable, CustomStringConvertible {
    /// More bytes than the limit.
    case tooLarge(limit: Int)
    /// More frames in a batch than the limit.
    case tooManyFrames(limit: Int)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .tooLarge(let limit): "the message is longer than \(limit) bytes; send less at once"
        case .tooManyFrames(let limit): "more than \(limit) frames in a batch; send less at once"
        }
    }
}
