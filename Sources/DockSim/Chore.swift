// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a dock does by itself.
enum Chore: Equatable, Sendable {
    /// Publish one of the partial telemetry messages.
    case telemetry(Telemetry)
    /// Publish the health list.
    case health
    /// Send again what was not answered.
    case resend(tid: String)
    /// Publish a message that was made earlier.
    case publish(topic: String, payload: [UInt8], qos: Int)
    /// Move the aircraft and the battery on.
    case step
    /// Publish how the flight goes.
    case progress
    /// Launch, answered or not.
    case launch(flight: String)
    /// The cover has moved.
    case coverMoved(to: Int)
    /// The cover did not open.
    case coverFailed(flight: String)
    /// A start waits for its home point so many minutes.
    case startWaits(flight: String, minutes: Int)
    /// The flight is over, the dock takes up its rest.
    case recovered
    /// The aircraft is switched off.
    case powerOff
    /// Say that a picture is in the store.
    case upload
    /// A maintenance job goes on.
    case job(method: String, bid: String, percent: Int)
    /// The loudspeaker goes on.
    case speech(speaker: Int, md5: String, step: Int, isLive: Bool)
    /// The live control link came up, or its time is over.
    case liveLink(state: Int, bid: String)
    /// Ask how the other dock's half goes, and say how this one does.
    case half
    /// A download takes too long.
    case fetchTimeout(DownloadPurpose)
    /// Begin the introduction again.
    case introduceAgain
    /// Restart, as ordered.
    case restart
    /// A restart is over.
    case restarted

    /// Whether it makes no sense without a connection.
    var needsLink: Bool {
        switch self {
        case .telemetry, .health, .publish, .introduceAgain: true
        case .resend, .step, .progress, .launch, .coverMoved, .coverFailed, .startWaits,
            .recovered, .powerOff, .upload, .job, .speech, .liveLink, .half, .fetchTimeout,
            .restart, .restarted:
            false
        }
    }
}
