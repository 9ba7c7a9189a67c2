// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A receiver that keeps when each thing it was told of came; the same for both sides of a comparison.
///
/// A class because its threads and who waits share what came.
final class Catcher: Sendable {
    /// Where it listens.
    let port: Int
    private let socket: Int32
    private let names: @Sendable ([UInt8]) -> [String]
    private let came = Mutex<[(at: Double, body: [UInt8])]>([])
    private let seen = Mutex<[String: Double]>([:])

    /// Begins to listen; `names` finds in a body what it tells of.
    init(names: @escaping @Sendable ([UInt8]) -> [String]) throws {
        (socket, port) = try Sockets.listen()
        self.names = names
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(socket, nil, nil)
                guard client >= 0 else { return }
                Sockets.keepQuick(client)
                Thread.detachNewThread { self.serve(client) }
            }
        }
    }

    /// When a thing was told of, in seconds of the monotonic clock; waits at most so many seconds.
    ///
    /// The instant is noted when it comes: how often it is looked for does not change it. What it tells of is
    /// found out when somebody asks, so that the catcher takes little of the machine meanwhile.
    func time(of name: String, within seconds: Double) -> Double? {
        let end = Clock.seconds + seconds
        while Clock.seconds < end {
            readWhatCame()
            if let time = seen.withLock({ $0[name] }) { return time }
            usleep(200)
        }
        return nil
    }

    private func readWhatCame() {
        let news = came.withLock { came in
            defer { came = [] }
            return came
        }
        guard !news.isEmpty else { return }
        let told = news.map { (at: $0.at, names: names($0.body)) }
        seen.withLock { seen in
            for one in told {
                for name in one.names where seen[name] == nil { seen[name] = one.at }
            }
        }
    }

    private func serve(_ client: Int32) {
        var rest: [UInt8] = []
        while let message = try? HTTPText.read(from: client, &rest) {
            let now = Clock.seconds
            let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
            guard (try? Sockets.write(answer, to: client)) != nil else { break }
            came.withLock { $0.append((now, message.body)) }
        }
        close(client)
    }
}
