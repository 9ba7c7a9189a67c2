// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What went wrong on the way of a measurement.
enum BenchError: Error, CustomStringConvertible {
    /// A call of the system failed.
    case system(String)
    /// A program did not do what it was started for.
    case program(String)

    var description: String {
        switch self {
        case .system(let call): "\(call): \(String(cString: strerror(errno)))"
        case .program(let text): text
        }
    }
}
