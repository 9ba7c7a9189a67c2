// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import DJICloud
import DockSim
import Logging
import MQTT
import NIOCore
import NIOHTTP1
import RoostModel

/// Drives one simulated dock: its connection, its clock, its downloads and its camera's frames.
struct DockHost: Sendable {
    /// Everything that can happen to the dock.
    ///
    /// Few can wait at a time: one batch, one tick that counts, four downloads, and news of the
    /// connection.
    private enum Happening: Sendable {
        case news(BrokerLink.News)
        case fetched(DownloadPurpose, [UInt8]?)
        case tick(Int)
        case comes(HandOver)
    }

    private struct Sending: Sendable {
        var message: MQTTMessage
        var connection: Int
    }

    /// The moving parts, owned by the one loop.
    private struct Drive {
        var dock: SimulatedDock
        var timer = 0
        var armedFor: Timestamp?
        var downloads = 0
    }

    /// Waylines are some kilobytes; 16 MiB is more than any dock takes.
    private static let downloadLimit = 16 << 20
    private static let downloadsAtOnce = 4

    private let setup: DockSetup
    private let handOvers: HandOvers
    private let clock: HostClock
    private let frames: FrameSender
    private let tally: FleetTally
    private let logger: Logger
    private let link: BrokerLink
    private let happenings: AsyncStream<Happening>
    private let post: AsyncStream<Happening>.Continuation
    private let sendings: AsyncStream<Sending>
    private let send: AsyncStream<Sending>.Continuation
    private let pictures: AsyncStream<ScenePicture>
    private let show: AsyncStream<ScenePicture>.Continuation

    init(
        _ setup: DockSetup,
        fleet: LoadedFleet,
        frames: FrameSender,
        tally: FleetTally,
        _ logger: Logger
    ) {
        self.setup = setup
        self.frames = frames
        self.tally = tally
        clock = fleet.clock
        handOvers = fleet.handOvers
        var logger = logger
        logger[metadataKey: "dock"] = "\(setup.site.id)"
        self.logger = logger
        let login = BrokerLink.Login(
            user: "dock-\(setup.site.id)",
            secret: "dock-\(setup.site.id)",
            clientID: setup.site.serial,
            subscriptions: Self.filters(setup.site).map { MQTTSubscription($0) }
        )
        link = BrokerLink(login, folder: fleet.folder, logger: logger)
        (happenings, post) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(256))
        // Full: the oldest goes. What wants an answer is sent again by the dock itself.
        (sendings, send) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1024))
        // Full: the oldest goes; a late frame is worth less than a fresh one.
        (pictures, show) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(256))
    }

    /// The down topics of a dock and of its aircraft (PROTOCOL § 2).
    private static func filters(_ site: DockSite) -> [String] {
        let down = TopicKind.allCases.filter { !$0.isFromDevice }
        return down.map { Topic($0, serial: site.serial).text }
            + [Topic(.stateReply, serial: site.aircraft.serial).text]
    }

    /// Runs until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            let post = post
            handOvers.register(setup.site.serial) { aircraft in
                if case .enqueued = post.yield(.comes(aircraft)) { true } else { false }
            }
            group.addTask { await link.run { post.yield(.news($0)) } }
            group.addTask { await publishAll() }
            group.addTask { for await picture in pictures { await frames.deliver(picture) } }
            var drive = Drive(dock: SimulatedDock(setup, at: clock.now()))
            arm(&drive, &group)
            for await happening in happenings {
                let outputs = await take(happening, &drive)
                await perform(outputs, &drive, &group)
                arm(&drive, &group)
            }
            group.cancelAll()
        }
    }

    private func take(_ happening: Happening, _ drive: inout Drive) async -> [SimOutput] {
        let now = clock.now()
        switch happening {
        case .tick(let number):
            // An older timer was overtaken by an earlier one.
            guard number == drive.timer else { return [] }
            drive.armedFor = nil
            return drive.dock.tick(at: now)
        case .fetched(let purpose, let bytes):
            drive.downloads -= 1
            return drive.dock.downloaded(purpose, bytes: bytes, at: now)
        case .comes(let aircraft): return drive.dock.take(aircraft, at: now)
        case .news(.connected): return drive.dock.start(at: now)
        case .news(.lost):
            return drive.dock.isLinked ? drive.dock.disconnected(at: now) : []
        case .news(.batch(let batch)):
            let outputs = batch.messages.flatMap { message in
                drive.dock.receive(topic: message.topic, payload: message.payload, at: now)
            }
            tally.count { $0.received += batch.messages.count }
            // The dock's memory is all there is to commit to.
            batch.committed()
            return outputs
        }
    }

    private func perform(
        _ outputs: [SimOutput],
        _ drive: inout Drive,
        _ group: inout DiscardingTaskGroup
    ) async {
        for output in outputs {
            switch output {
            case .publish(let topic, let payload, let qos):
                let message = MQTTMessage(
                    topic: topic,
                    payload: payload,
                    qos: qos == 0 ? .atMostOnce : .atLeastOnce
                )
                let sending = Sending(message: message, connection: link.connection)
                if case .dropped = send.yield(sending) { tally.count { $0.unsent += 1 } }
            case .download(let url, let purpose): fetch(url, purpose, &drive, &group)
            case .picture(let picture):
                if case .dropped = show.yield(picture) { tally.count { $0.framesLost += 1 } }
            case .dropLink(let span):
                let now = clock.now()
                await link.pause(clock.wait(until: now + span))
            case .handOver(let aircraft):
                guard !handOvers.pass(aircraft) else { continue }
                logger.error("no dock took an aircraft", metadata: ["dock": "\(aircraft.to)"])
            case .log(let words): logger.info("\(words)", metadata: ["at": "\(clock.now())"])
            }
        }
    }

    /// Sets the timer to the dock's next wake, unless one is set that is not later.
    private func arm(_ drive: inout Drive, _ group: inout DiscardingTaskGroup) {
        let wake = drive.dock.nextWake
        if let armed = drive.armedFor, armed <= wake { return }
        drive.timer += 1
        drive.armedFor = wake
        // At least once a second, so that timers that were overtaken do not pile up.
        let wait = min(clock.wait(until: wake), .seconds(1))
        let number = drive.timer
        let post = post
        group.addTask {
            do { try await Task.sleep(for: wait) } catch { return }
            post.yield(.tick(number))
        }
    }

    private func publishAll() async {
        for await sending in sendings {
            let isSent = await link.publish(sending.message, on: sending.connection)
            tally.count { counts in
                if isSent { counts.published += 1 } else { counts.unsent += 1 }
            }
        }
    }

    private func fetch(
        _ url: String,
        _ purpose: DownloadPurpose,
        _ drive: inout Drive,
        _ group: inout DiscardingTaskGroup
    ) {
        drive.downloads += 1
        let post = post
        guard drive.downloads <= Self.downloadsAtOnce else {
            logger.warning("too many downloads at once")
            post.yield(.fetched(purpose, nil))
            return
        }
        group.addTask {
            let bytes = await load(url)
            tally.count { counts in
                if bytes == nil { counts.downloadsFailed += 1 } else { counts.downloads += 1 }
            }
            post.yield(.fetched(purpose, bytes))
        }
    }

    /// The file at an address; nil: not within 10 s, or not with 200.
    private func load(_ url: String) async -> [UInt8]? {
        do {
            let answer = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: url),
                timeout: .seconds(10)
            )
            guard answer.status == .ok else {
                logger.warning("download answered \(answer.status.code)")
                return nil
            }
            let body = try await answer.body.collect(upTo: Self.downloadLimit)
            return Array(body.readableBytesView)
        } catch {
            logger.warning("download failed: \(type(of: error))")
            return nil
        }
    }
}
