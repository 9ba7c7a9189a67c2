// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a person may ask of the payload of an aircraft in the air (FEATURES C7, C8).
public enum PayloadRequest: Codable, Equatable, Sendable {
    /// Turn the camera to a place on the ground.
    case look(Coordinate, GridPoint)
    /// Zoom by a factor, 2 to 200 (PROTOCOL § 14).
    case zoom(Double)
    /// Take a picture.
    case photo
    /// Say an approved text, by its name; nil: in the site's language.
    case say(text: String, language: SpeechLanguage? = nil)

    /// What it is, for people.
    public var text: Bilingual {
        switch self {
        case .look(let place, _):
            Bilingual(en: "look at \(place.rounded)", zh: "对准 \(place.rounded)")
        case .zoom(let factor): Bilingual(en: "zoom \(factor)x", zh: "变焦 \(factor) 倍")
        case .photo: Bilingual(en: "photo", zh: "拍照")
        case .say(let text, _): Bilingual(en: "say \(text)", zh: "喊话 \(text)")
        }
    }
}

/// What an engineer may ask of a dock (FEATURES A6, A7).
public enum MaintenanceRequest: Codable, Equatable, Sendable {
    /// Lock a dock for work at it, until an instant.
    case lock(reason: String, until: Timestamp)
    /// End the lock.
    case unlock
    /// Do a job; `isConfirmed`: the person vouches that the aircraft is out of the cover's way.
    case job(MaintenanceJob, isConfirmed: Bool)
}
