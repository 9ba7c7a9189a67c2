// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Hummingbird
import RoostAPI
import RoostModel
import SiteCore

extension Server {
    /// Who could go to a place, and what a person tells an aircraft in the air.
    func addDispatch(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("dispatch") { request, context in
            _ = try context.requiredReader()
            let call = try Server.call(request, door.site())
            return try answer(DispatchResource(call, door.site(), at: door.now()))
        }
        for verb in ["pause", "resume", "cancel-return"] {
            group.post("docks/:id/\(verb)") { request, context in
                let person = try context.required(.dispatcher, .duty)
                try await decodedNothing(from: request, context)
                let dock = try Server.id(DockID.self, context) { DockID($0) }
                let order: FleetRequest =
                    switch verb {
                    case "pause": .pause(dock: dock)
                    case "resume": .resume(dock: dock)
                    default: .cancelReturn(dock: dock)
                    }
                return try await Server.submit(.fleet(order), by: person, request, door)
            }
        }
        group.post("docks/:id/fly-to") { request, context in
            let person = try context.required(.dispatcher, .duty)
            let dock = try Server.id(DockID.self, context) { DockID($0) }
            let wish = try await decoded(SteerRequest.self, from: request, context)
            let (place, grid) = try Server.place(wish.to, door.site())
            let order = FleetRequest.flyTo(
                dock: dock,
                place: place,
                grid: grid,
                height: wish.heightM.map { Metres($0) }
            )
            return try await Server.submit(.fleet(order), by: person, request, door)
        }
    }

    /// `?to=LAT,LON&dock=D03&height=60`.
    private static func call(_ request: Request, _ site: Site) throws -> Call {
        let query = request.uri.queryParameters
        let numbers = (query["to"].map(String.init) ?? "").split(separator: ",").map { Double($0) }
        guard numbers.count == 2, let lat = numbers[0], let lon = numbers[1] else {
            throw Refused(
                400,
                "bad_request",
                en: "to takes latitude,longitude, such as 22.54,114.12.",
                zh: "to 应为 纬度,经度，例如 22.54,114.12。"
            )
        }
        let (place, grid) = try place(PlaceResource(lat: lat, lon: lon), site)
        return Call(
            place: place,
            grid: grid,
            dock: query["dock"].map { DockID(String($0)) },
            height: try value(
                "height",
                of: request,
                { text in Double(text).flatMap { $0.isFinite ? Metres($0) : nil } },
                "metres over the take-off ground",
                "相对起飞点的高度（米）"
            )
        )
    }

    /// A place of the API, projected here, at the edge.
    static func place(
        _ place: PlaceResource?,
        _ site: Site
    ) throws -> (Coordinate, GridPoint) {
        let at = place.map { Coordinate(latitude: $0.lat, longitude: $0.lon) }
        guard let at, at.isPlausible, let grid = site.configuration?.grid else {
            throw Refused(
                400,
                "bad_request",
                en: "The place is not a latitude and longitude in WGS84.",
                zh: "地点不是有效的 WGS84 经纬度。"
            )
        }
        return (at, grid.grid(at))
    }
}

extension DispatchResource {
    /// The answer of a site to a call.
    init(_ call: Call, _ site: Site, at now: Timestamp) {
        let offers = site.fleet.offers(to: call, at: now).map { offer in
            var row = Offer(
                dock: offer.dock.text,
                seconds: offer.seconds,
                batteryPercent: offer.batteryAtScene,
                isReady: offer.isReady,
                reasons: offer.reasons.map(TextResource.init)
            )
            row.givesWay = offer.givesWay?.description
            return row
        }
        let objection = site.fleet.objection(to: call, at: now)
        self.init(offers: offers, problem: objection.map { Refused($0).problem })
    }
}
