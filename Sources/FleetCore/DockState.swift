// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What is known of one dock and its aircraft now.
///
/// Readings are merged from partial messages; each that the launch gate uses keeps the time of its
/// receipt.
public struct DockState: Codable, Equatable, Sendable {
    /// Whether the dock talks to us.
    public enum Link: String, Codable, CaseIterable, Sendable {
        /// Nothing was heard since roostd began.
        case unknown
        /// It talks.
        case online
        /// The gateway says that nothing comes.
        case silent
    }

    /// The dock.
    public let id: DockID
    /// The dock as the site's folder lists it.
    @Boxed public internal(set) var site: DockSite
    /// False: taken out of the configuration while a sortie was open.
    public internal(set) var isAdopted = true
    /// Whether it talks to us.
    public internal(set) var link = Link.unknown
    /// When anything was last received; nil: not since roostd began.
    public internal(set) var heardAt: Timestamp?
    /// Since when nothing came; nil while it talks.
    public internal(set) var silentSince: Timestamp?
    /// The dock's readings, merged.
    public internal(set) var dock = DockReadings()
    /// The aircraft's readings, merged; they stay as last said while it sleeps.
    public internal(set) var aircraft = AircraftReadings()
    /// When each reading of the gate was last received.
    public internal(set) var times = ReadingTimes()
    /// The dock's clock minus ours, as of its last readings; negative: behind, or the message was
    /// slow.
    public internal(set) var clockLead: TimeSpan?
    /// The dock's health alarms, the whole list.
    public internal(set) var dockAlarms: [HealthAlarm] = []
    /// The aircraft's health alarms, the whole list.
    public internal(set) var aircraftAlarms: [HealthAlarm] = []
    /// Serial number of the linked aircraft; nil: asleep, off or not linked.
    public internal(set) var linkedAircraft: String?
    /// Wind over the last minute.
    public internal(set) var winds = WindHistory()
    /// Index of the aircraft's loudspeaker, by its own word; nil: not said.
    public internal(set) var speaker: Int?
    /// The live control link: 0 closed, 1 connecting, 2 open; nil: not said.
    var liveControl: Int?
    /// Whether dock or aircraft ever said who holds the aircraft's control; nil: neither did.
    var tellsControl: Bool?
    /// The flight areas that it keeps on board; nil: nothing was said or asked of them.
    @Boxed public internal(set) var areas: AreaSync? = nil
    /// Whether wind or rain at the dock was above its limits, and it was not calm for long enough since.
    public internal(set) var isWeatherHeld = false
    /// Since when the weather of a hold is calm; nil: it is not, or nothing says so.
    public internal(set) var calmSince: Timestamp?
    /// Whether it told for a minute that its aircraft is not in it though nothing of it flies; nil: it did not.
    public internal(set) var isMissingAircraft: Bool?
    /// Since when it tells so.
    var emptySince: Timestamp?
    /// What was last at hand for a flight to or from another dock; nil: nothing.
    public internal(set) var relayLink: RelayLink?
    /// When that was looked at.
    var relayLinkAt: Timestamp?
    /// The aircraft of another dock that stands here; nil: none.
    @Boxed public internal(set) var guest: Guest? = nil
    /// Where its own aircraft stands, when that is in another dock; nil: it is not.
    public internal(set) var awayAt: DockID?
    /// The open sortie.
    public internal(set) var sortie: SortieID?
    /// The last sortie that ended here: late word about it is recognised.
    @Boxed public internal(set) var lastSortie: Sortie? = nil
    /// Live missions at this dock, in the order of their making.
    public internal(set) var missions: [MissionID] = []
    /// The last verdict of the launch gate here.
    public internal(set) var verdict: Verdict?
    /// Since when every reading's clock agrees with ours as closely as a launch asks; nil: the last
    /// did not, or nothing was said since the clock was stepped.
    var clockAgreesSince: Timestamp?
    /// When the dock last said each of its readings, by its own clock (S29); nil: it said none.
    var order: ReadingOrder?
    /// When its aircraft last said each of its readings, by the dock's clock; nil: it said none.
    var aircraftOrder: ReadingOrder?
    /// When the fleet next has to look at this dock though nothing happens.
    var wakeAt: Timestamp?

    /// A dock of which nothing is known yet.
    init(site: DockSite) {
        id = site.id
        _site = Boxed(wrappedValue: site)
    }

    /// All health alarms, the dock's first.
    public var alarms: [HealthAlarm] { dockAlarms + aircraftAlarms }

    /// What the gate answered, and when.
    public struct Verdict: Codable, Equatable, Sendable {
        /// When it was asked.
        public var at: Timestamp
        /// Every interlock's answer.
        public var readings: [InterlockReading]

        /// Those that are open.
        public var open: [InterlockReading] { readings.filter(\.isOpen) }
    }
}

extension DockState {
    /// What the dock said is no longer known: it was silent, or roostd began anew.
    ///
    /// Alarms stay: the list that ends them has not come.
    mutating func forgetReadings() {
        times = ReadingTimes()
        clockLead = nil
        clockAgreesSince = nil
        winds = WindHistory()
        calmSince = nil
        emptySince = nil
        order = nil
        // Who held the control is said on change alone, and repeated until it is answered: an old word is not
        // to come back as the last one (S17).
        aircraftOrder?.forget(allBut: AircraftReadings.controlMember)
        linkedAircraft = nil
        liveControl = nil
        relayLink = nil
        relayLinkAt = nil
        forgetControl()
    }

    /// Notes how far the dock's clock is ahead of ours.
    mutating func note(clockLead lead: TimeSpan?, at now: Timestamp) {
        clockLead = lead
        guard let lead, FleetTimes.clockRange.contains(lead) else { return clockAgreesSince = nil }
        clockAgreesSince = clockAgreesSince ?? now
    }

    /// A reading that was received not before `since` and is at most `freshFor` old; else nil.
    func fresh<Value>(
        _ value: Value?,
        _ at: Timestamp?,
        since: Timestamp = .epoch,
        now: Timestamp
    ) -> Value? {
        guard let at, at >= since, now - at <= FleetTimes.freshFor else { return nil }
        return value
    }

    /// Whether the dock says, since `since` and freshly, that its aircraft is in it and no task
    /// runs.
    func saysAtRest(since: Timestamp, now: Timestamp) -> Bool {
        fresh(dock.isAircraftInDock, times.presence, since: since, now: now) == true
            && fresh(dock.taskStep, times.taskStep, since: since, now: now)
                == FleetTimes.idleTaskStep
    }
}
