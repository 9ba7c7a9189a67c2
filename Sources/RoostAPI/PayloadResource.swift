// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What is asked of the payload of an aircraft in the air: exactly one of these.
public struct PayloadOrder: Codable, Equatable, Sendable {
    /// Turn the camera to this place on the ground.
    public var lookAt: PlaceResource?
    /// Zoom by this factor, 2 to 200.
    public var zoom: Double?
    /// Take a picture.
    public var photo: Bool?
    /// Say the approved text of this name.
    public var say: String?
    /// `zh` or `en`, with say; nil: the site's own.
    public var language: String?

    /// An order from its parts.
    public init(
        lookAt: PlaceResource? = nil,
        zoom: Double? = nil,
        photo: Bool? = nil,
        say: String? = nil
    ) {
        self.lookAt = lookAt
        self.zoom = zoom
        self.photo = photo
        self.say = say
    }
}

/// What is asked of a dock that is worked at: exactly one of these.
public struct MaintenanceOrder: Codable, Equatable, Sendable {
    /// Lock it, for this reason.
    public var lock: String?
    /// With lock: until when, RFC 3339; this or ``forS``.
    public var until: String?
    /// With lock: how many seconds from now.
    public var forS: Int?
    /// End the lock.
    public var unlock: Bool?
    /// Do the job of this name, such as `cover_open`.
    public var job: String?
    /// With job: its number, where it takes one.
    public var action: Int?
    /// With job: the person vouches for what the job asks.
    public var isConfirmed: Bool?

    /// An order of nothing.
    public init() {}
}

/// One step between a dock's login and its flights, as it was probed.
public struct ProbeResource: Codable, Equatable, Sendable {
    /// Stable word, `broker`.
    public var name: String
    /// `ok`, `failed` or `untested`.
    public var result: String
    /// What was seen.
    public var text: TextResource
    /// What to do when it failed.
    public var advice: TextResource?

    /// A probe from its parts.
    public init(name: String, result: String, text: TextResource, advice: TextResource? = nil) {
        self.name = name
        self.result = result
        self.text = text
        self.advice = advice
    }
}

/// Something a device said that no document has.
public struct DriftResource: Codable, Equatable, Sendable {
    /// The dock.
    public var dock: String
    /// Firmware of the device that said it, as it named it; empty: it did not.
    public var firmware: String
    /// `member`, `value` or `method`.
    public var kind: String
    /// Topic, method and path.
    public var what: String
    /// How often it was seen among the messages that were looked at.
    public var count: Int

    /// A finding from its parts.
    public init(dock: String, firmware: String, kind: String, what: String, count: Int) {
        self.dock = dock
        self.firmware = firmware
        self.kind = kind
        self.what = what
        self.count = count
    }
}
