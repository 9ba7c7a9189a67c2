// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Deadlines and margins of ours, with the invariant that each comes from.
enum FleetTimes {
    /// S02: three reports at 0.5 Hz.
    static let freshFor = TimeSpan.seconds(6)
    /// After this a dock that says nothing is shown as offline (PROTOCOL § 7).
    static let shownFor = TimeSpan.seconds(30)
    /// S02: how far a dock's clock may be behind ours, slow delivery included.
    static let clockBehind = TimeSpan.seconds(15)
    /// S02: how far it may be ahead.
    static let clockAhead = TimeSpan.seconds(5)
    /// Both bounds: a dock's clock minus ours.
    static let clockRange = (.zero - clockBehind)...clockAhead
    /// S26: how long docks must agree with a clock that was stepped, and how many of them.
    static let clockAgreement = TimeSpan.seconds(30)
    static let clockWitnesses = 3
    /// A command is answered within this or its outcome is unknown (PROTOCOL § 4).
    static let command = TimeSpan.seconds(30)
    /// A launch leaves within this of the verdict that allowed it (SAFETY A).
    static let verdictFor = TimeSpan.seconds(1)
    /// Return home may come late and twice.
    static let returnHome = TimeSpan.seconds(60)
    /// An answer to a dock.
    static let reply = TimeSpan.seconds(30)
    /// A prepare without any settlement by then has failed: the lane settles at 30 s.
    static let preparing = TimeSpan.seconds(60)
    /// Silence after a launch (S19).
    static let starting = TimeSpan.seconds(60)
    /// Sooner after the order no aircraft has left its dock: that it is missing then is no take-off.
    ///
    /// Ours: the cover alone takes some 10 s to open, in the simulated docks too.
    static let leaving = TimeSpan.seconds(5)
    /// A launch that still talks but does not leave the dock (F23, F24).
    static let startingAtMost = TimeSpan.minutes(5)
    /// Over the predicted duration before a quiet flight is unknown (S19).
    static let overdue = TimeSpan.minutes(5)
    /// Over the predicted duration: the plan no longer holds (MODEL § 7).
    static let late = TimeSpan.seconds(120)
    /// After the last word from the air and the end of the task, the dock must say that it has it.
    static let docking = TimeSpan.seconds(120)
    /// S21: alarm.
    static let telemetryLost = TimeSpan.seconds(10)
    /// S21: presumed on its own lost-link procedure.
    static let linkLost = TimeSpan.seconds(30)
    /// A return that was ordered and does not show is ordered again.
    static let returnAgain = TimeSpan.seconds(30)
    /// Returns ordered at most for one sortie.
    static let returnTries = 20
    /// S20: wind above the limit for this long.
    static let gust = TimeSpan.seconds(10)
    /// S20: what must be left over the way home, percent.
    static let airborneReserve = 10
    /// A dispatched aircraft looks around at its point for this long, then comes home.
    static let hover = TimeSpan.seconds(60)
    /// A patrol that is told to stop on its route stands within this.
    static let pausing = TimeSpan.seconds(10)
    /// An aircraft that a person made hover, or stand on its route, comes home after this.
    static let hoverAtMost = TimeSpan.minutes(5)
    /// The rest of a route that was broken off starts within this.
    static let restWithin = TimeSpan.minutes(30)
    /// A task that made room for flight areas is not prepared again before.
    static let areasFirst = TimeSpan.seconds(60)
    /// PROTOCOL § 9: a conditional task is prepared at most this long before it may fly.
    static let conditionsWithin = TimeSpan.hours(24)
    /// S07: later than this a request's launch is missed.
    static let lateness = TimeSpan.seconds(120)
    /// A mission whose interlocks are open this long before its start is shown as held.
    static let heldBefore = TimeSpan.seconds(60)
    /// Between two prepares of one mission.
    static let prepareAgain = TimeSpan.seconds(5)
    /// Prepares of one mission at most.
    static let prepareTries = 2
    /// Before a plan's start its dock is watched closely (ARCHITECTURE § 3).
    static let watchedBefore = TimeSpan.seconds(120)
    /// So long a dock tells that its aircraft is out, without a flight, before it is missed.
    static let emptyFor = TimeSpan.minutes(1)
    /// A standing aircraft whose mode says so for this long has landed (FIELD-NOTES).
    static let landed = TimeSpan.seconds(30)
    /// D4: a leg nearer than this to the edge of a flight area wants the areas on board: an aircraft that
    /// drifts as far as simulated ones do (F49) is held by them.
    static let fenceMargin = Metres(100)
    /// S04: the weather measured at a dock counts for ways this near to it; a distance of ours.
    static let weatherReach = Metres(500)
    /// S10: over the highest obstacle, metres.
    static let obstacleMargin = Metres(20)
    /// PROTOCOL § 9: two docks get one stamp, which each takes within 30 s of its own clock.
    static let sharedStamp = TimeSpan.seconds(15)
    /// `flighttask_step_code` of a dock without a task (PROTOCOL § 8).
    static let idleTaskStep = 5
}
