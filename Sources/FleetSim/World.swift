// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
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
    /// When the faults stop.
    let calmAt: Timestamp
    var now = SmallDistrict.start
    var agenda = Agenda<Happening>()
    var docks: [SimulatedDock] = []
    var network: SimulatedNetwork
    var swarm = Swarm()
    var dice: SeededGenerator
    /// The process that runs; nil: it is dead.
    var shell: Shell?
    var lives = 0
    /// What the broker keeps for roost while it is away.
    var kept: [Incoming] = []
    var isBrokerUp = true
    /// When roost has its next turn; nil: nothing asks for one.
    var turnAt: Timestamp?
    var messages = 0
    var transcript: Transcript
    var checkers: Checkers
    var summary = WorldSummary()
    var isCalm = false

    /// A world that has not begun.
    ///
    /// - Throws: WorldFailure when there is no store in memory.
    public init(seed: UInt64, options: WorldOptions = WorldOptions()) throws(WorldFailure) {
        precondition(options.isValid, "docks and minutes of a world are in their ranges")
        self.seed = seed
        self.options = options
        var dice = SeededGenerator(seed)
        network = SimulatedNetwork(SeededGenerator(dice.next()))
        transcript = Transcript(keepsAll: options.keepsTranscript)
        checkers = Checkers()
        calmAt = SmallDistrict.start + .minutes(options.minutes) + .seconds(45)
        do { store = try Store.inMemory(siteKey: seed) } catch {
            throw WorldFailure(seed: seed, checker: "store", sentence: "\(error)", transcript: [])
        }
        if options.hasFaults {
            swarm = Swarm(
                &dice,
                docks: options.docks,
                from: SmallDistrict.start + .seconds(30),
                until: calmAt
            )
            if options.isStormy { swarm.storm() }
            // A death would mend it: the next process settles what it finds half done.
            if options.sabotage == .forgetsReplies { (swarm.deaths, swarm.launchDeaths) = (0, 0) }
            network.up = .drawn(from: &dice)
            network.down = .drawn(from: &dice)
        }
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
        let wake = docks.map(\.nextWake).min() ?? .never
        let next = [agenda.next ?? .never, wake, turnAt ?? .never, end].min() ?? end
        now = max(now, next)
        if let turnAt, turnAt <= now {
            self.turnAt = nil
            try turnRoost()
        } else if let happening = agenda.take(at: now) {
            try perform(happening)
        } else {
            for index in docks.indices where docks[index].nextWake <= now {
                let outputs = docks[index].tick(at: now)
                try take(outputs, from: index)
            }
        }
    }

    private mutating func perform(_ happening: Happening) throws(WorldFailure) {
        switch happening {
        case .toRoost(let message): hear(message)
        case .toDock(let index, let message): try deliver(message, to: index)
        case .downloaded(let index, let purpose): try download(purpose, for: index)
        case .linkUp(let index): try take(docks[index].start(at: now), from: index)
        case .watch(let life): try watch(life)
        case .planned(let effect, let plan, let life):
            guard shell?.life == life else { return }
            shell?.backlog.append(Posting(.settled(effect, .succeeded(.plan(plan)))))
            try turnRoost()
        case .ask(let request, let key, let tries):
            try ask(request, key: key, tries: tries)
        case .restart: try live()
        case .broker(let isUp): setBroker(isUp: isUp)
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
            in: Scene(now: now, store: store, engine: shell?.engine)
        ) {
            throw failure(finding.checker, finding.sentence)
        }
    }

    mutating func count(_ fault: String) { summary.faults[fault, default: 0] += 1 }

    mutating func tell(_ text: String) { transcript.add(text, at: now) }
}
