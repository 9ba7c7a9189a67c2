// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What of a site's folder the core does not need: listeners, broker, pictures, words to speak.
///
/// A change of it needs a restart, but for ``speech`` and ``quietZones``.
public struct ShellConfiguration: Codable, Equatable, Sendable {
    /// The MQTT broker.
    public var broker: BrokerSettings
    /// What roostd listens on.
    public var http: HTTPSettings
    /// Where pictures of the analysis are found.
    public var media: MediaSettings
    /// What docks ask for when they are bound.
    public var dji: DJISettings
    /// How long the store keeps things.
    public var retention: RetentionSettings
    /// Foreign frame formats by topic.
    public var adapters: [FrameAdapter]
    /// Approved loudspeaker texts.
    public var speech: [SpeechText]
    /// Where loudspeakers stay silent at times.
    public var quietZones: [QuietZone]

    /// Settings from their parts.
    public init(
        broker: BrokerSettings,
        http: HTTPSettings,
        media: MediaSettings,
        dji: DJISettings,
        retention: RetentionSettings,
        adapters: [FrameAdapter] = [],
        speech: [SpeechText] = [],
        quietZones: [QuietZone] = []
    ) {
        self.broker = broker
        self.http = http
        self.media = media
        self.dji = dji
        self.retention = retention
        self.adapters = adapters
        self.speech = speech
        self.quietZones = quietZones
    }
}
