// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What may be spoken, where, and how often (FEATURES C8).
public struct SpeechPolicy: Codable, Equatable, Sendable {
    /// Approved texts: nothing else is ever spoken.
    public var texts: [SpeechText]
    /// Zones and the local hours in which loudspeakers stay silent there.
    public var quietZones: [QuietZone]
    /// The same zones as they are drawn.
    public var areas: [Area]
    /// One text is not said again at a place within this.
    public var pause: TimeSpan
    /// What is spoken where nobody asks for a language.
    public var language: SpeechLanguage

    /// A policy from its parts.
    public init(
        texts: [SpeechText] = [],
        quietZones: [QuietZone] = [],
        areas: [Area] = [],
        pause: TimeSpan = .minutes(10),
        language: SpeechLanguage = .zh
    ) {
        self.texts = texts
        self.quietZones = quietZones
        self.areas = areas
        self.pause = pause
        self.language = language
    }

    /// The approved text of a name.
    public func text(_ id: String) -> SpeechText? { texts.first { $0.id == id } }
}
