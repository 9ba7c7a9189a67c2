// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A detached POSIX thread.
///
/// Not a task: it blocks in `poll` and in the library for all its life, which the cooperative pool
/// must not.
enum OwnThread {
    /// Carries the body through the C call; made to be consumed once.
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    static func start(_ run: @escaping @Sendable () -> Void) throws(MQTTError) {
        let body = Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                // Signals are for the threads that expect them.
                var all = sigset_t()
                sigfillset(&all)
                pthread_sigmask(SIG_SETMASK, &all, nil)
                Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            },
            body.toOpaque()
        )
        guard code == 0 else {
            body.release()
            throw .system("no thread, error \(code)")
        }
        pthread_detach(thread)
    }
}
