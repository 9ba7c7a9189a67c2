// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A language in which texts are spoken.
public enum SpeechLanguage: String, Codable, CaseIterable, Sendable {
    /// Chinese.
    case zh
    /// English.
    case en
}

extension SpeechText {
    /// What is spoken in a language.
    public func spoken(in language: SpeechLanguage) -> String {
        switch language {
        case .zh: text.zh
        case .en: text.en
        }
    }
}
