// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import Hummingbird
public import Logging
import NIOCore

/// The daemon's HTTP sides: people and integrators on an address and on the operators' socket, docks on an
/// address of their own that serves signed waylines and nothing else.
public struct Server: Sendable {
    private let door: SiteDoor
    private let logger: Logger

    /// A server over a door.
    public init(door: SiteDoor, logger: Logger) {
        self.door = door
        self.logger = logger
    }

    /// The side of people and integrators on a TCP address.
    public func people(
        host: String,
        port: Int,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        application(.hostname(host, port: port), routes(), onListening)
    }

    /// The same on the operators' socket.
    public func operators(socket path: String) -> some ApplicationProtocol {
        application(.unixDomainSocket(path: path), routes()) { _ in }
    }

    /// The side of docks.
    public func docks(
        host: String,
        port: Int,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let router = Router(context: SiteContext.self)
        addWaylines(to: router)
        return application(.hostname(host, port: port), router, onListening)
    }

    private func application(
        _ address: BindAddress,
        _ router: Router<SiteContext>,
        _ onListening: @escaping @Sendable (Int) async -> Void
    ) -> some ApplicationProtocol {
        Application(
            router: router,
            configuration: .init(address: address, serverName: "roostd"),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: logger
        )
    }

    /// Every route of people and integrators, behind access, with each error as a problem.
    func routes() -> Router<SiteContext> {
        let router = Router(context: SiteContext.self)
        router.add(middleware: Problems(routes: RouteTable(unguardedRoutes()), logger: logger))
        router.add(middleware: Access(door: door))
        addRoutes(to: router)
        return router
    }

    /// The same routes, for who only reads which there are.
    func unguardedRoutes() -> Router<SiteContext> {
        let router = Router(context: SiteContext.self)
        addRoutes(to: router)
        return router
    }

    private func addRoutes(to router: Router<SiteContext>) {
        addHealth(to: router)
        addAcknowledge(to: router)
        addPhotos(to: router)
        let version = router.group("v1")
        addStatus(to: version)
        addDocks(to: version)
        addMissions(to: version)
        addDispatch(to: version)
        addClock(to: version)
        addCare(to: version)
        addPlan(to: version)
        addReach(to: version)
        addCases(to: version)
        addNotices(to: version)
        addExemptions(to: version)
        addSilences(to: version)
        addPreservations(to: version)
        addPictures(to: version)
        addFrames(to: version)
        addHistory(to: version)
        addQuarantine(to: version)
        addAdministration(to: version)
    }

    var doorForRoutes: SiteDoor { door }
}
