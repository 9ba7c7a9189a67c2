// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// An approved loudspeaker text.
public struct SpeechText: Codable, Equatable, Sendable {
    /// The word that rules name.
    public var id: String
    /// What is said.
    public var text: Bilingual
    /// Volume of the loudspeaker, 0 to 100.
    public var volumePercent: Int

    /// A text from its parts.
    public init(id: String, text: Bilingual, volumePercent: Int) {
        self.id = id
        self.text = text
        self.volumePercent = volumePercent
    }
}
