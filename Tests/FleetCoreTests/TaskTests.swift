// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Payload and errands")
struct TaskTests {
    static let engineer = Person(name: "eva", role: .engineer)
    static let case7 = ErrandID(CaseID(7), 1)

    /// Docks at rest, the first with a loudspeaker and a zoom lens.
    static func ready(_ change: (inout FleetConfiguration) -> Void = { _ in }) -> World {
        var world = World { configuration in
            configuration.grid = LocalGrid(origin: Coordinate(latitude: 22.5, longitude: 114.01))
            configuration.speech = SpeechPolicy(
                texts: [
                    SpeechText(
                        id: "move-on",
                        text: Bilingual(en: "Move on.", zh: "请驶离。"),
                        volumePercent: 80
                    )
                ]
            )
            configuration.docks[0].hasSpeaker = true
            configuration.docks[0].aircraft.envelope.cameras.append(
                CameraModel(
                    lens: "zoom",
                    payloadIndex: "99-0-0",
                    horizontalView: 28.3,
                    verticalView: 21.4,
                    widthPixels: 8000,
                    heightPixels: 6000,
                    zoomFactor: 3,
                    largestZoomFactor: 7
                )
            )
            change(&configuration)
        }
        world.ready()
        return world
    }

    /// A patrol in the air 60 m up, 40 m beside the place at the grid's origin.
    static func patrol(_ change: (inout FleetConfiguration) -> Void = { _ in }) -> World {
        var world = ready(change)
        world.depart()
        world.settle("prepare")
        world.settle("execute")
        world.wait(.seconds(50))
        world.progress(.inProgress, state: 5)
        world.over(40)
        return world
    }

    static func errand(_ kind: Errand.Kind, _ world: World) -> FleetInput {
        .errand(
            Errand(
                id: case7,
                violation: CaseID(7),
                place: GridPoint(eastMillimetres: 0, northMillimetres: 0),
                kind: kind,
                until: world.now + .minutes(5)
            )
        )
    }

    @Test("a close shot stops the patrol, takes the picture, and lets it go on")
    func closeShot() throws {
        var world = Self.patrol()
        world.apply(Self.errand(.closeShot, world))
        world.settle("pause")
        #expect(world.count("grab") == 0)
        world.progress(.paused, state: 7)
        world.settle("grab")
        world.settle("look")
        world.settle("zoom")
        #expect(world.count("photo") == 0)
        world.wait(.seconds(3))
        let done = world.settle("photo")
        #expect(done.errands.map(\.outcome) == [.done(at: world.now)])
        world.settle("resume")
        #expect(world.said(.taskDone) == 0)
        world.progress(.inProgress, state: 6)
        #expect(world.said(.taskDone) == 1 && world.said(.taskFailed) == 0)
        let orders = world.effects.map(\.order).filter { $0 != "other" && $0 != "reply" }
        let expected = ["pause", "grab", "look", "zoom", "photo", "resume"]
        #expect(Array(orders.suffix(6)) == expected)
        let looks = world.effects.compactMap { effect -> LookAt? in
            guard case .command(let command) = effect.action, case .look(let look) = command.order
            else { return nil }
            return look
        }
        // On the ground of the place, not of the take-off.
        #expect(looks.first?.ellipsoidHeight == 20)
    }

    @Test(
        "a step that fails ends the shot by name, and the patrol goes on all the same",
        arguments: ["pause", "grab", "look", "zoom", "photo"]
    )
    func failing(step: String) {
        var world = Self.patrol()
        world.apply(Self.errand(.closeShot, world))
        for order in ["pause", "grab", "look", "zoom", "photo"] {
            if order == "photo" { world.wait(.seconds(3)) }
            guard order != step else {
                let outcome = world.settle(order, .succeeded(.replied(Reply(result: 327002))))
                guard case .failed(let reason)? = outcome.errands.first?.outcome else {
                    Issue.record("\(order) failed without an answer")
                    return
                }
                #expect(reason.code == "dock_error")
                break
            }
            world.settle(order)
            if order == "pause" { world.progress(.paused, state: 7) }
        }
        // A patrol that never stopped needs no word to go on.
        #expect(world.count("resume") == (step == "pause" ? 0 : 1))
        if step != "pause" {
            world.settle("resume")
            world.progress(.inProgress, state: 6)
        }
        #expect(world.said(.taskFailed) == 1)
        #expect(world.count("returnHome") == 0)
        #expect(world.sortie()?.state == .airborne)
    }

    @Test("what is asked for while the aircraft is busy is done as soon as it is free")
    func next() {
        var world = Self.patrol { $0.docks[0].envelope.speaksOverServices = true }
        world.hear(.equipped(speaker: 2))
        world.apply(Self.errand(.closeShot, world))
        world.settle("pause")
        world.progress(.paused, state: 7)
        for order in ["grab", "look", "zoom"] { world.settle(order) }
        world.wait(.seconds(3))
        world.settle("photo")
        // The shot is answered: the case asks for the warning while the patrol still has to go on.
        let warning = Errand(
            id: ErrandID(CaseID(7), 2),
            violation: CaseID(7),
            place: GridPoint(eastMillimetres: 0, northMillimetres: 0),
            kind: .warning(text: "move-on"),
            until: world.now + .seconds(15)
        )
        world.apply(.errand(warning))
        world.settle("resume")
        #expect(world.count("pause") == 1)
        world.progress(.inProgress, state: 6)
        #expect(world.said(.taskDone) == 1 && world.count("pause") == 2)
    }

    @Test("an aircraft that does not go on after the shot is called home, loudly")
    func stuck() {
        var world = Self.patrol()
        world.apply(Self.errand(.closeShot, world))
        world.settle("pause")
        world.progress(.paused, state: 7)
        world.settle("grab", .succeeded(.replied(Reply(result: 327002))))
        for _ in 0..<3 {
            world.settle("resume", .succeeded(.replied(Reply(result: 319042))))
            world.wait(.seconds(10))
        }
        #expect(world.count("resume") == 3)
        #expect(world.said(.taskStuck) == 1)
        #expect(world.count("returnHome") == 1)
    }

    @Test("a recall in the middle of a shot goes ahead; nothing makes the aircraft go on after it")
    func recalled() {
        var world = Self.patrol()
        world.apply(Self.errand(.closeShot, world))
        world.settle("pause")
        world.progress(.paused, state: 7)
        let outcome = world.apply(.request(.recall(dock: nil), by: World.ann))
        #expect(world.count("returnHome") == 1)
        #expect(outcome.errands.map(\.errand) == [Self.case7])
        world.settle("grab")
        world.wait(.seconds(20))
        #expect(world.count("look") == 0 && world.count("resume") == 0)
    }

    @Test("no shot without known optics, enough battery, or an aircraft: each by its name")
    func refused() {
        func answer(_ world: World, over metres: Int = 40, battery: Int = 70) -> String? {
            var world = world
            let waiting = TimeSpan.minutes(6)
            world.over(metres, battery: battery)
            world.apply(Self.errand(.closeShot, world))
            let end = world.now + waiting
            while world.errands.isEmpty, world.now < end {
                world.now = world.now + .seconds(5)
                world.over(metres, battery: battery)
                world.apply(.tick)
            }
            guard case .failed(let reason)? = world.errands.first?.outcome else { return nil }
            #expect(world.count("pause") == 0)
            return reason.code
        }
        let blind = Self.patrol { $0.docks[0].aircraft.envelope.cameras.removeLast() }
        #expect(answer(blind) == "optics_unknown")
        #expect(answer(Self.patrol(), battery: 24) == "battery_low")
        #expect(answer(Self.patrol(), over: 900) == "out_of_reach")
        #expect(answer(Self.patrol { $0.grid = nil }) == "place_unknown")
    }

    @Test("an errand that is needed no more is neither done nor answered")
    func withdrawn() {
        for isWithdrawn in [true, false] {
            var world = Self.patrol()
            let later = world.now + .minutes(2)
            world.apply(Self.errand(.secondLook(from: later), world))
            if isWithdrawn { world.apply(.withdraw(Self.case7)) }
            for _ in 0..<40 {
                world.now = world.now + .seconds(5)
                world.over(40)
                world.apply(.tick)
            }
            #expect(world.errands.map(\.errand) == (isWithdrawn ? [] : [Self.case7]))
            world.apply(.withdraw(Self.case7))
            #expect(world.errands.count == (isWithdrawn ? 0 : 1))
        }
    }

    @Test("a second look sends nobody by itself: the plan does")
    func planFirst() {
        var world = Self.ready { $0.reserve.minReady = 0 }
        world.apply(Self.errand(.secondLook(from: world.now), world))
        world.wait(.seconds(30))
        #expect(world.fleet.missions.isEmpty && world.errands.isEmpty)
    }

    @Test("a close shot is flown for by a ready dock, but not by one that the plan needs")
    func planNeeds() {
        for isNeeded in [false, true] {
            var world = Self.ready { $0.reserve.minReady = 0 }
            var input = Self.errand(.closeShot, world)
            if isNeeded, case .errand(let errand, _) = input {
                input = .errand(errand, needed: ["D01", "D02"])
            }
            world.apply(input)
            #expect(world.fleet.missions.isEmpty == isNeeded)
        }
    }

    @Test("a planned second look flies its one-time route, and is called off while it may be")
    func ownRoute() throws {
        for isLaunched in [false, true] {
            var world = World()
            world.ready()
            let route = try #require(world.fleet.configuration?.routes.first)
            var once = route
            once.id = "look-C-7-1"
            let date = CalendarDate("2026-05-12") ?? CalendarDate(dayNumber: 0)
            let run = PlannedRun(date: date, demand: "look-C-7-1", repetition: 0)
            world.apply(
                .depart(
                    Departure(
                        date: date,
                        run: run,
                        route: once.id,
                        dock: "D01",
                        start: world.now,
                        latest: world.now + .seconds(120),
                        oneTimeRoute: once
                    )
                )
            )
            world.settle("prepare")
            #expect(world.count("prepare") == 1 && world.count("execute") == 1)
            if isLaunched { world.settle("execute") }
            world.apply(.callOff(run))
            #expect(world.fleet.missions.isEmpty == false)
            world.apply(.callOff(PlannedRun(date: date, demand: "other", repetition: 0)))
        }
        var world = World()
        world.ready()
        world.depart(after: .seconds(90))
        let run = try #require(world.fleet.missions.first?.value.run)
        world.apply(.callOff(run))
        #expect(world.fleet.missions.isEmpty)
    }

    @Test("the zoom shows a plate 100 pixels wide, and says when optics cannot")
    func zoom() {
        let lens = CameraModel(
            lens: "zoom",
            payloadIndex: "99-0-0",
            horizontalView: 28.3,
            verticalView: nil,
            widthPixels: 8000,
            heightPixels: nil,
            zoomFactor: 3,
            largestZoomFactor: 7
        )
        for distance in stride(from: 10.0, through: 160, by: 10) {
            guard case .factor(let factor) = lens.plateZoom(at: Metres(distance)) else {
                Issue.record("no factor at \(distance) m")
                continue
            }
            // tan(28.3°/2) = 0.25210
            let pixels = 0.44 * 8000 / (2 * distance * 0.25210) * factor / 3
            #expect(pixels >= 100 && factor >= 3 && factor <= 7, "\(distance) m: \(pixels)")
        }
        guard case .tooFar(let limit) = lens.plateZoom(at: 200) else {
            Issue.record("a plate at 200 m")
            return
        }
        #expect((160...165).contains(limit.value))
        var unknown = lens
        unknown.widthPixels = nil
        #expect(unknown.plateZoom(at: 50) == .unknownLens)
        #expect(lens.plateZoom(at: Metres(.nan)) != .factor(3))
    }

    @Test("a picture is bound to its case by flight, place and time, whatever the camera's zone")
    func bound() throws {
        var world = Self.patrol()
        world.apply(Self.errand(.closeShot, world))
        world.settle("pause")
        world.progress(.paused, state: 7)
        for order in ["grab", "look", "zoom"] { world.settle(order) }
        world.wait(.seconds(3))
        world.settle("photo")
        let flight = try #require(world.sortie()?.wire.description)
        func stored(_ key: String, _ takenAt: Timestamp, flight: String) -> Bool {
            let file = MediaFile(key: key, flight: flight, takenAt: takenAt)
            let facts = world.hear(.stored(file)).facts
            return facts.contains { $0.code == .pictureStored && $0.subject.violation == CaseID(7) }
        }
        let taken = world.now
        #expect(stored("a.jpeg", taken + .hours(8) + .seconds(2), flight: flight))
        #expect(!stored("b.jpeg", taken + .hours(8) + .seconds(40), flight: flight))
        #expect(!stored("c.jpeg", taken, flight: "another"))
    }

    @Test("a text counts as said on the loudspeaker's word alone, and not twice at a place")
    func speech() {
        var world = Self.patrol { $0.docks[0].envelope.speaksOverServices = false }
        world.hear(.equipped(speaker: 2))
        func say() -> Refusal? {
            world.apply(.request(.payload("D01", .say(text: "move-on")), by: World.ann)).refusal
        }
        #expect(say() == nil)
        world.settle("openLink")
        #expect(world.count("volume") == 0)
        world.hear(.liveControl(state: 2))
        #expect(world.count("voice") == 1 && world.count("volume") == 0)
        for order in ["voice", "volume", "speak"] { world.settle(order) }
        world.wait(.seconds(5))
        #expect(world.said(.taskDone) == 0)
        world.hear(.spoke(SpeechProgress(speaker: 5, digest: nil, state: .played)))
        #expect(world.said(.taskDone) == 0)
        world.hear(.spoke(SpeechProgress(speaker: 2, digest: nil, state: .played)))
        world.settle("closeLink")
        #expect(world.said(.taskDone) == 1)
        world.over(40)
        #expect(say()?.reasons.first?.en.contains("ago") == true)
    }

    @Test("over live control the voice is set to the language; refused, nothing is said")
    func voice() {
        for language in SpeechLanguage.allCases {
            var world = Self.patrol { $0.docks[0].envelope.speaksOverServices = false }
            world.hear(.equipped(speaker: 2))
            let request = PayloadRequest.say(text: "move-on", language: language)
            world.apply(.request(.payload("D01", request), by: World.ann))
            world.settle("openLink")
            world.hear(.liveControl(state: 2))
            let voices = world.effects.compactMap { effect -> SpeechLanguage? in
                guard case .command(let command) = effect.action,
                    case .voice(2, let language, _) = command.order
                else { return nil }
                return language
            }
            #expect(voices == [language])
            world.settle("voice", .succeeded(.replied(Reply(result: 327000))))
            #expect(world.count("speak") == 0)
            world.settle("closeLink")
            #expect(world.said(.taskFailed) == 1)
            world.over(40)
            world.apply(.request(.payload("D01", request), by: World.ann))
            world.settle("openLink")
            #expect(world.count("openLink") == 2 && world.count("voice") == 1)
            world.hear(.liveControl(state: 2))
            #expect(world.count("voice") == 2)
        }
    }

    @Test(
        "a text is spoken in the language that was asked for, else in the site's",
        arguments: [(nil, .zh, "请驶离。"), (.en, .zh, "Move on."), (nil, .en, "Move on.")]
            as [(SpeechLanguage?, SpeechLanguage, String)]
    )
    func language(asked: SpeechLanguage?, site: SpeechLanguage, spoken: String) {
        var world = Self.patrol {
            $0.docks[0].envelope.speaksOverServices = true
            $0.speech?.language = site
        }
        world.hear(.equipped(speaker: 2))
        let request = PayloadRequest.say(text: "move-on", language: asked)
        world.apply(.request(.payload("D01", request), by: World.ann))
        world.settle("volume")
        let texts = world.effects.compactMap { effect -> String? in
            guard case .command(let command) = effect.action,
                case .speak(let announcement) = command.order
            else { return nil }
            return announcement.text
        }
        #expect(texts == [spoken])
    }

    @Test("a text that was not played is a failure by name", arguments: [false, true])
    func unplayed(isSaid: Bool) {
        var world = Self.patrol { $0.docks[0].envelope.speaksOverServices = true }
        world.hear(.equipped(speaker: 2))
        world.apply(Self.errand(.warning(text: "move-on"), world))
        world.settle("pause")
        world.progress(.paused, state: 7)
        world.settle("volume")
        world.settle("speak")
        let ends: [ErrandEnd]
        if isSaid {
            let word = SpeechProgress(speaker: 2, digest: nil, state: .failed(327001))
            ends = world.hear(.spoke(word)).errands
        } else {
            world.now = world.now + .seconds(41)
            ends = world.apply(.tick).errands
        }
        guard case .failed(let reason)? = ends.first?.outcome else {
            Issue.record("no answer")
            return
        }
        #expect(reason.code == (isSaid ? "dock_error" : "no_answer"))
        #expect(world.count("resume") == 1 && world.fleet.work.spoken.isEmpty)
    }

    @Test("quiet hours, an unknown text and a silent mount keep the loudspeaker still")
    func quiet() {
        func refusal(_ world: World, _ text: String = "move-on") -> String? {
            var world = world
            let request = FleetRequest.payload("D01", .say(text: text))
            let told = world.apply(.request(request, by: World.ann)).refusal
            #expect(world.count("speak") == 0 && world.count("openLink") == 0)
            return told?.reasons.first?.en
        }
        var world = Self.patrol()
        #expect(refusal(world)?.contains("not named") == true)
        world.hear(.equipped(speaker: 2))
        #expect(refusal(world, "anything")?.contains("approved") == true)
        var zone = Self.patrol { configuration in
            let corners = [(-500, -500), (500, -500), (500, 500), (-500, 500), (-500, -500)]
            let ring = corners.map {
                GridPoint(eastMillimetres: $0.0 * 1000, northMillimetres: $0.1 * 1000)
            }
            configuration.speech?.areas = [
                Area(id: "quiet", kind: .zone, name: Bilingual("q"), rings: [], grid: [ring])
            ]
            configuration.speech?.quietZones = [
                QuietZone(area: "quiet", hours: [DayWindow("12:00-14:00")].compactMap(\.self))
            ]
        }
        zone.hear(.equipped(speaker: 2))
        #expect(refusal(zone)?.contains("quiet hours in quiet") == true)
    }

    @Test("an aircraft on the ground or coming home has no payload for people")
    func grounded() {
        for state in [Sortie.State.starting, .returning, .docked, .unknown] {
            var world = World.with(state)
            let outcome = world.apply(.request(.payload("D01", .photo), by: World.ann))
            #expect(outcome.refusal?.code == .wrongState, "\(state)")
            #expect(world.count("grab") == 0)
        }
    }
}

extension World {
    /// The patrol's aircraft hovers or flies so many metres north of the grid's origin, 60 m up.
    mutating func over(_ metres: Int, battery: Int = 70) {
        ready {
            $0.isAircraftInDock = false
            $0.taskStep = 1
            $0.mode = 4
        }
        var aircraft = AircraftReadings()
        aircraft.mode = 5
        aircraft.batteryPercent = battery
        aircraft.returnPercent = 10
        aircraft.grid = GridPoint(eastMillimetres: 0, northMillimetres: metres * 1000)
        aircraft.position = Coordinate(latitude: 22.5, longitude: 114.01)
        aircraft.height = 80
        aircraft.elevation = 60
        hear(.readings(Readings(aircraft: aircraft)))
    }
}
