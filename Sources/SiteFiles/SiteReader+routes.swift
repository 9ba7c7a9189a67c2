// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import PatrolCore
import RoostModel

extension SiteReader {
    /// Reads `routes.geojson`; each route is checked against the docks that may fly it.
    func readRoutes(on ground: Ground, docks: Listed<DockSite>) -> Listed<Route> {
        guard let top = file("routes.geojson").top("routes.geojson") else { return Listed() }
        let features = readFeatures(top, kind: "route")
        reportTwice(features.map(\.properties), "id")
        var listed = Listed<Route>(names: [])
        for feature in features {
            let id: RouteID? = feature.properties.name("id")
            listed.names?.append(id?.text ?? "")
            if let id, id.text.hasPrefix(SecondLook.prefix) {
                let why = "is \(id), but \(SecondLook.prefix)… is for flights that cases ask for"
                feature.properties.fault("id", why)
                continue
            }
            guard let id, let route = readRoute(feature, id: id, on: ground) else { continue }
            listed.values.append(route)
            checkDocks(of: route, feature.properties, on: ground, docks: docks)
        }
        return listed
    }

    private func readRoute(_ feature: Feature, id: RouteID, on ground: Ground) -> Route? {
        let properties = feature.properties
        let name = properties.bilingual("name", id: id.text)
        let domain = properties.choice("domain", RouteDomain.self)
        let height = readHeight(properties, ground.safety)
        let speed = properties.number("speed_mps", in: 1...15)
        let hover = properties.integer("hover_s", in: 0...1800)
        let pitch = properties.number("gimbal_pitch_deg", in: -90...0)
        let docks: [DockID]? = properties.has("docks") ? properties.names("docks") : nil
        let photo = properties.choice("photo", Route.PhotoPolicy.self)
        let obstacle = properties.number("highest_obstacle_m", in: 0...500)
        let path = feature.line()
        let outside = path?.lazy.compactMap { ground.district?.fault($0, .geoJSON) }.first
        if let outside {
            feature.geometry.fault("coordinates", outside)
            return nil
        }
        guard let name, let domain, let height, let speed, let hover, let pitch, let photo, let path
        else { return nil }
        return Route(
            id: id,
            name: name,
            domain: domain.rawValue,
            path: path,
            grid: path.map(ground.grid.grid),
            height: Metres(height),
            speed: MetresPerSecond(speed),
            hoverSeconds: hover,
            gimbalPitch: Degrees(pitch),
            docks: docks,
            photo: photo,
            highestObstacle: obstacle.map { Metres($0) }
        )
    }

    private func readHeight(_ section: Section, _ safety: SafetyLimits) -> Double? {
        guard let height = section.number("height_m", in: 20...500) else { return nil }
        guard Metres(height) <= safety.ceiling else {
            let ceiling = safety.ceiling.value.plain
            section.fault(
                "height_m",
                "is \(height.plain), must be at most safety.ceiling_m, \(ceiling) m"
            )
            return nil
        }
        return height
    }

    private func checkDocks(
        of route: Route,
        _ section: Section,
        on ground: Ground,
        docks: Listed<DockSite>
    ) {
        for dock in route.docks ?? [] where !docks.mayKnow(dock.text) {
            let hint =
                EditDistance.nearest(to: dock.text, among: docks.names ?? [])
                .map { "; did you mean \($0)?" } ?? ""
            section.fault("docks", "\(dock) is not in docks.yaml\(hint)")
        }
        if let asked = route.docks, asked.isEmpty {
            section.fault("docks", "is empty; leave it out to allow all docks in reach")
            return
        }
        // Docks with faults of their own are not in `values`; nothing is said about them here.
        let listed = route.docks ?? docks.values.map(\.id)
        let known = docks.values.filter { listed.contains($0.id) }
        guard known.count == listed.count, !known.isEmpty else { return }
        let problems = known.compactMap { problem(of: route, from: $0, on: ground) }
        if route.docks != nil {
            for problem in problems { section.fault("docks", problem) }
        } else if problems.count == known.count {
            section.fault("docks", "no dock can fly it; the first: \(problems[0])")
        }
    }

    /// Why a dock can never fly a route (MODEL § 3, H2); nil: it can.
    private func problem(of route: Route, from dock: DockSite, on ground: Ground) -> String? {
        let farthest = route.grid.map { $0.distance(to: dock.grid) }.max() ?? 0
        guard farthest <= dock.radius else {
            return "\(dock.id) is \(farthest.value.rounded().plain) m from its farthest point, "
                + "radius_m is \(dock.radius.value.plain)"
        }
        if let limit = dock.aircraft.envelope.speedLimit, route.speed > limit {
            return "\(dock.id) flies at most \(limit), the route asks for \(route.speed)"
        }
        let obstacle = route.highestObstacle ?? ground.safety.highestObstacle
        if let obstacle, dock.ferryHeight < obstacle + 20 {
            return "\(dock.id) has ferry_height_m \(dock.ferryHeight.value.plain), the route needs "
                + "\((obstacle + 20).value.plain): highest_obstacle_m and 20 m (S10)"
        }
        let plane = PlanningPlane(origin: ground.grid.origin)
        let profile = FlightProfile(
            path: route.path.map(plane.point),
            height: route.height.value,
            speed: route.speed.value,
            hoverSeconds: route.hoverSeconds,
            home: FlightHome(
                point: plane.point(dock.position),
                ferryHeight: dock.ferryHeight.value,
                enduranceSeconds: dock.aircraft.envelope.enduranceSeconds ?? 1
            ),
            times: ground.times
        )
        let full = dock.envelope.chargeToPermille ?? 0
        guard profile.energyPermille + ground.times.reservePermille <= full else {
            return "\(dock.id) would need \(profile.energyPermille) permille and the reserve of "
                + "\(ground.times.reservePermille), it charges to \(full)"
        }
        return nil
    }
}
