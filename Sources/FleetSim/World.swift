// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// One seeded world: the production site, engine, store and codecs, simulated docks, and everything
/// that goes wrong between them, on one thread and a clock that jumps to the next event.
///
/// The same seed and options give the same world, byte for byte.
public struct World {
    /// Everything that chance decides comes from it.
    public let seed: UInt64
    let options: WorldOptions
    let store: Store
    let ground: Ground
    /// When the faults stop.
    var calmAt: Timestamp { ground.calmAt }
    /// True time, which docks and receivers count in.
    var now: Timestamp { didSet { clock = now + clockShift } }
    /// How far roost's wall clock is ahead of true time.
    var clockShift = TimeSpan.zero { didSet { clock = now + clockShift } }
    /// Roost's wall clock.
    private(set) var clock: Timestamp
    var agenda = Agenda<Happening>()
    var docks: [SimulatedDock] = []
    /// When each dock has something to do.
    var wakes: [Timestamp] = []
    /// Take-offs of each dock that the checkers saw.
    var seenFlights: [Int] = []
    var network: SimulatedNetwork
    var swarm = Swarm()
    var dice: SeededGenerator
    /// The process that runs; nil: it is dead.
    var shell: Shell?
    var lives = 0
    var broker = SimulatedBroker()
    var receivers: [ReceiverID: SimulatedReceiver] = [:]
    var pictures = PictureStore()
    /// Faults that are there now, with how many ask for each.
    var active: [WorldFault: Int] = [:]
    /// Until when the process stands still.
    var stoppedUntil = Timestamp.epoch
    /// When roost has its next turn, by true time; nil: nothing asks for one.
    var turnAt: Timestamp?
    var messages = 0
    var transcript: Transcript
    var checkers: Checkers
    var summary = WorldSummary()
    var isCalm = false

    /// A world that has not begun.
    ///
    /// - Throws: WorldFailure when there is no store in memory, or an option is wrong.
    public init(seed: UInt64, options: WorldOptions = WorldOptions()) throws(WorldFailure) {
        precondition(options.isValid, "docks and minutes of a world are in their ranges")
        self.seed = seed
        self.options = options
        var dice = SeededGenerator(seed)
        network = SimulatedNetwork(SeededGenerator(dice.next()))
        transcript = Transcript(keepsAll: options.keepsTranscript)
        checkers = Checkers()
        do {
            ground = try Ground(options)
            store = try Store.inMemory(siteKey: seed)
        } catch {
            throw WorldFailure(seed: seed, checker: "options", sentence: "\(error)", transcript: [])
        }
        (now, clock) = (ground.start, ground.start)
        swarm = Swarm(options, ground, &dice)
        network.up = swarm.up
        network.down = swarm.down
        self.dice = dice
        summary.seed = seed
    }

    /// Runs the world to its end.
    ///
    /// - Returns: what it came to.
    /// - Throws: the first promise that did not hold.
    public mutating func run() throws(WorldFailure) -> WorldSummary {
        try begin()
        let end = calmAt + .minutes(options.settleMinutes)
        while true {
            if !isCalm, now >= calmAt { try calm() }
            if isCalm, try isAtRest() { break }
            guard now < end else { throw failure("rest", try unrest()) }
            try step(before: isCalm ? end : calmAt)
        }
        try finish()
        return summary
    }

    /// Whatever happens next, at its instant.
    private mutating func step(before end: Timestamp) throws(WorldFailure) {
        let wake = wakes.min() ?? .never
        let next = [agenda.next ?? .never, wake, turnAt ?? .never, end].min() ?? end
        now = max(now, next)
        if let turnAt, turnAt <= now {
            self.turnAt = nil
            if isStopped { self.turnAt = stoppedUntil } else { try turnRoost() }
        } else if let happening = agenda.take(at: now) {
            try perform(happening)
        } else {
            for index in docks.indices where wakes[index] <= now {
                let outputs = docks[index].tick(at: now)
                try take(outputs, from: index)
            }
        }
    }

    /// Whether the process stands still.
    var isStopped: Bool { now < stoppedUntil }

    private mutating func perform(_ happening: Happening) throws(WorldFailure) {
        switch happening {
        case .toRoost(let message): hear(message)
        case .toDock(let index, let message): try deliver(message, to: index)
        case .downloaded(let index, let purpose): try download(purpose, for: index)
        case .linkUp(let index): try take(docks[index].start(at: now), from: index)
        case .picture(let picture, let tries): keep(picture, tries: tries)
        case .fault(let fault, let begins): try strike(fault, begins: begins)
        case .restart: try live()
        case .broker(let isUp):
            // Whoever waited for a broker that hung notices it only while it hangs.
            if broker.isPaused { setBroker(isUp: isUp) }
        case .watch, .planned, .answered, .ask, .configured:
            // What needs the process waits while that stands still.
            guard !isStopped else { return agenda.add(happening, at: stoppedUntil) }
            try work(happening)
        }
    }

    private mutating func work(_ happening: Happening) throws(WorldFailure) {
        switch happening {
        case .watch(let life): try watch(life)
        case .planned(let effect, let plan, let life):
            guard shell?.life == life else { return }
            shell?.backlog.append(Posting(.settled(effect, .succeeded(.plan(plan)))))
            try turnRoost()
        case .answered(let answer, let life):
            guard shell?.life == life else { return }
            try settle(answer)
        case .ask(let request, let key, let tries):
            try ask(request, key: key, tries: tries)
        case .configured(let configuration): try configure(configuration)
        case .toRoost, .toDock, .downloaded, .linkUp, .picture, .fault, .restart, .broker:
            break
        }
    }

    func failure(_ checker: String, _ sentence: String) -> WorldFailure {
        WorldFailure(
            seed: seed,
            checker: checker,
            sentence: "\(now): \(sentence)",
            transcript: transcript.lines.isEmpty ? [] : transcript.last
        )
    }

    /// Shows the checkers what happens.
    mutating func show(_ sight: Sight) throws(WorldFailure) {
        if let finding = checkers.see(
            sight,
            in: Scene(now: clock, world: now, store: store, engine: shell?.engine)
        ) {
            throw failure(finding.checker, finding.sentence)
        }
    }

    mutating func count(_ fault: String) { summary.faults[fault, default: 0] += 1 }

    mutating func tell(_ text: String) { transcript.add(text, at: now) }
}
