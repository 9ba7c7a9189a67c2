// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A TCP port that nobody listens on now.
enum FreePort {
    static func next() throws -> Int {
        let listener = try Listener()
        defer { close(listener.descriptor) }
        return listener.port
    }
}
