// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Foundation
import Logging
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore
import SiteFiles
import Testing

@testable import RoostDaemon

@Suite("A store belongs to one site and one origin", .timeLimit(.minutes(1)))
struct StoreOwnerTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A copy of the example's folder whose origin may be changed.
    private struct Folder {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "roost-owner-\(UUID().uuidString)")
        var path: String { root.appending(path: "luohu").path }

        init() throws {
            let package = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            for name in ["config/luohu", "config/calendars", "hardware"] {
                let from = package.appending(path: name)
                let to = root.appending(path: from.lastPathComponent)
                try FileManager.default.copyItem(at: from, to: to)
            }
        }

        func edit(_ old: String, _ new: String) throws {
            let file = "\(path)/site.yaml"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.contains(old))
            try text.replacing(old, with: new)
                .write(toFile: file, atomically: true, encoding: .utf8)
        }

        func remove() { try? FileManager.default.removeItem(at: root) }
    }

    private static let old = "origin: [22.5600, 114.1450]"
    private static let new = "origin: [22.5700, 114.1450]"

    @Test(
        "a start with another origin or site is refused, and says where and what to do",
        arguments: [
            (old, new, "origin: is [22.57, "), ("site: luohu ", "site: futian ", "site: is futian"),
        ]
    )
    func start(old: String, new: String, told: String) throws {
        let folder = try Folder()
        defer { folder.remove() }
        var engine = try Engine(Store.inMemory(), at: .epoch)
        let own = try Daemon.load(folder.path)
        try Daemon.check(own, in: folder.path, on: engine.site)
        _ = try engine.turn([.configure(own.configuration)], at: .epoch)
        try Daemon.check(own, in: folder.path, on: engine.site)
        try folder.edit(old, new)
        let other = try Daemon.load(folder.path)
        let error = #expect(throws: DaemonError.self) {
            try Daemon.check(other, in: folder.path, on: engine.site)
        }
        #expect(error?.description.contains("site.yaml:") == true)
        #expect(error?.description.contains(told) == true)
        #expect(error?.description.contains("--data") == true)
    }

    @Test("a reload with another origin is refused as a fault, and the old stays in force")
    func reload() async throws {
        let folder = try Folder()
        defer { folder.remove() }
        let loaded = try Daemon.load(folder.path)
        let engine = try Engine(Store.inMemory(), at: .epoch)
        let loop = EngineLoop(engine, clock: .wall, logger: Self.logger)
        let reload = Reload(
            options: DaemonOptions(site: folder.path, data: folder.path),
            loaded: loaded,
            loop: loop,
            rights: nil,
            logger: Self.logger
        )
        try await withThrowingTaskGroup { group in
            group.addTask { try await loop.run() }
            do {
                try await loop.submit([.configure(loaded.configuration)])
                try folder.edit(Self.old, Self.new)
                let answer = try await reload(Person(name: "lin", role: .administrator))
                #expect(!answer.isApplied && answer.needsRestart.isEmpty)
                #expect(answer.faults.count == 1)
                #expect(answer.faults.first?.contains("origin: is [22.57, 114.145]") == true)
                #expect(loop.site.configuration == loaded.configuration)
                try folder.edit(Self.new, Self.old)
                let again = try await reload(Person(name: "lin", role: .administrator))
                #expect(again.isApplied)
            } catch {
                loop.stop()
                throw error
            }
            loop.stop()
            try await group.waitForAll()
        }
    }
}
