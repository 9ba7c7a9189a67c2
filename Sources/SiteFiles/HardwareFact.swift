// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One number of a model's file in `hardware/`, with where it comes from.
public struct HardwareFact: Codable, Equatable, Sendable {
    /// How far a number may be trusted (`hardware/README`).
    public enum Quality: String, Codable, CaseIterable, Sendable {
        /// Read on the vendor's own page.
        case primary
        /// The vendor's page as quoted by others.
        case quoted
        /// Someone else's text.
        case thirdParty = "third-party"
        /// Computed by us from such numbers, on the safe side.
        case derived
        /// Our own choice, with the reason in the note.
        case chosen
        /// No source found.
        case unknown
    }

    /// The limit's key, as in `docks.yaml`.
    public var key: String
    /// The number; nil: no source, must be set in `docks.yaml`.
    public var value: Double?
    /// How far it may be trusted.
    public var quality: Quality
    /// Where it was read.
    public var source: String?
    /// Conflicts and conditions.
    public var note: String?
}
