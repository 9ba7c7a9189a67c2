// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SimHost

/// `docksim catch`: a receiver of web hooks for demos and crash tests.
struct Catch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Receive signed web hooks, check them, and keep one JSON line for each.",
        discussion: "Example: docksim catch --listen 127.0.0.1:8472 --secret-file s --log h.jsonl"
    )

    @Option(help: "HOST:PORT; port 0 is any free one and is printed.")
    var listen: String

    @Option(help: "File with the secret: whsec_ and base64.")
    var secretFile: String

    @Option(
        help: "File to append to, one JSON line a request: at, id, is_new, valid, type, status."
    )
    var log: String

    @Option(help: "Answer the first N valid requests with 503.")
    var fail = 0

    func run() async throws {
        let catcher = try await Catcher(
            listen: listen,
            secretFile: secretFile,
            log: log,
            failures: fail
        )
        try await SignalledRun.run(catcher)
        print(await catcher.book.totals)
    }
}
