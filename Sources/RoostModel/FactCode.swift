// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Every fact, by its stable dotted code; severity and texts stand in `FactCode+text.swift`.
///
/// A code is never renamed or re-used: journals, subscribers and audits hold it.
public enum FactCode: String, Codable, CaseIterable, Sendable {
    /// The configuration is in force: {docks} docks, {routes} routes, {rules} rules.
    case siteConfigured = "site.configured"
    /// roostd started; dock states are unknown until the docks say them.
    case siteStarted = "site.started"
    /// {person} read the site's folder again: {changes} changes.
    case siteReloaded = "site.reloaded"
    /// {person} made a token for {name}, role {role}.
    case tokenAdded = "token.added"
    /// {person} revoked the token of {name}.
    case tokenRevoked = "token.revoked"
    /// The wall clock was stepped by {step}; launches are held until confirmed.
    case siteClockStepped = "site.clock_stepped"
    /// The wall clock is trusted again, by {by}.
    case siteClockConfirmed = "site.clock_confirmed"
    /// The controller is degraded: {what}.
    case siteDegraded = "site.degraded"
    /// The controller is in order again: {what}.
    case siteRecovered = "site.recovered"
    /// Dock {dock} is online.
    case dockOnline = "dock.online"
    /// Dock {dock} is silent since {since}.
    case dockSilent = "dock.silent"
    /// No telemetry from the aircraft of dock {dock} for {age}.
    case dockTelemetryLost = "dock.telemetry_lost"
    /// Dock {dock}: aircraft {aircraft} linked.
    case dockTopology = "dock.topology"
    /// Dock {dock} reports aircraft {aircraft}, the register says {expected}.
    case dockTopologyConflict = "dock.topology_conflict"
    /// Dock {dock} says that its aircraft is not in it, and no flight of it is open: look for it.
    case dockAircraftMissing = "dock.aircraft_missing"
    /// Dock {dock} has its aircraft again.
    case dockAircraftBack = "dock.aircraft_back"
    /// Dock {dock}: health alarm {alarm}, level {level}.
    case dockAlarmRaised = "dock.alarm_raised"
    /// Dock {dock}: health alarm {alarm} is over.
    case dockAlarmCleared = "dock.alarm_cleared"
    /// Dock {dock} is held by weather: {what}.
    case dockWeatherHold = "dock.weather_hold"
    /// Dock {dock}: weather is within limits again.
    case dockWeatherReleased = "dock.weather_released"
    /// Dock {dock} answered {method} late, result {result}.
    case dockReplyLate = "dock.reply_late"
    /// Dock {dock} said {method}.
    case dockOther = "dock.other"
    /// Dock {dock}: {method} {status}.
    case dockJob = "dock.job"
    /// Dock {dock} keeps the flight areas {areas} on board.
    case dockAreasKept = "dock.areas_kept"
    /// Dock {dock} keeps the flight areas {areas} on board, not {wanted}.
    case dockAreasWrong = "dock.areas_wrong"
    /// Dock {dock} did not take the flight areas {wanted}: {reason}.
    case dockAreasFailed = "dock.areas_failed"
    /// Dock {dock} waits for a home point for {minutes} min and does not take off: {next}.
    case dockStartStuck = "dock.start_stuck"
    /// Hold {hold} on {scope}, by {person}: {reason}.
    case holdPlaced = "hold.placed"
    /// Hold {hold} on {scope} released by {person}.
    case holdReleased = "hold.released"
    /// Mission {mission}: route {route} from dock {dock} at {start}.
    case missionPlanned = "mission.planned"
    /// Mission {mission} waits at dock {dock}: {reasons}.
    case missionHeld = "mission.held"
    /// Mission {mission} requested by {person}: {what}.
    case missionRequested = "mission.requested"
    /// Mission {mission} ended: {outcome}. {reason}
    case missionEnded = "mission.ended"
    /// Mission {mission} was not flown: {outcome}. {reason}
    case missionNotFlown = "mission.not_flown"
    /// Gate for {sortie} at dock {dock} by rules {rules}: {verdict}. {values}
    case interlockVerdict = "interlock.verdict"
    /// Sortie {sortie}: dock {dock} is getting the wayline.
    case sortiePreparing = "sortie.preparing"
    /// Sortie {sortie}: dock {dock} is prepared.
    case sortiePrepared = "sortie.prepared"
    /// Sortie {sortie}: dock {dock} says that the conditions of its task hold.
    case sortieReady = "sortie.ready"
    /// Sortie {sortie}: launch ordered at dock {dock}.
    case sortieStarting = "sortie.starting"
    /// Sortie {sortie} is airborne from dock {dock}.
    case sortieAirborne = "sortie.airborne"
    /// Sortie {sortie}: {percent} %.
    case sortieProgressed = "sortie.progressed"
    /// Sortie {sortie} is paused.
    case sortiePaused = "sortie.paused"
    /// {person} ordered for {sortie} at dock {dock}: {order}.
    case sortieOrdered = "sortie.ordered"
    /// Sortie {sortie} goes on along its route.
    case sortieResumed = "sortie.resumed"
    /// Sortie {sortie}: its return is cancelled and it hovers; it is called home at {until}.
    case sortieHovers = "sortie.hovers"
    /// Sortie {sortie} was not sent elsewhere: the dock did not do it or did not say so; it is {state}.
    case sortieNotDiverted = "sortie.not_diverted"
    /// Sortie {sortie} reached the point and hovers.
    case sortieArrived = "sortie.arrived"
    /// Sortie {sortie} is returning: {reason}.
    case sortieReturning = "sortie.returning"
    /// Sortie {sortie} is docked at {dock}.
    case sortieDocked = "sortie.docked"
    /// Sortie {sortie} landed away from its dock.
    case sortieLandedAway = "sortie.landed_away"
    /// Sortie {sortie}: dock {landing} is kept free for the aircraft of dock {dock}.
    case relayReserved = "relay.reserved"
    /// Sortie {sortie} cannot land at {landing} ({reason}) and is called back to {home}.
    case relayFellBack = "relay.fell_back"
    /// Sortie {sortie} cannot land at {landing} ({reason}), nor reach another dock: somebody must go to the
    /// alternate landing point.
    case relayAlternate = "relay.alternate"
    /// Aircraft {aircraft} of dock {dock} is in dock {landing}: both fly nothing but its way home.
    case relayLanded = "relay.landed"
    /// Aircraft {aircraft} is back in its dock {dock}.
    case relayHome = "relay.home"
    /// Sortie {sortie} is not back at dock {dock}, {age} after its planned end.
    case sortieLate = "sortie.late"
    /// Sortie {sortie} failed at dock {dock}: {reason}.
    case sortieFailed = "sortie.failed"
    /// Sortie {sortie} cancelled before launch: {reason}.
    case sortieCancelled = "sortie.cancelled"
    /// Sortie {sortie}: state unknown since {since} ({was}); waiting for the dock's word.
    case sortieUnknown = "sortie.unknown"
    /// Sortie {sortie}: the dock says {state}.
    case sortieReconciled = "sortie.reconciled"
    /// Dock {dock} reports an aircraft in the air that nobody sent: {sortie}.
    case sortieForeign = "sortie.foreign"
    /// Sortie {sortie}: the aircraft broke its return off and hovers.
    case sortieReturnBrokenOff = "sortie.return_broken_off"
    /// Return home ordered[ for {sortie}] at dock {dock} by {person}.
    case sortieReturnOrdered = "sortie.return_ordered"
    /// Sortie {sortie}: somebody took the aircraft of {dock} over by hand; roost only watches.
    case sortieTakenOver = "sortie.taken_over"
    /// Sortie {sortie}: the aircraft of {dock} was given back.
    case sortieGivenBack = "sortie.given_back"
    /// Sortie {sortie}: {count} pictures stored.
    case sortieMedia = "sortie.media"
    /// Dock {dock}, {task}: {what}, for {by}.
    case taskBegun = "task.begun"
    /// Dock {dock}, {task}: {what} is done.
    case taskDone = "task.done"
    /// Dock {dock}, {task}: {what} failed: {reason}.
    case taskFailed = "task.failed"
    /// Dock {dock}, {task}: {what}; a person must look.
    case taskStuck = "task.stuck"
    /// Picture {file} of dock {dock} is the one of {task}.
    case pictureStored = "picture.stored"
    /// Dock {dock}: hold {hold} of {person} ends at {until}.
    case holdEnding = "hold.ending"
    /// Dock {dock} refused {order}: {reason}.
    case commandFailed = "command.failed"
    /// Dock {dock} did not answer {order}; the outcome is unknown.
    case commandUnknown = "command.unknown"
    /// {order} for dock {dock} expired before it was sent.
    case commandExpired = "command.expired"
    /// A plan for {date} is being made ({why}).
    case planRequested = "plan.requested"
    /// Plan for {date} adopted: {served} of {asked} patrols.
    case planAdopted = "plan.adopted"
    /// The plan for {date} is ready: {served} of {asked} patrols; it comes into force with its day.
    case planReady = "plan.ready"
    /// Patrol {route} of {from} is now flown by {dock} at {to}: {why}.
    case planMoved = "plan.moved"
    /// {person} put patrol {route} of {from} to {dock} at {to}: {why}.
    case planRunSet = "plan.run_set"
    /// {person} put patrol {route} of {from} back: {dock} flies it at {to}: {why}.
    case planRunRestored = "plan.run_restored"
    /// {person}: {date} counts as {day}: {why}.
    case planDaySet = "plan.day_set"
    /// The plan for {date} was refused: {reason}.
    case planRefused = "plan.refused"
    /// No plan is in force for {date}: {reason}.
    case planNone = "plan.none"
    /// Patrol {route} {band} no. {number} is not in the plan: {reason}.
    case planUnserved = "plan.unserved"
    /// The calendar does not cover {year}: add its holidays.
    case planYearUnknown = "plan.year_unknown"
    /// Patrol {route} is due at dock {dock}.
    case patrolDue = "patrol.due"
    /// Patrol {route} of {start}: {outcome}. {reason}
    case patrolOutcome = "patrol.outcome"
    /// Case {case}: {rule} at {place}.
    case caseOpened = "case.opened"
    /// Case {case}: {state}[, {reason}].
    case caseChanged = "case.changed"
    /// Case {case} is confirmed after {dwell}.
    case caseConfirmed = "case.confirmed"
    /// Case {case} waits for review.
    case caseInReview = "case.in_review"
    /// Case {case} {verdict} by {person}.
    case caseReviewed = "case.reviewed"
    /// Case {case}: the place is free, closed without a notice.
    case caseDissuaded = "case.dissuaded"
    /// Case {case} expired: {reason}.
    case caseExpired = "case.expired"
    /// Case {case}: evidence {digest} sealed.
    case caseEvidenceSealed = "case.evidence_sealed"
    /// Case {case}: evidence {digest} is missing: {reason}.
    case caseEvidenceMissing = "case.evidence_missing"
    /// The clock of source {source} is {skew} ahead; its times are corrected.
    case sourceSkewed = "source.skewed"
    /// Notice {notice} of case {case} issued to {receivers}.
    case noticeIssued = "notice.issued"
    /// Notice {notice} delivered to {receiver} after {latency}.
    case noticeDelivered = "notice.delivered"
    /// Notice {notice} could not be delivered to {receiver}: {reason}.
    case noticeDeliveryFailed = "notice.delivery_failed"
    /// Notice {notice}: whether {receiver} has it is unknown; a person decides.
    case noticeDeliveryUnknown = "notice.delivery_unknown"
    /// Notice {notice} withdrawn by {person}: {reason}.
    case noticeWithdrawn = "notice.withdrawn"
    /// Notice {notice} acknowledged by {person} over {way}.
    case noticeAcknowledged = "notice.acknowledged"
    /// Notice {notice} is not acknowledged after {age}: {receiver} is told, round {round}.
    case noticeEscalated = "notice.escalated"
    /// Notice {notice} is not acknowledged after {age}: {receivers} are reminded, round {round}.
    case noticeReminded = "notice.reminded"
    /// Receiver {receiver} takes nothing any more: {reason}. Notices to it wait for a person.
    case receiverDisabled = "receiver.disabled"
    /// {lost} of {all} places are out of the promise of {limit}: {place} first; {unknown} unknown.
    case reachLost = "reach.lost"
    /// {back} places are within the promise of {limit} again; {lost} are still out, {unknown} unknown.
    case reachRestored = "reach.restored"
    /// Case {case}: a look that came late speaks against notice {notice}.
    case caseReviewAgain = "case.review_again"
    /// Case {case} edited by {person}: {what}. {reason}.
    case caseEdited = "case.edited"
    /// Case {case} reopened by {person}: {reason}.
    case caseReopened = "case.reopened"
    /// Case {case} waits for a decision for {age}; round {round}.
    case caseOverdue = "case.overdue"
    /// Case {case} is exempt by {exemption}, closed without a notice: {reason}.
    case caseExempted = "case.exempted"
    /// Exemption {exemption} by {person} until {until}: {reason}.
    case exemptionAdded = "exemption.added"
    /// Exemption {exemption} is over, by {by}.
    case exemptionEnded = "exemption.ended"
    /// Silence {silence} by {person} until {until}: {reason}.
    case silenceAdded = "silence.added"
    /// Silence {silence} of {person} ends at {until}.
    case silenceEnding = "silence.ending"
    /// Silence {silence} is over, by {by}: {count} notices were kept back.
    case silenceEnded = "silence.ended"
    /// Notice {notice} for {receiver} is held: {why}.
    case noticeHeld = "notice.held"
    /// Notice {notice} is not told to {receiver}: silence {silence}.
    case noticeSilenced = "notice.silenced"
    /// Notice {notice} was withdrawn before it left for {receiver}.
    case noticeNotSent = "notice.not_sent"
    /// {person} opened picture {digest} of case {case}: {reason}.
    case pictureOpened = "picture.opened"
    /// Case {case} is deleted, {age} after its end, with {count} pictures: {digests}.
    case caseDeleted = "case.deleted"
    /// Pictures of case {case}, whose time is over, could not be deleted: {reason}.
    case caseNotDeleted = "case.not_deleted"
    /// Case {case} is preserved by {preservation} of {person} until {until}: {reason}.
    case preservationAdded = "preservation.added"
    /// Preservation {preservation} of case {case} ends at {until}.
    case preservationEnding = "preservation.ending"
    /// Preservation {preservation} of case {case} is over, by {by}: {reason}.
    case preservationEnded = "preservation.ended"
    /// {person} asked for {what}: refused. {reason}
    case requestRefused = "request.refused"
}
