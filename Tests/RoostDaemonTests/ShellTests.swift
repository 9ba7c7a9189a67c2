// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import DJICloud
import Foundation
import RoostModel
import Synchronization
import Testing

@testable import RoostDaemon

@Suite("The shell's own parts")
struct ShellTests {
    static func folder() throws -> DataFolder {
        let data = DataFolder(
            FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        )
        try data.create()
        return data
    }

    @Test("a secret is drawn once, kept private, and refused when others may read it")
    func secrets() throws {
        let data = try Self.folder()
        defer { try? FileManager.default.removeItem(at: data.url) }
        let secrets = Secrets(data)
        let first = try secrets.value("dock-D03", orMake: Secrets.randomPassword)
        #expect(first.count == 24)
        #expect(try secrets.value("dock-D03", orMake: { "other" }) == first)
        #expect(throws: DaemonError.self) { try secrets.required("nothing") }
        #expect(throws: DaemonError.self) { try secrets.value("../escape") }
        let file = data.secrets.appending(path: "dock-D03").path
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        #expect(throws: DaemonError.self) { try secrets.required("dock-D03") }
        // Whoever drew it first is believed, and nothing half written is left beside it.
        let key = data.secrets.appending(path: "wayline-key").path
        let value = try secrets.value("wayline-key") {
            try? Data("first".utf8).write(to: URL(filePath: key))
            chmod(key, 0o600)
            return "second"
        }
        #expect(value == "first")
        let names = try FileManager.default.contentsOfDirectory(atPath: data.secrets.path)
        #expect(names.sorted() == ["dock-D03", "wayline-key"])
    }

    @Test("a secret with nothing in it, as of a power cut, is no key")
    func emptySecret() throws {
        let data = try Self.folder()
        defer { try? FileManager.default.removeItem(at: data.url) }
        let key = data.secrets.appending(path: "notice-key").path
        try Data("\n".utf8).write(to: URL(filePath: key))
        chmod(key, 0o600)
        let secrets = Secrets(data)
        let empty = DaemonError.secret(name: "notice-key", reason: "its file is empty")
        #expect(throws: empty) { try secrets.value("notice-key") { "drawn" } }
        #expect(throws: empty) { try secrets.required("notice-key") }
    }

    @Test("a secret that two draw at once is one")
    func secretsAtOnce() throws {
        let data = try Self.folder()
        defer { try? FileManager.default.removeItem(at: data.url) }
        let secrets = Secrets(data)
        for round in 0..<200 {
            let drawn = Mutex<Set<String>>([])
            DispatchQueue.concurrentPerform(iterations: 2) { _ in
                let value = try? secrets.value("dock-\(round)", orMake: Secrets.randomPassword)
                drawn.withLock { _ = $0.insert(value ?? "") }
            }
            #expect(drawn.withLock { $0 } == [try secrets.required("dock-\(round)")])
        }
        // Nothing half-written is left either.
        let files = try FileManager.default.contentsOfDirectory(atPath: data.secrets.path)
        #expect(files.count == 200)
    }

    @Test("a token names a person and a role; an old one of the same name is void")
    func tokens() throws {
        let data = try Self.folder()
        defer { try? FileManager.default.removeItem(at: data.url) }
        let tokens = try Tokens(data)
        let first = try tokens.add("li.wei", .reviewer)
        #expect(tokens.person(first) == Person(name: "li.wei", role: .reviewer))
        #expect(tokens.person(first + "x") == nil)
        let second = try tokens.add("li.wei", .duty)
        #expect(tokens.person(first) == nil)
        #expect(try Tokens(data).person(second)?.role == .duty)
        let kept = try String(
            contentsOf: data.secrets.appending(path: "tokens.json"),
            encoding: .utf8
        )
        #expect(!kept.contains(second))
    }

    @Test("who has a token is listed by name; a revoked one is worth nothing, after a restart too")
    func revoked() throws {
        let data = try Self.folder()
        defer { try? FileManager.default.removeItem(at: data.url) }
        let tokens = try Tokens(data)
        let token = try tokens.add("wu", .viewer)
        _ = try tokens.add("edge-box", .integrator)
        #expect(tokens.people.map(\.name) == ["edge-box", "wu"])
        #expect(try tokens.revoke("nobody") == false)
        #expect(try tokens.revoke("wu"))
        #expect(tokens.person(token) == nil)
        #expect(try Tokens(data).people.map(\.name) == ["edge-box"])
    }

    @Test("a receiver's secret that is missing or malformed is told before a notice needs it")
    func receivers() throws {
        let data = try Self.folder()
        defer { try? FileManager.default.removeItem(at: data.url) }
        let hook = Receiver(
            id: "police",
            kind: .webhook,
            url: "https://example.org/roost",
            secret: "police-hook"
        )
        let check = ReceiverSecrets(secrets: Secrets(data))
        #expect(check.faults(of: [Receiver(id: "log", kind: .log)]).isEmpty)
        let missing = try #require(check.faults(of: [hook]).first)
        #expect(missing.en.contains("police-hook") && missing.zh.contains("police"))
        let file = data.secrets.appending(path: "police-hook").path
        func put(_ text: String) {
            let isMade = FileManager.default.createFile(
                atPath: file,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
            #expect(isMade)
        }
        put("no secret at all")
        let malformed = try #require(check.faults(of: [hook]).first)
        #expect(malformed.en.contains("whsec_") && !malformed.en.contains("no secret at all"))
        put("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
        #expect(check.faults(of: [hook]).isEmpty)
        put("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\nwhsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx\n")
        #expect(check.faults(of: [hook]).isEmpty, "two while one is changed")
    }

    @Test(
        "a robot's secret of a wrong form is told before a notice needs it",
        arguments: [
            (.slack, "T1/B2", "T…/B…/…"), (.wecom, "a key ?", "key"), (.dingtalk, "a b c", "token"),
            (.feishu, "a b c", "hook"),
        ] as [(Receiver.Kind, String, String)]
    )
    func robots(kind: Receiver.Kind, secret: String, word: String) throws {
        let data = try Self.folder()
        defer { try? FileManager.default.removeItem(at: data.url) }
        let robot = Receiver(id: "crew", kind: kind, secret: "crew-robot")
        let file = data.secrets.appending(path: "crew-robot").path
        let isMade = FileManager.default.createFile(
            atPath: file,
            contents: Data(secret.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        #expect(isMade)
        let faults = ReceiverSecrets(secrets: Secrets(data)).faults(of: [robot])
        let fault = try #require(faults.first)
        #expect(fault.en.contains(word) && !fault.en.contains(secret), "\(fault.en)")
    }

    @Test("a wayline's link works until it expires, and only as it was signed")
    func links() throws {
        let links = WaylineLinks(base: "http://127.0.0.1:8471/", secret: "key")
        let now = Timestamp(seconds: 1_778_545_639)
        let flight = WireID(at: now, siteKey: 1, kind: 2, counter: 3)
        let point = Wayline.Point(
            place: Coordinate(latitude: 22.55, longitude: 114.12),
            height: 60,
            speed: 5
        )
        let other = Wayline.Point(
            place: Coordinate(latitude: 22.56, longitude: 114.13),
            height: 60,
            speed: 5
        )
        let task = FlightTask(
            sortie: SortieID(1),
            flight: flight,
            wayline: Wayline(
                route: "R01",
                aircraftModelKey: "0-100-1",
                payloadIndex: "99-0-0",
                takeOffSecurityHeight: 90,
                transitSpeed: 12,
                returnHeight: 90,
                gimbalPitch: -52,
                points: [point, other]
            ),
            executeAt: now,
            returnHeight: 90
        )
        let file = try links.file(of: task, at: now)
        let parts = try #require(URL(string: file.url)).pathComponents
        #expect(file.url.hasPrefix("http://127.0.0.1:8471/w/"))
        #expect(parts.count == 6)
        // What two docks are told of one flight is the same, whenever it is sent.
        let later = now + .seconds(3)
        var shared = task
        shared.isShared = true
        #expect(try links.file(of: shared, at: now).url == links.file(of: shared, at: later).url)
        #expect(try links.file(of: task, at: later).url != file.url)
        func isValid(_ signature: String, at instant: Timestamp) -> Bool {
            links.isValid(flight: parts[2], expiry: parts[3], signature: signature, at: instant)
        }
        #expect(isValid(parts[4], at: now))
        #expect(!isValid(parts[4], at: now + .hours(1)))
        #expect(!isValid(String(parts[4].reversed()), at: now))
        #expect(file.md5 == WaylineKMZ.fingerprint(try WaylineLinks.bytes(of: task)))
        #expect(try WaylineLinks.bytes(of: task) == WaylineLinks.bytes(of: task))
    }

    @Test("a dock may say its own and its aircraft's topics, and hear only its own orders (S18)")
    func rights() {
        let dock = DockSite(
            id: "D03",
            name: Bilingual(en: "D03", zh: "D03"),
            serial: "DOCK3",
            envelope: DockEnvelope(
                model: "dock-3",
                name: "Dock 3",
                modelKey: "3-3-0",
                windLimit: 12,
                temperature: nil,
                chargePermillePerMinute: 29,
                chargeToPermille: 950
            ),
            position: Coordinate(latitude: 22.5, longitude: 114.1),
            grid: GridPoint(eastMillimetres: 0, northMillimetres: 0),
            groundHeight: 12,
            ferryHeight: 90,
            radius: 8000,
            aircraft: .init(
                id: "A03",
                serial: "BIRD3",
                envelope: AircraftEnvelope(
                    model: "m4td",
                    name: "M4TD",
                    modelKey: "0-100-1",
                    enduranceSeconds: 2700,
                    speedLimit: 15,
                    cameras: []
                )
            )
        )
        let login = BrokerFiles.login(of: dock, password: "secret")
        #expect(login.user == "dock-D03")
        #expect(login.access.contains("topic write thing/product/DOCK3/events"))
        #expect(login.access.contains("topic write thing/product/BIRD3/osd"))
        #expect(login.access.contains("topic read thing/product/DOCK3/services"))
        #expect(!login.access.contains { $0.contains("write") && $0.contains("/services ") })
        #expect(!login.access.contains { $0.contains("#") || $0.contains("+") })
    }

    @Test("an answer belongs to its command once; after its time it is late, then nobody's")
    func replies() {
        let awaited = AwaitedReplies()
        let now = Timestamp(seconds: 1000)
        let key = CommandAnswer.Key(serial: "DOCK3", method: "return_home", tid: "t1")
        let entry = AwaitedReplies.Entry(
            effect: EffectID(7),
            dock: "D03",
            retry: .once,
            dueAt: now + .seconds(30),
            expiresAt: now + .seconds(60)
        )
        func kind(_ key: CommandAnswer.Key) -> String {
            switch awaited.take(key) {
            case .open(let effect): "open \(effect)"
            case .late(let effect): "late \(effect)"
            case .none: "none"
            }
        }
        awaited.add(key, entry)
        #expect(kind(key) == "open E-7")
        #expect(kind(key) == "none")
        // The commit failed: the broker sends the answer again, and it finds its command.
        awaited.settle(isCommitted: false)
        #expect(kind(key) == "open E-7")
        awaited.settle(isCommitted: true)
        awaited.settle(isCommitted: false)
        #expect(kind(key) == "none")
        awaited.add(key, entry)
        #expect(awaited.overdue(at: now + .seconds(29)).isEmpty)
        #expect(awaited.overdue(at: now + .seconds(30)).map(\.effect) == [EffectID(7)])
        #expect(kind(key) == "late E-7")
        #expect(kind(key) == "none")
    }

    @Test("silence is said once, after thirty seconds, and again only after a word")
    func silence() {
        let hearing = DockHearing()
        let now = Timestamp(seconds: 1000)
        hearing.note("D03", at: now)
        #expect(hearing.newlySilent(at: now + .seconds(30)).isEmpty)
        #expect(hearing.newlySilent(at: now + .seconds(31)).map(\.dock) == ["D03"])
        #expect(hearing.newlySilent(at: now + .seconds(40)).isEmpty)
        hearing.note("D03", at: now + .seconds(50))
        #expect(hearing.newlySilent(at: now + .seconds(81)).map(\.since) == [now + .seconds(50)])
    }
}
