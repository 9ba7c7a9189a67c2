// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import Foundation
import JSONText
import RoostModel
import SiteFiles
import Testing

@testable import RoostDaemon

/// What must hold of each dock model that `hardware/` lists, a new file's included.
@Suite("Each dock model")
struct ModelContractTests {
    static let catalog: HardwareCatalog? = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../hardware").standardized.path
        return try? HardwareCatalog.load(folder: folder)
    }()

    /// Every dock with every aircraft that lives in it.
    static let pairs: [(dock: DockEnvelope, aircraft: AircraftEnvelope)] = {
        guard let catalog else { return [] }
        return catalog.docks.flatMap { dock in
            catalog.aircraft.filter { $0.docks.contains(dock.envelope.model) }
                .map { (dock.envelope, $0.envelope) }
        }
    }()

    static let place = Coordinate(latitude: 22.5441, longitude: 114.1322)

    private static func orders(_ aircraft: AircraftEnvelope) throws -> [Order] {
        let flight = WireID(at: Timestamp(seconds: 1_778_571_001), siteKey: 1, kind: 2, counter: 1)
        let camera = try #require(aircraft.cameras.first?.payloadIndex)
        let target = FlightToPoint(
            sortie: SortieID(1),
            flight: flight,
            place: place,
            ellipsoidHeight: 120,
            securityHeight: 90,
            returnHeight: 90,
            speed: 12
        )
        return [
            .prepare(
                FlightTask(
                    sortie: SortieID(1),
                    flight: flight,
                    wayline: try wayline(aircraft),
                    executeAt: Timestamp(seconds: 1_778_571_001),
                    returnHeight: 90
                )
            ),
            .execute(SortieID(1)), .undo(SortieID(1)), .pause(SortieID(1)), .resume(SortieID(1)),
            .returnHome, .cancelReturn, .takeOff(target), .flyTo(target),
            .grab(payloadIndex: camera),
            .look(LookAt(payloadIndex: camera, place: place, ellipsoidHeight: 20)),
            .zoom(payloadIndex: camera, factor: 5), .photo(payloadIndex: camera),
            .liveControl(isOpen: true), .volume(speaker: 2, percent: 70),
            .speak(Announcement(speakerIndex: 2, name: "a", text: "请驶离。")),
            .liveControl(isOpen: false), .job(MaintenanceJob(method: "cover_open")),
        ]
    }

    private static func wayline(_ aircraft: AircraftEnvelope) throws -> Wayline {
        Wayline(
            route: nil,
            aircraftModelKey: aircraft.modelKey,
            payloadIndex: try #require(aircraft.cameras.first?.payloadIndex),
            takeOffSecurityHeight: 90,
            transitSpeed: 12,
            returnHeight: 90,
            gimbalPitch: -52,
            points: [
                Wayline.Point(place: place, height: 60, speed: 8),
                Wayline.Point(
                    place: Coordinate(latitude: 22.545, longitude: 114.1322),
                    height: 60,
                    speed: 8,
                    actions: [.gimbal(pitch: -52), .photo(lenses: ["wide"])]
                ),
            ]
        )
    }

    @Test("three generations of docks are listed, each with its aircraft")
    func listed() throws {
        let models = Set(Self.pairs.map(\.dock.model))
        #expect(models.isSuperset(of: ["dock-1", "dock-2", "dock-3"]))
        let all = try #require(Self.catalog).docks
        #expect(all.count == models.count, "a dock without an aircraft")
    }

    @Test("flies to another dock where the documents of its model have it, up to their distance")
    func relays() throws {
        let docks = try #require(Self.catalog).docks.map(\.envelope)
        let reach = Dictionary(uniqueKeysWithValues: docks.map { ($0.model, $0.relayReach) })
        #expect(reach["dock-1"] == .some(nil))
        #expect(reach["dock-2"] == Metres(15_000) && reach["dock-3"] == Metres(15_000))
    }

    @Test("takes every order in a message that the documents know", arguments: pairs.indices)
    func orders(pair: Int) throws {
        let (dock, aircraft) = Self.pairs[pair]
        var context = CommandContext(
            serial: "8UUXN00DOCK003",
            tid: WireID(at: Timestamp(seconds: 1), siteKey: 1, kind: 5, counter: 1),
            now: Timestamp(seconds: 1_778_571_001),
            envelope: dock,
            waylineFile: WaylineFile(
                url: "https://roost.example/w/1.kmz",
                md5: "d41d8cd98f00b204e9800998ecf8427e"
            )
        )
        context.liveBroker = LiveBroker(
            address: "10.0.0.5:1883",
            clientID: "drc-1",
            user: "dock-D03",
            password: "secret",
            expiresAt: Timestamp(seconds: 1_778_571_301)
        )
        let flight = WireID(at: Timestamp(seconds: 2), siteKey: 1, kind: 2, counter: 1)
        var orders = try Self.orders(aircraft)
        if !dock.speaksOverServices {
            orders.append(.voice(speaker: 2, language: .en, percent: 70))
        }
        if dock.relayReach != nil {
            orders += [.stopHalf(isAbnormal: true), .returnTo(serial: "8UUXN00DOCK003")]
        }
        orders += dock.jobs.map { .job(MaintenanceJob(method: $0)) }
        if dock.abortsSetup { orders.append(.job(.abortSetup)) }
        for order in orders {
            let command = DockCommand(dock: "D03", order: order, flight: flight)
            let sent = try encode(command, in: context)
            let survey = MemberSurvey(
                message: sent.message,
                kind: sent.topic.kind,
                method: sent.message.method
            )
            let what = "\(dock.model) \(sent)"
            #expect(survey.unknownMethod == nil, "\(what)")
            #expect(survey.unknownMembers().isEmpty, "\(what): \(survey.unknownMembers())")
            #expect(survey.unknownValues().isEmpty, "\(what): \(survey.unknownValues())")
            let speaks = sent.message.method?.contains("speaker") == true
            let isLive = sent.topic.kind == .drcDown
            #expect(isLive == (speaks && !dock.speaksOverServices), "\(what)")
        }
    }

    @Test("has a wayline file for each of its aircraft", arguments: pairs.indices)
    func waylines(pair: Int) throws {
        let wayline = try Self.wayline(Self.pairs[pair].aircraft)
        let bytes = try WaylineKMZ.write(wayline)
        #expect(try WaylineKMZ.read(bytes).points.count == 2)
    }
}
