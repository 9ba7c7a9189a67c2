// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// The flight itself: its pieces, what their ends bring about, and the way home.
extension SimulatedDock {
    /// Seconds on the pad before the rotors carry: the cover opens and the home point is set.
    private var padSeconds: Double { Double(setup.times.takeoffSeconds) / 2 }
    /// Seconds of settling on the pad, rods and cover included.
    private var settleSeconds: Double { min(15, Double(setup.times.landingSeconds) / 4) }
    private var transition: Double { Double(setup.times.transitionSeconds) }
    private var home: PlanePoint { PlanePoint(x: 0, y: 0) }
    /// Where the flight comes down.
    private var end: PlanePoint { flight?.landing?.place ?? home }

    /// Opens the cover, switches the aircraft on and gives it its way.
    mutating func prepareRotors(at now: Timestamp) {
        flight?.phase = .preparing
        switchOn(at: now)
        cover = cover == 1 ? 1 : 2
        if has(.coverJamsClosed, method: "flighttask_execute", at: now) {
            cover = 0
            let id = flight?.id ?? ""
            return after(.seconds(20), .coverFailed(flight: id), from: now)
        }
        after(.seconds(10), .coverMoved(to: 1), from: now)
        guard let path = flight?.path, let id = flight?.id else { return }
        if has(.homePointWaits, method: "flighttask_execute", at: now) {
            return after(.minutes(2), .startWaits(flight: id, minutes: 2), from: now)
        }
        let climb = max(1, Double(setup.times.takeoffSeconds) - padSeconds)
        switch path {
        case .wayline(let wayline):
            let from = flight?.from ?? 0
            // A resumed flight climbs to the return height instead (PROTOCOL § 10).
            let security =
                from > 0 ? flight?.returnHeight ?? 0 : wayline.takeOffSecurityHeight.value
            aircraft.fly(
                [.hold(padSeconds, .liftedOff), .vertical(to: security, climb, .climbed)]
                    + pieces(of: wayline, from: from)
            )
        case .point(let place, let height, let speed, let security):
            let seconds = home.distance(to: place) / max(1, speed)
            aircraft.fly([
                .hold(padSeconds, .liftedOff), .vertical(to: security, climb, .climbed),
                .go(to: place, seconds), .vertical(to: height, transition, .arrived),
            ])
        }
        cancel(.step)
        after(.seconds(1), .step, from: now)
        tell("in_progress", wantsReply: true, at: now)
    }

    /// The way out, the transition to the first point's height, and the legs with their rests.
    private func pieces(of wayline: Wayline, from first: Int) -> [Manoeuvre] {
        let places = wayline.points.map { grid.plane($0.place) }
        let out = home.distance(to: places[first]) / max(1, wayline.transitSpeed.value)
        var pieces: [Manoeuvre] = [
            .go(to: places[first], out),
            .vertical(to: wayline.points[first].height.value, transition, .waypoint(first)),
            .hold(0, .gimbal(wayline.gimbalPitch.value)),
        ]
        for (index, point) in wayline.points.enumerated() where index >= first {
            if index > first {
                let speed = max(1, wayline.points[index - 1].speed.value)
                let seconds = places[index - 1].distance(to: places[index]) / speed
                pieces.append(
                    .go(
                        to: places[index],
                        height: point.height.value,
                        seconds,
                        .waypoint(index)
                    )
                )
            }
            for action in point.actions {
                switch action {
                case .photo: pieces.append(.hold(0, .photo))
                case .zoom(let factor): pieces.append(.hold(0, .zoom(factor)))
                case .hover(let seconds): pieces.append(.hold(Double(seconds)))
                case .gimbal(let pitch): pieces.append(.hold(0, .gimbal(pitch.value)))
                }
            }
        }
        return pieces + [.hold(0, .routeDone)]
    }

    /// Moves aircraft and battery on to an instant.
    mutating func advance(to now: Timestamp) {
        guard now > lastAdvance else { return }
        let seconds = (now - lastAdvance).seconds
        lastAdvance = now
        if let flight, !flight.awaitsLaunch {
            if flight.phase.isAirborne { drain(seconds, at: now) }
            for mark in aircraft.advance(seconds: seconds) { passed(mark, at: now) }
        } else if isCharging(at: now) {
            let rate = Double(site.envelope.chargePermillePerMinute ?? 20)
            let share = has(.chargingSlow, at: now) ? 3.0 : 1
            let limit = Double(site.envelope.chargeToPermille ?? 900)
            battery.charge(seconds: seconds, permillePerMinute: rate / share, upTo: limit)
        }
    }

    /// The envelope's endurance is derated for wind already; a wind above 8 m/s costs more.
    private mutating func drain(_ seconds: Double, at now: Timestamp) {
        let factor = (has(.drainsFast, at: now) ? 2 : 1) * windFactor(at: now)
        battery.drain(seconds: seconds, endurance: endurance, factor: factor)
        battery.temperature = min(45, battery.temperature + seconds * 0.02)
    }

    private mutating func windFactor(at now: Timestamp) -> Double {
        1 + max(0, wind(at: now) - 8) * 0.03
    }

    private var endurance: Int { airframe.envelope.enduranceSeconds ?? 1800 }

    /// What the way home from here costs, permille.
    var homePermille: Double {
        guard let flight, flight.phase.isAirborne else { return 0 }
        let seconds =
            aircraft.place.distance(to: end) / max(1, flight.transitSpeed)
            + Double(setup.times.landingSeconds) + transition
        return seconds * 1000 / Double(endurance)
    }

    /// The end of a piece of the flight.
    private mutating func passed(_ mark: Manoeuvre.Mark, at now: Timestamp) {
        switch mark {
        case .liftedOff: liftedOff(at: now)
        case .climbed:
            let isCommanded = flight?.isCommanded == true
            flight?.phase = isCommanded ? .commanded : .outbound
        case .waypoint(let index):
            flight?.waypoint = index
            flight?.isOnRoute = true
            if flight?.phase == .outbound { flight?.phase = .route }
            if index == flight?.from { tell("in_progress", wantsReply: true, at: now) }
        case .photo: takePhoto(at: now)
        case .gimbal(let pitch): aircraft.gimbalPitch = pitch
        case .zoom(let factor): aircraft.zoom = factor
        case .routeDone: goHome(at: now)
        case .arrived: arrived(at: now)
        case .overhead: comeDown(at: now)
        case .docked: docked(at: now)
        case .landedAway: landedAway(at: now)
        }
    }

    private mutating func liftedOff(at now: Timestamp) {
        isAircraftInDock = false
        flights += 1
        flight?.phase = .climbing
        flight?.liftedOffAt = now
        if !has(.coverJamsOpen, at: now) {
            cover = 2
            after(.seconds(10), .coverMoved(to: 0), from: now)
        }
        tell("in_progress", wantsReply: true, at: now)
    }

    private mutating func arrived(at now: Timestamp) {
        flight?.phase = .hovering
        if flight?.flyToID != nil {
            tellFlyTo("wayline_ok", wantsReply: true, at: now)
            flight?.flyToID = nil
        } else {
            tellPoint("wayline_ok", wantsReply: true, at: now)
        }
    }

    /// Turns for home: on the spot to the height of the way home, then straight back.
    ///
    /// An aircraft above that height stays there, as the vendor's return does.
    mutating func goHome(at now: Timestamp) {
        guard var flight, flight.phase.isAirborne else { return }
        let height = max(aircraft.height, flight.returnHeight)
        let seconds = aircraft.place.distance(to: end) / max(1, flight.transitSpeed)
        flight.phase = .returning
        self.flight = flight
        aircraft.gimbalYaw = nil
        aircraft.zoom = 1
        look = nil
        aircraft.fly([.vertical(to: height, transition), .go(to: end, seconds, .overhead)])
        tell("in_progress", wantsReply: true, at: now)
        event(
            "return_home_info",
            bid: flight.id,
            [
                "flight_id": .string(flight.id), "last_point_type": 0,
                "planned_path_points": [pathPoint(aircraft.place, height), pathPoint(end, 0)],
            ],
            at: now
        )
    }

    func pathPoint(_ place: PlanePoint, _ height: Double) -> JSONValue {
        let point = grid.coordinate(place)
        return [
            "latitude": decimals(point.latitude, 9), "longitude": decimals(point.longitude, 9),
            "height": decimals(site.groundHeight.value + height, 3),
        ]
    }

    /// Over the dock: the cover opens, or the alternate point is used.
    mutating func comeDown(at now: Timestamp) {
        if flight?.landing != nil { return handOver(at: now) }
        flight?.phase = .landing
        let down = max(1, Double(setup.times.landingSeconds) - settleSeconds)
        let isJammed = has(.coverJamsClosed, at: now)
        if isJammed || has(.landsElsewhere, at: now) {
            flight?.outcome = Flight.Outcome(status: "failed", result: isJammed ? 316006 : 316050)
            aircraft.fly([
                .go(to: Self.alternatePlace, 10), .vertical(to: 0, down, .landedAway),
            ])
            return
        }
        cover = cover == 1 ? 1 : 2
        after(.seconds(10), .coverMoved(to: 1), from: now)
        aircraft.fly([.vertical(to: 0, down), .hold(settleSeconds, .docked)])
    }

    private mutating func landedAway(at now: Timestamp) {
        isStandingAway = true
        finish(at: now)
    }

    private mutating func docked(at now: Timestamp) {
        isAircraftInDock = true
        dockedAt = now
        aircraft = SimulatedAircraft()
        flight?.phase = .recovering
        if !has(.coverJamsOpen, at: now) {
            cover = 2
            after(.seconds(10), .coverMoved(to: 0), from: now)
        }
        tellEnd(at: now)
        collectMedia(at: now)
        after(.seconds(18), .recovered, from: now)
    }

    private mutating func finish(at now: Timestamp) {
        tellEnd(at: now)
        collectMedia(at: now)
        flight = nil
        after(.seconds(20), .powerOff, from: now)
    }

    mutating func recovered(at now: Timestamp) {
        guard flight?.phase == .recovering else { return }
        flight = nil
        after(.seconds(20), .powerOff, from: now)
    }

    /// A launch that ends before the rotors carry.
    mutating func endOnGround(_ outcome: Flight.Outcome, at now: Timestamp) {
        flight?.outcome = outcome
        aircraft.fly([])
        tellEnd(at: now)
        flight = nil
        if cover != 0, !has(.coverJamsOpen, at: now) {
            cover = 2
            after(.seconds(10), .coverMoved(to: 0), from: now)
        }
        after(.seconds(20), .powerOff, from: now)
    }

    mutating func coverFailed(_ id: String, at now: Timestamp) {
        guard flight?.id == id, flight?.phase == .preparing else { return }
        endOnGround(Flight.Outcome(status: "failed", result: 514107), at: now)
    }

    mutating func coverMoved(to state: Int, at now: Timestamp) {
        // A cover that was told to open meanwhile does not close.
        let isNeeded = flight?.phase == .preparing || flight?.phase == .landing
        guard state == 1 || !isNeeded else { return }
        cover = state
    }

    private mutating func switchOn(at now: Timestamp) {
        cancel(.powerOff)
        guard !isAircraftOn else { return }
        isAircraftOn = true
        holdsPayload = false
        guard isOnboard else { return }
        topology(at: now)
        after(.seconds(1), .telemetry(.aircraft), from: now)
    }

    mutating func powerOff(at now: Timestamp) {
        guard flight == nil, isAircraftOn else { return }
        isAircraftOn = false
        battery.temperature = 25
        cancel(.telemetry(.aircraft))
        if isOnboard { topology(at: now) }
    }
}

extension Flight {
    /// Whether nothing moves yet.
    var awaitsLaunch: Bool { phase == .asking }
}
