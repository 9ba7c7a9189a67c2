// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Ends the thread's `poll` from elsewhere.
///
/// A class because it owns file descriptors: a pipe, since Swift's Glibc does not know eventfd.
final class Waker: Sendable {
    /// Readable after a wake-up.
    let descriptor: Int32
    private let writer: Int32

    init() throws(MQTTError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system("no pipe, error \(errno)") }
        for end in ends {
            // Neither fails on a pipe just made.
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, writer) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(writer)
    }

    /// Safe from any thread; many calls wake once.
    func wake() {
        // Fails only when the pipe is full, and then the thread is awake already.
        var byte: UInt8 = 1
        _ = write(writer, &byte, 1)
    }

    /// Called by the thread before it looks for news.
    func clear() {
        withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) { bytes in
            while read(descriptor, bytes.baseAddress, bytes.count) == bytes.count {}
        }
    }
}
