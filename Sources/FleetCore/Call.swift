// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A place that an aircraft is called to, as a person asks for it.
public struct Call: Equatable, Sendable {
    /// Where.
    public var place: Coordinate
    /// The same place on the site's grid.
    public var grid: GridPoint
    /// The dock that the person named; nil: the soonest that may go.
    public var dock: DockID?
    /// Height over the take-off ground at the place; nil: each dock's ferry height.
    public var height: Metres?
    /// Whether the camera turns to the place on arrival.
    public var looks: Bool

    /// A call from its parts.
    public init(
        place: Coordinate,
        grid: GridPoint,
        dock: DockID? = nil,
        height: Metres? = nil,
        looks: Bool = false
    ) {
        self.place = place
        self.grid = grid
        self.dock = dock
        self.height = height
        self.looks = looks
    }
}

// What is wrong with a call whoever would fly it.
extension Fleet {
    /// Why nobody goes to a place, before any dock's interlocks are asked; nil: somebody may.
    public func objection(to call: Call, at now: Timestamp) -> Refusal? {
        placeObjection(to: call, at: now) ?? otherCall(at: call)
    }

    /// What is wrong with the place, the height or the dock that was named.
    func placeObjection(to call: Call, at now: Timestamp) -> Refusal? {
        guard let configuration else {
            let what = Bilingual(en: "no configuration", zh: "无配置")
            return Refusal(.degraded, Subject(), [FactValue("what", what)])
        }
        let place = FactValue("place", call.place.rounded)
        guard call.place.isPlausible else {
            let what = Bilingual(en: "place \(call.place)", zh: "地点 \(call.place)")
            return Refusal(.badRequest, Subject(), [FactValue("what", what)])
        }
        let district = configuration.areas.filter { $0.kind == .district }
        guard district.isEmpty || district.contains(where: { $0.contains(call.grid) }) else {
            return Refusal(.outsideDistrict, Subject(), [place])
        }
        if let dock = call.dock {
            guard let state = docks[dock], state.isAdopted else {
                return Refusal(.unknownSubject, Subject(dock: dock), [FactValue("what", dock)])
            }
            if state.link != .online { return lost(state) }
        }
        return heightObjection(to: call, configuration)
            ?? reachObjection(to: call, configuration, at: now)
    }

    func lost(_ dock: DockState) -> Refusal {
        let since = dock.silentSince ?? dock.heardAt
        let word = since.map {
            Bilingual(en: "silent since \(moment($0))", zh: "自 \(moment($0)) 起无信号")
        }
        let never = Bilingual(en: "not heard since roostd began", zh: "roostd 启动后未收到信号")
        return Refusal(.dockLost, Subject(dock: dock.id), [FactValue("state", word ?? never)])
    }

    private func heightObjection(
        to call: Call,
        _ configuration: FleetConfiguration
    ) -> Refusal? {
        guard let height = call.height else { return nil }
        let safety = configuration.safety
        let least = safety.highestObstacle.map { $0 + FleetTimes.obstacleMargin }
        guard let least, height >= least else {
            let unknown = Bilingual(
                en: "unknown: no highest obstacle is configured",
                zh: "未知：未配置最高障碍物"
            )
            return Refusal(
                .belowSafeHeight,
                Subject(dock: call.dock),
                [
                    FactValue("height", height),
                    FactValue("least", least.map { Bilingual("\($0)") } ?? unknown),
                ]
            )
        }
        guard height <= safety.ceiling else {
            let values = [FactValue("height", height), FactValue("most", safety.ceiling)]
            return Refusal(.aboveCeiling, Subject(dock: call.dock), values)
        }
        return nil
    }

    /// Out of every radius, or in an area that is closed when the soonest aircraft would be there.
    private func reachObjection(
        to call: Call,
        _ configuration: FleetConfiguration,
        at now: Timestamp
    ) -> Refusal? {
        var reasons: [Bilingual] = []
        var soonest: (seconds: Int, site: DockSite)?
        for (id, dock) in docks where dock.isAdopted && (call.dock == nil || call.dock == id) {
            let distance = dock.site.grid.distance(to: call.grid)
            guard distance <= dock.site.radius else {
                reasons.append(.tooFar(id, distance, dock.site.radius))
                continue
            }
            let seconds = configuration.arrival(after: distance)
            if soonest.map({ seconds < $0.seconds }) ?? true { soonest = (seconds, dock.site) }
        }
        guard let soonest else {
            let told = Array(reasons.prefix(Self.reasonsTold))
            return Refusal(.outOfReach, Subject(dock: call.dock), reasons: told)
        }
        let height = (call.height ?? soonest.site.ferryHeight).value
        let hover = Leg(
            kind: .patrol,
            line: [call.grid.plane],
            heights: height...height,
            startSeconds: soonest.seconds,
            endSeconds: soonest.seconds + FleetTimes.hover.wholeSeconds
        )
        let airspace = Airspace(configuration: configuration)
        guard let area = airspace.areaMet(by: [hover], start: now) else { return nil }
        let values = [
            FactValue("place", call.place.rounded), FactValue("area", area.title),
        ]
        return Refusal(.inNoFly, Subject(dock: call.dock), values)
    }

    /// Somebody was sent there already, or the named dock flies at another person's word.
    private func otherCall(at call: Call) -> Refusal? {
        guard let configuration else { return nil }
        let near = Metres(configuration.times.separationHorizontalMetres)
        for (id, mission) in missions {
            guard let person = mission.by, case .point(_, let grid) = mission.purpose else {
                continue
            }
            let subject = Subject(dock: mission.dock, mission: id, person: person)
            if grid.distance(to: call.grid) < near { return Refusal(.alreadyGoing, subject) }
            if call.dock == mission.dock { return Refusal(.dockBusy, subject) }
        }
        return nil
    }

    /// Docks that a refusal names: the nearest.
    static var reasonsTold: Int { 30 }
}

extension FleetConfiguration {
    /// Seconds until an aircraft that is asked now is as far away as this.
    func arrival(after distance: Metres) -> Int {
        reserve.overheadSeconds
            + FlightProfile.seconds(
                Int(distance.value.rounded(.up)),
                times.ferryMetresPerSecond
            )
    }
}

extension Area {
    /// Its kind and name, for people.
    var title: Bilingual {
        let word =
            switch kind {
            case .noFly: Bilingual(en: "no-fly area", zh: "禁飞区")
            case .heightLimit: Bilingual(en: "height limit", zh: "限高区")
            case .approval: Bilingual(en: "area without an approval now", zh: "未获批准区域")
            case .district, .coverage, .zone: Bilingual(en: "area", zh: "区域")
            }
        return Bilingual(en: "\(word.en) \(id)", zh: "\(word.zh) \(id)")
    }
}

extension Bilingual {
    static func tooFar(_ dock: DockID, _ distance: Metres, _ radius: Metres) -> Bilingual {
        let (far, near) = (Metres(distance.value.rounded()), radius)
        return Bilingual(
            en: "\(dock): \(far) away, its radius is \(near)",
            zh: "\(dock)：距离 \(far)，作业半径 \(near)"
        )
    }
}
