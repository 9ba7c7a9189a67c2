// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Threads that do one thing each, and are waited for.
enum Crew {
    /// Runs `work` once for each of so many threads; throws what the first of them threw.
    static func run(_ count: Int, _ work: @escaping @Sendable (Int) throws -> Void) throws {
        let failures = Failures()
        let group = DispatchGroup()
        for number in 0..<count {
            group.enter()
            Thread.detachNewThread {
                do { try work(number) } catch { failures.add("\(error)") }
                group.leave()
            }
        }
        group.wait()
        if let first = failures.first { throw BenchError.program(first) }
    }

    /// A class because threads share it.
    private final class Failures: Sendable {
        private let texts = Mutex<[String]>([])

        var first: String? { texts.withLock { $0.first } }

        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }
}
