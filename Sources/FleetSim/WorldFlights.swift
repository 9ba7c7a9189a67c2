// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Flies worlds on threads of its own, a few ahead of who asks for what they came to.
///
/// A class, because its threads share it; worlds share nothing.
final class WorldFlights: Sendable {
    private typealias Outcome = Result<WorldSummary, WorldFailure>

    private struct Progress {
        var begun = 0
        var asked = 0
        /// What came of worlds that nobody has asked for yet, by their place.
        var outcomes: [Int: Outcome] = [:]
    }

    /// A world's calls go deep: as much as a program's first thread has.
    private static let stackBytes = 8 << 20
    /// How many worlds each worker may be ahead: one long world does not hold up the others.
    private static let ahead = 8

    private let options: WorldOptions
    private let seed: UInt64
    private let count: Int
    private let workers: Int
    private let progress = Mutex(Progress())
    /// Raised for each world that is flown.
    private let flown = DispatchSemaphore(value: 0)
    /// Raised for each world that may be begun.
    private let room = DispatchSemaphore(value: 0)

    init(_ options: WorldOptions, seed: UInt64, count: Int, workers: Int) {
        self.options = options
        self.seed = seed
        self.count = count
        self.workers = min(max(workers, 1), max(count, 1))
    }

    /// Waits for the next world in the order of seeds; nil: all are flown.
    ///
    /// Throws what did not hold in it; after that no world is begun.
    func next() throws(WorldFailure) -> WorldSummary? {
        let (asked, begun) = progress.withLock { ($0.asked, $0.begun) }
        guard asked < count else { return nil }
        if begun == 0 { start() }
        while true {
            let outcome = progress.withLock { progress -> Outcome? in
                guard let outcome = progress.outcomes.removeValue(forKey: asked) else { return nil }
                progress.asked += 1
                if case .failure = outcome { (progress.asked, progress.begun) = (count, count) }
                return outcome
            }
            guard let outcome else {
                flown.wait()
                continue
            }
            room.signal()
            return try outcome.get()
        }
    }

    private func start() {
        for number in 1...workers {
            let thread = Thread { [self] in
                while let place = take() { keep(fly(place), of: place) }
            }
            thread.name = "world \(number)"
            thread.stackSize = Self.stackBytes
            thread.start()
        }
        for _ in 0..<workers * Self.ahead { room.signal() }
    }

    /// The next world to fly; nil: there is none.
    private func take() -> Int? {
        room.wait()
        let place = progress.withLock { progress -> Int? in
            guard progress.begun < count else { return nil }
            progress.begun += 1
            return progress.begun - 1
        }
        // Whoever waits for room, too, learns that there is nothing more to fly.
        if place == nil { room.signal() }
        return place
    }

    private func fly(_ place: Int) -> Outcome {
        do throws(WorldFailure) {
            var world = try World(seed: seed &+ UInt64(place), options: options)
            return .success(try world.run())
        } catch {
            return .failure(error)
        }
    }

    private func keep(_ outcome: Outcome, of place: Int) {
        progress.withLock { $0.outcomes[place] = outcome }
        flown.signal()
    }
}
