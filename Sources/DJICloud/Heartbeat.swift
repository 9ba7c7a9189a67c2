// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
public import RoostModel

extension Outgoing {
    /// The sign of life that keeps live control open.
    ///
    /// A dock leaves it after 60 s without one, and one a second is sent (PROTOCOL § 13). `seq` stands beside
    /// the data; the dock's echo needs no answer.
    public static func heartbeat(to serial: String, number: Int, at now: Timestamp) -> Outgoing {
        let time = JSONValue.int(Int(now.milliseconds))
        var message = Message(method: "heart_beat", data: ["timestamp": time])
        message.seq = number
        return Outgoing(topic: Topic(.drcDown, serial: serial), message: message)
    }
}
