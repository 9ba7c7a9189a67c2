// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Work with an aircraft's payload, or at a dock, step by step: each waits for the device's own word.
///
/// At most one a dock. What was opened or stopped for it is closed or set going again, however it ends.
struct DockTask: Codable, Equatable, Sendable {
    /// One step.
    enum Step: Codable, Equatable, Sendable {
        /// The route is paused, and the dock says so.
        case pause(SortieID)
        /// It goes on, and the dock says so.
        case resume(SortieID)
        /// An order whose answer is its end.
        case order(Order)
        /// Gimbal and lens come to rest.
        case settle
        /// A picture.
        case photo(payloadIndex: String)
        /// The live control link stands.
        case openLink
        /// It is closed.
        case closeLink
        /// The text was played, by the loudspeaker's word.
        case speak(Announcement, GridPoint)
        /// The maintenance mode is on.
        case openDebug
        /// It is off.
        case closeDebug
        /// A job is done, by the dock's word.
        case job(MaintenanceJob)
    }

    /// `T-3` for people.
    let number: Int
    /// What it is, for people.
    let what: Bilingual
    /// Who asked for it.
    let by: String
    /// The sortie that it needs in the air; nil: it is done at the dock.
    let sortie: SortieID?
    /// The errand that it does; nil: a person's request, or answered already.
    var errand: ErrandID?
    /// What is to do, the first now.
    var steps: [Step]
    /// When the first step was begun; nil: it was not.
    var begunAt: Timestamp?
    /// The first step's command without an answer.
    var effect: EffectID?
    /// Whether its command was accepted.
    var isAccepted = false
    /// Whether the device said that it is done.
    var isReported = false
    /// How often the first step was tried.
    var tries = 0
    /// Not tried again before.
    var retryAt: Timestamp?
    /// Whether what it is for was done: what follows only puts things right.
    var isServed = false
    /// Why it failed; nil: it did not.
    var failure: FailureReason?

    /// Its name for people.
    var name: String { "T-\(number)" }

    /// Goes on to the next step.
    mutating func next() {
        steps.removeFirst()
        begin(at: nil)
        tries = 0
    }

    /// Begins the first step, or has it begun anew.
    mutating func begin(at now: Timestamp?) {
        begunAt = now
        effect = nil
        isAccepted = false
        isReported = false
        retryAt = nil
    }
}

extension DockTask.Step {
    /// What is sent; nil: it is only waited.
    var order: Order? {
        switch self {
        case .pause(let sortie): .pause(sortie)
        case .resume(let sortie): .resume(sortie)
        case .order(let order): order
        case .settle: nil
        case .photo(let index): .photo(payloadIndex: index)
        case .openLink: .liveControl(isOpen: true)
        case .closeLink: .liveControl(isOpen: false)
        case .speak(let announcement, _): .speak(announcement)
        case .openDebug: .job(MaintenanceJob(method: "debug_mode_open"))
        case .closeDebug: .job(MaintenanceJob(method: "debug_mode_close"))
        case .job(let job): .job(job)
        }
    }

    /// Whether it puts right what an earlier step did: done also after a failure.
    var isCleanup: Bool {
        switch self {
        case .resume, .closeLink, .closeDebug: true
        case .pause, .order, .settle, .photo, .openLink, .speak, .openDebug, .job: false
        }
    }

    /// Whether it stops an aircraft on its route.
    var isPause: Bool {
        if case .pause = self { true } else { false }
    }

    /// Whether the task is for it: with it, the errand is done.
    var isPurpose: Bool {
        switch self {
        case .photo, .speak, .job: true
        case .pause, .resume, .order, .settle, .openLink, .closeLink, .openDebug, .closeDebug: false
        }
    }

    /// How often it is tried.
    var triesAtMost: Int {
        switch self {
        case .resume: 3
        case .closeDebug: 10
        case .pause, .order, .settle, .photo, .openLink, .closeLink, .speak, .openDebug, .job: 1
        }
    }

    /// How long it may take; a command's answer is waited for 30 s (PROTOCOL § 4), less in the air,
    /// where the aircraft stands on its battery.
    var patience: TimeSpan {
        switch self {
        case .pause, .resume, .order, .photo, .closeLink: .seconds(10)
        case .settle: .seconds(3)
        case .openLink: .seconds(15)
        case .speak: .seconds(40)
        case .openDebug, .closeDebug: .seconds(30)
        case .job: .minutes(5)
        }
    }
}

/// A picture that was taken for somebody: the file that comes after landing is told by it.
struct Shot: Codable, Equatable, Sendable {
    /// The task.
    let task: String
    /// The errand; nil: a person asked for it.
    let errand: ErrandID?
    /// The flight.
    let flight: WireID
    /// When the dock said that it was taken.
    let takenAt: Timestamp
    /// Where the aircraft was; nil: not known.
    let place: Coordinate?
}

/// A text that was said somewhere.
struct Spoken: Codable, Equatable, Sendable {
    /// The text's name.
    let text: String
    /// Over what place.
    let place: GridPoint
    /// When it was played.
    let at: Timestamp
}

/// An errand that no aircraft does yet.
struct WaitingErrand: Codable, Equatable, Sendable {
    /// The errand.
    let errand: Errand
    /// The dock at whose turns it is looked at.
    var dock: DockID
    /// The flight that was sent for it; nil: none.
    var mission: MissionID?
    /// Not tried again before.
    var retryAt: Timestamp
    /// Docks that the plan needs soon: they send no aircraft for it.
    var needed: [DockID] = []
    /// Why it could not be done when it was last tried.
    var reason: FailureReason?
}

/// The tasks of a fleet and what is kept of them.
struct Workbook: Codable, Equatable, Sendable {
    /// Under way, by dock.
    var tasks = Table<DockID, DockTask>(limit: 5000)
    /// Errands that no aircraft does yet.
    var errands = Table<ErrandID, WaitingErrand>(limit: 1000)
    /// Tasks so far.
    var count = 0
    /// The latest pictures.
    var shots: [Shot] = []
    /// The latest texts.
    var spoken: [Spoken] = []

    /// Pictures and texts that are kept.
    static let kept = 500

    mutating func add(_ shot: Shot) { shots = Array((shots + [shot]).suffix(Self.kept)) }

    mutating func add(_ text: Spoken) { spoken = Array((spoken + [text]).suffix(Self.kept)) }

    /// The dock whose task waits for this effect.
    func dock(awaiting effect: EffectID) -> DockID? {
        tasks.isEmpty ? nil : tasks.first { $0.value.effect == effect }?.id
    }

    /// Moves every instant of ours with the wall clock, so that waits stay.
    mutating func shift(by span: TimeSpan) {
        for id in tasks.ids {
            tasks.update(id) {
                $0.begunAt = $0.begunAt.map { $0 + span }
                $0.retryAt = $0.retryAt.map { $0 + span }
            }
        }
    }

    /// When a dock's task, or an errand looked at there, has to be looked at.
    func wakes(at dock: DockID) -> [Timestamp] {
        var times: [Timestamp] = []
        if let task = tasks[dock] {
            if let begunAt = task.begunAt, let step = task.steps.first {
                times.append(begunAt + step.patience)
            }
            if let retryAt = task.retryAt { times.append(retryAt) }
        }
        if !errands.isEmpty {
            for (_, waiting) in errands where waiting.dock == dock {
                times += [waiting.retryAt, waiting.errand.until + .milliseconds(1)]
            }
        }
        return times
    }
}
