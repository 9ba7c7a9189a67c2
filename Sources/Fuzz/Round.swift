// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A run of consecutive inputs of one surface in this process.
public struct Round: Sendable {
    /// The surface.
    public let surface: Surface
    /// The seed of all its inputs.
    public let seed: UInt64
    /// Whether time and memory of each input are held against their bounds; only in release.
    public let isMeasured: Bool

    /// An input that broke a promise.
    public struct Failure: Error, CustomStringConvertible {
        /// The surface's name.
        public let surface: String
        /// The seed.
        public let seed: UInt64
        /// The number of the input.
        public let number: Int
        /// What broke.
        public let breach: Breach

        /// All of it in one line.
        public var description: String {
            "surface \(surface) seed \(seed) input \(number): \(breach)"
        }
    }

    /// A run of a surface's inputs.
    public init(_ surface: Surface, seed: UInt64, isMeasured: Bool) {
        self.surface = surface
        self.seed = seed
        self.isMeasured = isMeasured
    }

    /// Most memory that the process may hold: the largest input is 10 MB, and nothing reads it more
    /// than a few times.
    public static let memoryLimit = 768

    /// Time that an input of so many bytes may take: 250 ms and 1 s a megabyte.
    ///
    /// Ordinary inputs take some 20 microseconds; the bound is there to show what is not linear.
    public static func timeLimit(bytes: Int) -> Int { 250 + bytes / 1000 }

    /// Puts inputs through, telling each number before its input is drawn; throws the first breach.
    public func run(
        _ numbers: Range<Int>,
        before: (Int) -> Void = { _ in }
    ) throws(Failure) -> Tally {
        var tally = Tally()
        for number in numbers {
            before(number)
            let input = surface.input(number, seed: seed)
            let began = Self.processorTime()
            do throws(Breach) {
                let verdict = try surface.pass(input)
                let microseconds = Self.processorTime() - began
                tally.add(verdict, microseconds: microseconds)
                if isMeasured { try check(input, microseconds, &tally) }
            } catch {
                throw Failure(surface: surface.name, seed: seed, number: number, breach: error)
            }
        }
        return tally
    }

    private func check(
        _ input: [UInt8],
        _ microseconds: Int,
        _ tally: inout Tally
    ) throws(Breach) {
        let allowed = Self.timeLimit(bytes: input.count)
        guard microseconds / 1000 <= allowed else {
            throw .slow(milliseconds: microseconds / 1000, allowed: allowed)
        }
        guard input.count > 100_000 || tally.inputs % 64 == 0 else { return }
        tally.mebibytes = Self.peakMemory()
        guard tally.mebibytes <= Self.memoryLimit else {
            throw .large(mebibytes: tally.mebibytes, allowed: Self.memoryLimit)
        }
    }

    /// Time of this thread on a processor, microseconds: what other processes do does not count.
    private static func processorTime() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }

    private static func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1024
    }
}
