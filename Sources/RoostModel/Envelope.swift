// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a dock model can stand: limits as data from `hardware/docks/*.json`; nil: no source, must be set.
public struct DockEnvelope: Codable, Equatable, Sendable {
    /// The catalogue's word: `dock-3`.
    public var model: String
    /// For people: `DJI Dock 3`.
    public var name: String
    /// The vendor's model key, such as `3-3-0`.
    public var modelKey: String
    /// Strongest wind at the dock for take-off and landing.
    public var windLimit: MetresPerSecond?
    /// Heaviest rain step allowed: 0 none, 1 light, 2 moderate, 3 heavy, as docks report it.
    public var rainStepLimit: Int
    /// Environment temperature for flight.
    public var temperature: ClosedRange<Celsius>?
    /// Charging speed, permille of a full battery a minute.
    public var chargePermillePerMinute: Int?
    /// Charging ends here, permille.
    public var chargeToPermille: Int?
    /// Whether the dock relays speech through the services topic (true) or needs the remote-control link.
    public var speaksOverServices: Bool
    /// Whether a start that is stuck before its take-off can be broken off (`flight_setup_abort`).
    public var abortsSetup: Bool
    /// Whether it takes how to come home with a flight (`rth_mode`) and the members that came with it.
    public var takesReturnMode: Bool
    /// Maintenance jobs that it has and not every model has, by their methods' names.
    public var jobs: [String]
    /// How far another dock may be for a flight from the one to the other; nil: the model has no such
    /// flights, or no source says so.
    public var relayReach: Metres?

    /// An envelope from its parts.
    public init(
        model: String,
        name: String,
        modelKey: String,
        windLimit: MetresPerSecond?,
        rainStepLimit: Int = 0,
        temperature: ClosedRange<Celsius>?,
        chargePermillePerMinute: Int?,
        chargeToPermille: Int?,
        speaksOverServices: Bool = true,
        abortsSetup: Bool = false,
        takesReturnMode: Bool = true,
        jobs: [String] = []
    ) {
        self.model = model
        self.name = name
        self.modelKey = modelKey
        self.windLimit = windLimit
        self.rainStepLimit = rainStepLimit
        self.temperature = temperature
        self.chargePermillePerMinute = chargePermillePerMinute
        self.chargeToPermille = chargeToPermille
        self.speaksOverServices = speaksOverServices
        self.abortsSetup = abortsSetup
        self.takesReturnMode = takesReturnMode
        self.jobs = jobs
    }
}

/// What an aircraft model can do: limits as data from `hardware/aircraft/*.json`.
public struct AircraftEnvelope: Codable, Equatable, Sendable {
    /// The catalogue's word: `m4td`.
    public var model: String
    /// For people: `Matrice 4TD`.
    public var name: String
    /// The vendor's model key, such as `0-100-1`.
    public var modelKey: String
    /// Seconds from full to empty that plans count with, derated from the published figure.
    public var enduranceSeconds: Int?
    /// Fastest speed a wayline may ask for.
    public var speedLimit: MetresPerSecond?
    /// Cameras, the patrol camera first.
    public var cameras: [CameraModel]

    /// An envelope from its parts.
    public init(
        model: String,
        name: String,
        modelKey: String,
        enduranceSeconds: Int?,
        speedLimit: MetresPerSecond?,
        cameras: [CameraModel]
    ) {
        self.model = model
        self.name = name
        self.modelKey = modelKey
        self.enduranceSeconds = enduranceSeconds
        self.speedLimit = speedLimit
        self.cameras = cameras
    }
}

/// One lens of an aircraft's payload.
public struct CameraModel: Codable, Equatable, Sendable {
    /// `wide`, `zoom`, `ir` or `visible`.
    public var lens: String
    /// The vendor's payload index, such as `99-0-0`.
    public var payloadIndex: String
    /// Horizontal field of view unzoomed; nil: no source, must be configured.
    public var horizontalView: Degrees?
    /// Vertical field of view unzoomed; nil: from the picture's shape.
    public var verticalView: Degrees?
    /// Picture width in pixels.
    public var widthPixels: Int?
    /// Picture height in pixels.
    public var heightPixels: Int?
    /// Zoom factor at which the field of view stands, as the aircraft counts it; nil: it does not zoom.
    public var zoomFactor: Double?
    /// Zoom factor up to which optics, not arithmetic, make the picture larger.
    public var largestZoomFactor: Double?

    /// A lens from its parts.
    public init(
        lens: String,
        payloadIndex: String,
        horizontalView: Degrees?,
        verticalView: Degrees?,
        widthPixels: Int?,
        heightPixels: Int?,
        zoomFactor: Double? = nil,
        largestZoomFactor: Double? = nil
    ) {
        self.lens = lens
        self.payloadIndex = payloadIndex
        self.horizontalView = horizontalView
        self.verticalView = verticalView
        self.widthPixels = widthPixels
        self.heightPixels = heightPixels
        self.zoomFactor = zoomFactor
        self.largestZoomFactor = largestZoomFactor
    }
}
