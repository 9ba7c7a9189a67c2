// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import DJICloud
import FleetCore
import Foundation
import Hummingbird
import Logging
import MQTT
import RoostAPI
import RoostEngine
import RoostHTTP
import RoostModel
import ServiceLifecycle
import SiteCore
import SiteFiles

/// The pieces of one daemon and how they know each other.
struct Parts {
    let options: DaemonOptions
    let loaded: LoadedSite
    let data: DataFolder
    let secrets: Secrets
    let loop: EngineLoop
    let logger: Logger
    let counters = Counters()
    let notAdopted = SeenNames()
    let awaited = AwaitedReplies()
    let hearing = DockHearing()
    let telemetry = SharedTelemetry()
    let poses = PoseHistory()
    let drift = DriftBook()
    let wear = WearBook()
    let relays = RelayShelf()
    let pace = ReceiverPace()
    let later: LateWords
    let tokens: Tokens
    let links: WaylineLinks
    let noticeLinks: NoticeLinks
    let binding: BindingKey
    let media: Vault
    let vault: Vault

    init(
        options: DaemonOptions,
        loaded: LoadedSite,
        data: DataFolder,
        secrets: Secrets,
        loop: EngineLoop,
        logger: Logger
    ) throws {
        self.options = options
        self.loaded = loaded
        self.data = data
        self.secrets = secrets
        self.loop = loop
        self.logger = logger
        later = LateWords(loop)
        tokens = try Tokens(data)
        links = WaylineLinks(
            base: loaded.shell.http.docksURL,
            secret: try secrets.value("wayline-key", orMake: Secrets.randomPassword)
        )
        noticeLinks = NoticeLinks(
            base: loaded.shell.http.peopleURL,
            secret: try secrets.value("notice-key", orMake: Secrets.randomPassword)
        )
        let dji = loaded.shell.dji
        binding = BindingKey(
            organization: dji.organization,
            code: try secrets.value(dji.bindingSecret, orMake: Secrets.randomPassword)
        )
        media = try Vault(path: data.media.path)
        vault = try Vault(path: data.vault.path)
    }

    /// Every service, in the order of their start; they end in the opposite order.
    func services() async throws -> [any Service] {
        let broker = try broker()
        let health = BrokerHealth(connections: 2) { loop.setBroker(isUp: $0) }
        let reader = try client("docks", broker.link, DockGateway.subscriptions)
        let writer = try client("commands", broker.link, [])
        let frameTopics = FrameGateway.subscriptions(loaded.shell.adapters)
        let frames = try client("frames", broker.link, frameTopics)
        let publisher = Publisher(writer)
        let live = LiveLogin(shell: loaded.shell, data: data, secrets: secrets)
        let commands = CommandLane(
            loop: loop,
            publisher: publisher,
            awaited: awaited,
            links: links,
            liveLogin: { live($0, $1) },
            counters: counters,
            logger: logger,
            relays: relays
        )
        let intake = intake()
        let reload = Reload(
            options: options,
            loaded: loaded,
            loop: loop,
            rights: broker.rights,
            logger: logger
        )
        let door = door(intake: intake, commands: commands, health: health, reload: reload)
        let server = Server(door: door, logger: logger)
        let http = loaded.shell.http
        var services: [any Service] = [loop]
        if let child = broker.child { services.append(child) }
        services += [
            ClientService(name: "docks", client: reader, health: health, logger: logger),
            ClientService(name: "commands", client: writer, health: health, logger: logger),
            ClientService(name: "frames", client: frames, health: nil, logger: logger),
            gateway(reader, broker.rights),
            commands,
            later,
            ReplyLane(
                loop: loop,
                publisher: publisher,
                links: links,
                materials: try materials(),
                logger: logger
            ),
            watchdog,
            OutageWatch(loop: loop, hearing: hearing, health: health, logger: logger),
            Heartbeat(loop: loop, publisher: publisher),
            sender(over: frames),
            EvidenceSealer(loop: loop, media: media, vault: vault, logger: logger),
            MediaSweeper(
                media: media,
                hours: loaded.shell.retention.mediaHours,
                counters: counters,
                logger: logger
            ),
            PlanRunner(loop: loop, logger: logger),
            frameGateway(frames, publisher, intake),
            ReloadSignal(reload: reload, logger: logger),
            server.docks(host: http.docksListen.host, port: http.docksListen.port),
            server.operators(socket: data.socket.path),
            server.people(host: http.listen.host, port: http.listen.port),
        ]
        return services
    }

    private var watchdog: Watchdog {
        Watchdog(
            loop: loop,
            awaited: awaited,
            hearing: hearing,
            telemetry: telemetry,
            logger: logger
        )
    }

    private func gateway(_ client: MQTTClient, _ rights: BrokerRights?) -> DockGateway {
        DockGateway(
            loop: loop,
            client: client,
            reader: DockReader(
                loop: loop,
                awaited: awaited,
                hearing: hearing,
                watch: .init(
                    counters: counters,
                    notAdopted: notAdopted,
                    rights: rights,
                    telemetry: telemetry,
                    poses: poses,
                    binding: binding,
                    drift: drift,
                    wear: wear,
                    relays: relays
                ),
                logger: logger
            ),
            awaited: awaited,
            telemetry: telemetry,
            logger: logger
        )
    }

    /// The broker's address, and its process and rights when it is ours.
    private struct Broker {
        var link: BrokerLink
        var child: BrokerChild?
        var rights: BrokerRights?
    }

    private func broker() throws(DaemonError) -> Broker {
        switch loaded.shell.broker {
        case .embedded(let settings):
            // As at a reload: one that was taken out keeps its login until its aircraft is back.
            let docks = loop.site.fleet.heard(under: loaded.configuration.fleet)
            var embedded = try EmbeddedBroker(settings, data: data, secrets: secrets)
            embedded.frameTopics = loaded.shell.adapters.compactMap(\.topic)
            let broker = embedded
            try broker.files(for: docks).write(to: broker.folder)
            let child = BrokerChild(
                folder: broker.folder,
                listen: broker.listen.description,
                log: BrokerLogFile(
                    folder: broker.folder,
                    counters: counters,
                    seen: notAdopted,
                    logger: logger
                ),
                logger: logger
            )
            let rights = BrokerRights(broker, docks: docks, logger: logger) { child.reread() }
            return Broker(link: broker.link, child: child, rights: rights)
        case .external(let settings):
            return Broker(link: try BrokerLink.external(settings, secrets: secrets))
        }
    }

    private func client(
        _ name: String,
        _ link: BrokerLink,
        _ subscriptions: [MQTTSubscription]
    ) throws -> MQTTClient {
        var configuration = link.configuration(name, site: loaded.configuration.site)
        // A session's backlog of commands must not outlive the process that gave them.
        configuration.isCleanStart = subscriptions.isEmpty
        return try MQTTClient(configuration, subscriptions: subscriptions, logger: logger)
    }

    /// What answers to docks are filled in with; a simulated site draws what a real one must be given.
    private func materials() throws(DaemonError) -> ReplyMaterials {
        let dji = loaded.shell.dji
        var materials = ReplyMaterials()
        let isSimulated = loaded.configuration.isSimulated
        let key =
            isSimulated
            ? try secrets.value(dji.keySecret, orMake: Secrets.randomPassword)
            : try secrets.value(dji.keySecret)
        let licence =
            isSimulated
            ? try secrets.value(dji.licenseSecret, orMake: Secrets.randomPassword)
            : try secrets.value(dji.licenseSecret)
        if let key, let licence {
            materials.configuration = .init(
                applicationID: dji.appID,
                applicationKey: key,
                licence: licence,
                timeServer: dji.ntp
            )
        } else {
            logger.warning("no application key or licence: docks that ask for them get a no")
        }
        materials.organization = .init(
            id: dji.organization,
            name: loaded.configuration.name.zh
        )
        materials.storage = try storage()
        return materials
    }

    /// The object store that docks upload to; nil: none is configured, and they keep their pictures.
    private func storage() throws(DaemonError) -> ReplyMaterials.Storage? {
        guard let store = loaded.shell.media.objectStore else { return nil }
        var storage = ReplyMaterials.Storage(
            bucket: store.bucket,
            endpoint: store.endpoint,
            region: store.region,
            provider: store.provider.rawValue
        )
        storage.prefix = store.prefix
        storage.accessKeyID = store.keyID
        storage.accessKeySecret = try secrets.required(store.keySecret)
        if let token = store.tokenSecret { storage.securityToken = try secrets.required(token) }
        return storage
    }
}
