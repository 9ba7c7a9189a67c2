// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One interlock's answer, with the value that it was given from and that value's age.
public struct InterlockReading: Codable, Equatable, Sendable {
    /// The answer; anything but yes holds the aircraft.
    public enum Answer: String, Codable, CaseIterable, Sendable {
        /// Closed.
        case yes
        /// Open.
        case no
        /// Open: the reading is missing, or too old.
        case unknown
    }

    /// Which interlock.
    public var interlock: Interlock
    /// Its answer.
    public var answer: Answer
    /// The value and its limit, for people.
    public var value: Bilingual
    /// Age of the oldest reading that was used; nil: none was needed, or none was there.
    public var age: TimeSpan?

    /// Whether it holds the aircraft.
    public var isOpen: Bool { answer != .yes }

    /// What and why, for people.
    public var text: Bilingual {
        Bilingual(
            en: "\(interlock.text.en): \(value.en)",
            zh: "\(interlock.text.zh)：\(value.zh)"
        )
    }

    /// Name, value and age, for the record and who reads it back.
    var note: Bilingual {
        let old = age.map { Bilingual(en: " (\($0) old)", zh: "（\($0) 前）") }
        return Bilingual(
            en: "\(interlock.text.en) = \(value.en)\(old?.en ?? "")",
            zh: "\(interlock.text.zh) = \(value.zh)\(old?.zh ?? "")"
        )
    }
}
