// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import DockSim
import Logging
import MQTT
import NIOCore
import NIOHTTP1

/// Where the analysis of all aircraft hands its frames in: the picture first, then what was found in
/// it, on one connection of the broker user `edge` (FRAMES § 4).
struct FrameSender: Sendable {
    /// With their pauses about 8 s: longer than a daemon takes to start again.
    private static let attempts = 6

    private let link: BrokerLink
    private let folder: DaemonFolder
    private let tally: FleetTally
    private let logger: Logger

    init(folder: DaemonFolder, tally: FleetTally, logger: Logger) {
        let login = BrokerLink.Login(
            user: "edge",
            secret: "edge",
            clientID: "docksim-edge"
        )
        link = BrokerLink(login, folder: folder, logger: logger)
        self.folder = folder
        self.tally = tally
        self.logger = logger
    }

    /// Keeps the connection until the task is cancelled.
    func run() async { await link.run { _ in } }

    /// Hands in one frame; gives it up after some attempts.
    func deliver(_ picture: ScenePicture) async {
        let isDone = await isKept(picture) ? await isPublished(picture) : false
        tally.count { counts in
            if isDone { counts.frames += 1 } else { counts.framesLost += 1 }
        }
    }

    private func isKept(_ picture: ScenePicture) async -> Bool {
        guard let image = picture.image, let sha256 = picture.sha256 else { return true }
        var fault = ""
        for attempt in 0..<Self.attempts {
            guard await pause(before: attempt) else { return false }
            var request = HTTPClientRequest(url: folder.mediaAddress(sha256))
            request.method = .PUT
            request.headers.add(name: "content-type", value: "image/png")
            request.body = .bytes(ByteBuffer(bytes: image))
            do {
                let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
                _ = try await answer.body.collect(upTo: 65_536)
                if (200..<300).contains(answer.status.code) { return true }
                fault = "answered \(answer.status.code)"
                if answer.status.code != 429, answer.status.code < 500 { break }
            } catch {
                fault = "\(type(of: error))"
            }
        }
        logger.debug("picture not kept: \(fault)", metadata: ["frame": "\(picture.frameID)"])
        return false
    }

    private func isPublished(_ picture: ScenePicture) async -> Bool {
        let message = MQTTMessage(topic: "roost/v1/frames/edge", payload: picture.result)
        for attempt in 0..<Self.attempts {
            guard await pause(before: attempt) else { return false }
            // Sent twice does no harm: the daemon knows the frame's id.
            if await link.publish(message, on: link.connection) { return true }
        }
        return false
    }

    /// Waits before a repeated attempt; false when it is time to end.
    private func pause(before attempt: Int) async -> Bool {
        guard attempt > 0 else { return !Task.isCancelled }
        do {
            try await Task.sleep(for: .milliseconds(min(2000, 250 << attempt)))
            return true
        } catch {
            return false
        }
    }
}
