// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("Imports follow the module graph")
struct ImportTests {
    /// What each target may import: ours, then others (docs/architecture.md).
    static let allowed: [String: Set<String>] = [
        "RoostModel": ["Glibc", "Darwin"],
        "JSONText": [],
        "PatrolCore": ["RoostModel"],
        "FleetCore": ["RoostModel"],
        "CaseCore": ["RoostModel"],
        "SiteCore": ["RoostModel", "FleetCore", "CaseCore", "PatrolCore"],
        "RoostEngine": [
            "RoostModel", "SiteCore", "JSONText", "Foundation", "GRDB", "Crypto", "Logging",
            "ServiceLifecycle", "Synchronization", "Glibc", "Dispatch",
        ],
        "DJICloud": ["RoostModel", "JSONText", "CZip", "Foundation", "Crypto"],
        "Frames": ["RoostModel", "JSONText", "CaseCore", "Foundation", "Glibc"],
        "SiteFiles": [
            "RoostModel", "SiteCore", "FleetCore", "CaseCore", "PatrolCore", "Foundation", "Yams",
        ],
        "MQTT": ["CMosquitto", "Logging", "Foundation", "Synchronization", "Glibc"],
        "Notify": [
            "RoostModel", "JSONText", "MQTT", "Foundation", "AsyncHTTPClient", "NIOCore",
            "NIOHTTP1",
            "NIOFoundationCompat", "NIOSSL", "NIOPosix", "Crypto", "Mustache", "Glibc",
            "Synchronization",
        ],
        "RoostAPI": ["RoostModel", "Foundation"],
        "RoostHTTP": [
            "RoostAPI", "RoostModel", "JSONText", "Frames", "RoostEngine", "SiteCore", "FleetCore",
            "CaseCore", "PatrolCore", "Hummingbird", "HTTPTypes", "NIOCore", "Logging",
            "ServiceLifecycle",
            "Crypto", "Foundation", "Synchronization",
        ],
        "DockSim": ["RoostModel", "DJICloud", "JSONText", "Crypto", "Foundation"],
        "FleetSim": [
            "DockSim", "DJICloud", "JSONText", "Frames", "SiteFiles", "RoostEngine", "SiteCore",
            "FleetCore", "CaseCore", "PatrolCore", "RoostModel", "Foundation",
            "Synchronization",
        ],
        "Fuzz": ["RoostModel", "JSONText", "DJICloud", "Frames", "RoostAPI", "Foundation"],
        "FuzzFiles": ["Fuzz", "SiteFiles", "JSONText", "RoostModel", "Foundation"],
        "SimHost": [
            "FleetSim", "DockSim", "DJICloud", "JSONText", "SiteFiles", "MQTT", "RoostModel",
            "SiteCore",
            "FleetCore", "CaseCore", "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix",
            "NIOFoundationCompat", "Crypto", "Logging", "ServiceLifecycle", "UnixSignals",
            "Foundation", "Synchronization", "Glibc",
        ],
    ]

    @Test("no target imports what its row does not allow", arguments: allowed.keys.sorted())
    func imports(target: String) throws {
        let rows = try #require(Self.allowed[target])
        for file in try Tree.swift(in: "Sources/\(target)") {
            for (number, line) in file.lines.enumerated() {
                guard let module = Self.module(imported: line) else { continue }
                #expect(
                    rows.contains(module),
                    "\(file.path):\(number + 1): import of \(module) is not in the row of \(target)"
                )
            }
        }
    }

    @Test("the bench sees cores alone, so that it builds in seconds")
    func bench() throws {
        let allowed: Set = [
            "ArgumentParser", "Foundation", "PatrolCore", "RoostModel", "CaseCore", "Frames",
            "Synchronization",
        ]
        for file in try Tree.swift(in: "Sources/roost-bench") {
            let others = Set(file.lines.compactMap(Self.module)).subtracting(allowed)
            #expect(others.isEmpty, "\(file.path): imports \(others.sorted())")
        }
    }

    @Test("a simulator never sees a decision module")
    func simulatorSeesNoCore() throws {
        for file in try Tree.swift(in: "Sources/DockSim") {
            let cores = file.lines.compactMap(Self.module).filter { $0.hasSuffix("Core") }
            #expect(cores.isEmpty, "\(file.path): a shared bug must not hide on both sides")
        }
    }

    @Test("the operators' program knows the API alone")
    func operatorsProgram() throws {
        let ours = Set(Self.allowed.keys).union(["RoostDaemon"]).subtracting(["RoostAPI"])
        for file in try Tree.swift(in: "Sources/roost") {
            let seen = Set(file.lines.compactMap(Self.module)).intersection(ours)
            #expect(seen.isEmpty, "\(file.path): imports \(seen.sorted())")
        }
    }

    static func module(imported line: String) -> String? {
        var words = line.split(separator: " ")
        if let first = words.first, ["public", "package", "internal", "@testable"].contains(first) {
            words.removeFirst()
        }
        guard words.first == "import", words.count >= 2 else { return nil }
        let name = words.last ?? ""
        return String(name.split(separator: ".").first ?? name)
    }
}
