// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import Foundation
import JSONText
import RoostModel
import Testing

/// Files beside the tests, and the protocol reference in place where it is there.
enum Files {
    static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures")
    static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let reference = package.appending(path: "../shared/dji-cloud-api").standardizedFileURL
    static let isRecording = ProcessInfo.processInfo.environment["ROOST_RECORD"] == "1"

    static var hasReference: Bool {
        FileManager.default.fileExists(atPath: reference.appending(path: "methods.tsv").path)
    }

    static func bytes(_ fixture: String) throws -> [UInt8] {
        Array(try Data(contentsOf: fixtures.appending(path: fixture + ".json")))
    }

    /// All fixtures of the form `<model>/<kind>/<method>.json`, without the ending.
    static func messages() throws -> [String] {
        let found = FileManager.default.enumerator(atPath: fixtures.path)?.allObjects ?? []
        return found.compactMap { $0 as? String }
            .filter { $0.hasSuffix(".json") && $0.split(separator: "/").count == 3 }
            .filter { TopicKind(rawValue: String($0.split(separator: "/")[1])) != nil }
            .map { String($0.dropLast(5)) }.sorted()
    }

    static func table(_ name: String) throws -> [[String: String]] {
        let text = try String(contentsOf: reference.appending(path: name), encoding: .utf8)
        let lines = text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let header = lines.first ?? []
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }
}

extension Timestamp {
    static let noon = Timestamp(milliseconds: 1_778_571_001_000)
}

extension DockRegistry {
    static let site: DockRegistry = {
        var registry = DockRegistry(
            grid: LocalGrid(origin: Coordinate(latitude: 22.54, longitude: 114.13))
        )
        registry.binding = BindingKey(organization: "org", code: "code")
        registry.register("D01", serial: "4TADK00DOCK001", aircraft: "1581F5AIR0001")
        registry.register("D02", serial: "7CTDM00DOCK002", aircraft: "1581F6AIR0002")
        registry.register("D03", serial: "8UUXN00DOCK003", aircraft: "1581F8AIR0003")
        return registry
    }()

    /// The serial number in whose name a fixture is sent.
    static func serial(of fixture: String) -> String {
        let model = fixture.prefix(5)
        if fixture.contains("aircraft") {
            return model == "dock3" ? "1581F8AIR0003" : "1581F6AIR0002"
        }
        return ["dock1": "4TADK00DOCK001", "dock2": "7CTDM00DOCK002"][model] ?? "8UUXN00DOCK003"
    }
}

/// Decodes a fixture on the topic that its path names.
func decoded(_ fixture: String) throws -> Decoded {
    let kind = try #require(TopicKind(rawValue: String(fixture.split(separator: "/")[1])))
    return try decode(
        topic: Topic(kind, serial: DockRegistry.serial(of: fixture)).text,
        payload: try Files.bytes(fixture),
        receivedAt: .noon,
        registry: .site
    )
}

func said(_ fixture: String) throws -> Said {
    try #require(decoded(fixture).report).said
}

let flight = "0190c5b2-7d00-7a31-8f4e-3d2a1b0c9f10"
