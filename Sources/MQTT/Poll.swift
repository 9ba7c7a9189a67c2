// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// `poll(2)` on the socket and the waker.
enum Poll {
    /// Waits for one of the events, a wake-up or the limit; tells what the socket is ready for.
    ///
    /// A negative socket is none.
    static func wait(
        _ socket: Int32,
        for events: Int16,
        waker: Waker?,
        limit: Duration
    ) -> Int16 {
        var slots = [
            pollfd(fd: socket, events: events, revents: 0),
            pollfd(fd: waker?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        // An interrupted call looks like one without news: the caller goes round again.
        guard poll(&slots, nfds_t(slots.count), limit.pollMilliseconds) > 0 else { return 0 }
        if slots[1].revents != 0 { waker?.clear() }
        return slots[0].revents
    }
}
