// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// One message of a dock on its way to roost.
struct Incoming {
    /// Its number in the world, the same for each time that it arrives.
    var number: Int
    var topic: String
    var payload: [UInt8]
    var qos: Int
    /// Whether the broker says that it kept it from earlier.
    var isRetained = false
}
