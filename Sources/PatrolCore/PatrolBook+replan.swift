// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// When the plan in force is made anew, and when the next day's is made (MODEL § 7).
extension PatrolBook {
    /// Something happened that the plan in force does not count with.
    ///
    /// What comes within ``gathering`` is answered by one plan, and a dock that flaps makes a bounded number.
    mutating func disturb(_ trigger: PlanTrigger) {
        // Before the day's first plan there is nothing to make anew.
        guard day != nil, plan != nil || wish == nil else { return }
        var asked = recent ?? []
        // After a step of the clock to the past the list means nothing.
        asked.removeAll { $0 > now }
        let free = asked.count < Self.burst ? now : asked[0] + .minutes(Self.burst)
        want(trigger.text, at: max(now + Self.gathering, free))
    }

    /// A new plan is wanted at a time, or sooner where one is wanted already.
    mutating func want(_ why: Bilingual, at time: Timestamp) {
        guard let old = wish else {
            return wish = Wish(why: why.en, zh: why.zh, notBefore: time)
        }
        wish?.notBefore = min(old.notBefore, time)
        guard !old.why.contains(why.en), old.why.utf8.count < 200 else { return }
        wish?.why = "\(old.why); \(why.en)"
        wish?.zh = "\(old.zh ?? old.why)；\(why.zh)"
    }

    /// Notes that a plan was asked for.
    mutating func noteRequest() {
        let asked = (recent ?? []).filter { $0 <= now } + [now]
        recent = Array(asked.suffix(Self.burst))
    }

    /// Whether a plan that is being made is for a day that has not begun.
    func isAhead(_ pending: Pending?) -> Bool {
        guard let pending, let day else { return false }
        return pending.problem.date > day
    }

    /// When the next day's plan is to be asked for; nil: it is there.
    func aheadAt(_ configuration: PatrolConfiguration, _ today: CalendarDate) -> Timestamp? {
        let tomorrow = today.advanced(by: 1)
        guard day == today, next?.problem.date != tomorrow else { return nil }
        return nextWish?.notBefore ?? configuration.begin(of: tomorrow) - Self.ahead
    }

    /// Asks for the plan of the next service day when its time has come.
    mutating func lookAhead(
        _ configuration: PatrolConfiguration,
        _ today: CalendarDate,
        _ issuer: inout Issuer,
        _ outcome: inout PatrolOutcome
    ) {
        guard pending == nil, let at = aheadAt(configuration, today), at <= now else { return }
        let tomorrow = today.advanced(by: 1)
        // Within a year that is unknown each day says so itself.
        if nextWish == nil, configuration.knowsYear(of: today) {
            warn(of: tomorrow, configuration, &outcome)
        }
        let wish = nextWish ?? Wish(why: "ahead of the day", zh: "提前编制", notBefore: now)
        // Not again before the next day unless it fails.
        nextWish = wish
        nextWish?.notBefore = configuration.begin(of: tomorrow)
        request(wish, tomorrow, [], &issuer, &outcome)
    }

    /// The plan that was made ahead comes into force with its day, if it still holds what it promised.
    mutating func adoptAhead(_ today: CalendarDate, _ outcome: inout PatrolOutcome) {
        guard let ahead = next else { return }
        next = nil
        guard ahead.problem.date == today else { return }
        if let fault = fault(of: ahead.plan, for: ahead.problem, LiveRuns()) {
            return refuse(fault.text, today, &outcome)
        }
        let wish = wish
        adopt(ahead.plan, ahead.problem, nil, &outcome)
        // With the docks as they are now.
        self.wish = wish
    }
}
