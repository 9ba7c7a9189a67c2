// swift-tools-version: 6.2
// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackageDescription

/// `ROOST_CORE_ONLY=1` leaves out every external package but Crypto, and the targets behind them, so
/// that cores, codecs and their tests build in seconds (`make core`).
let isCoreOnly = Context.environment["ROOST_CORE_ONLY"] == "1"

/// `ROOST_ONLY=RoostEngine,MQTT` builds and tests these targets and what they import, nothing else.
let only = Context.environment["ROOST_ONLY"].map { Set($0.split(separator: ",").map(String.init)) }

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
]

/// One row of the module graph: what a target imports of ours and of others.
struct Row {
    enum Kind { case library, program }
    var name: String
    var kind: Kind = .library
    var ours: [String] = []
    var others: [Target.Dependency] = []
    var testOurs: [String] = []
    var testOthers: [Target.Dependency] = []
    var hasTests = true
    /// Whether the row is built under `ROOST_CORE_ONLY`.
    var isCore = false
}

func product(_ name: String, _ package: String) -> Target.Dependency {
    .product(name: name, package: package)
}

/// Fixture folders are read in place by path; they are no resources of the bundle.
func fixtures(of test: String) -> [String] {
    let folder = "\(Context.packageDirectory)/Tests/\(test)/Fixtures"
    return FileManager.default.fileExists(atPath: folder) ? ["Fixtures"] : []
}

let crypto = product("Crypto", "swift-crypto")
let logging = product("Logging", "swift-log")
let lifecycle = product("ServiceLifecycle", "swift-service-lifecycle")
let arguments = product("ArgumentParser", "swift-argument-parser")
let http: [Target.Dependency] = [
    product("AsyncHTTPClient", "async-http-client"),
    product("NIOCore", "swift-nio"), product("NIOHTTP1", "swift-nio"),
    product("NIOFoundationCompat", "swift-nio"),
]

let rows: [Row] = [
    Row(name: "RoostModel", isCore: true),
    Row(name: "JSONText", isCore: true),
    Row(name: "PatrolCore", ours: ["RoostModel"], testOurs: ["JSONText"], isCore: true),
    Row(name: "FleetCore", ours: ["RoostModel"], isCore: true),
    Row(name: "CaseCore", ours: ["RoostModel"], isCore: true),
    Row(
        name: "SiteCore",
        ours: ["RoostModel", "FleetCore", "CaseCore", "PatrolCore"],
        isCore: true
    ),
    Row(
        name: "DJICloud",
        ours: ["RoostModel", "JSONText", "CZip"],
        others: [crypto],
        isCore: true
    ),
    Row(
        name: "Frames",
        ours: ["RoostModel", "JSONText", "CaseCore"],
        isCore: true
    ),
    Row(
        name: "SiteFiles",
        ours: ["RoostModel", "SiteCore", "FleetCore", "CaseCore", "PatrolCore"],
        others: [product("Yams", "Yams")]
    ),
    Row(
        name: "RoostEngine",
        ours: ["RoostModel", "SiteCore", "JSONText"],
        others: [product("GRDB", "GRDB.swift"), crypto, logging, lifecycle],
        testOurs: ["FleetCore"]
    ),
    Row(name: "MQTT", ours: ["CMosquitto"], others: [logging]),
    Row(
        name: "Notify",
        ours: ["RoostModel", "JSONText", "MQTT"],
        others: http + [
            crypto, product("NIOSSL", "swift-nio-ssl"), product("NIOPosix", "swift-nio"),
            product("Mustache", "swift-mustache"),
        ],
        testOthers: [
            product("Hummingbird", "hummingbird"), product("HTTPTypes", "swift-http-types"),
        ]
    ),
    Row(name: "RoostAPI", ours: ["RoostModel"], isCore: true),
    Row(
        name: "RoostHTTP",
        ours: ["RoostAPI", "RoostModel", "JSONText", "Frames", "RoostEngine", "SiteCore"],
        others: [
            product("Hummingbird", "hummingbird"), product("HTTPTypes", "swift-http-types"),
            product("NIOCore", "swift-nio"), logging, lifecycle, crypto,
        ],
        testOurs: ["FleetCore", "CaseCore", "PatrolCore"],
        testOthers: [
            product("AsyncHTTPClient", "async-http-client"), product("NIOHTTP1", "swift-nio"),
            product("NIOFoundationCompat", "swift-nio"),
        ]
    ),
    Row(
        name: "DockSim",
        ours: ["RoostModel", "DJICloud", "JSONText"],
        others: [crypto],
        isCore: true
    ),
    Row(
        name: "FleetSim",
        ours: [
            "DockSim", "DJICloud", "JSONText", "Frames", "SiteFiles", "RoostEngine", "SiteCore",
            "FleetCore", "CaseCore", "PatrolCore", "RoostModel",
        ],
        testOurs: ["RoostHTTP", "RoostAPI"]
    ),
    Row(
        name: "SimHost",
        ours: [
            "FleetSim", "DockSim", "DJICloud", "JSONText", "SiteFiles", "SiteCore", "FleetCore",
            "CaseCore", "MQTT", "RoostModel",
        ],
        others: http + [
            crypto, logging, lifecycle, product("NIOPosix", "swift-nio"),
            product("UnixSignals", "swift-service-lifecycle"),
        ]
    ),
    Row(
        name: "RoostDaemon",
        ours: [
            "RoostModel", "JSONText", "SiteCore", "FleetCore", "CaseCore", "PatrolCore", "DJICloud",
            "Frames", "SiteFiles", "RoostEngine", "MQTT", "Notify", "RoostAPI", "RoostHTTP",
            "CPicture",
        ],
        others: http + [
            logging, lifecycle, crypto, product("UnixSignals", "swift-service-lifecycle"),
            product("Subprocess", "swift-subprocess"),
        ]
    ),
    Row(
        name: "Fuzz",
        ours: ["RoostModel", "JSONText", "DJICloud", "Frames", "RoostAPI"],
        isCore: true
    ),
    Row(name: "FuzzFiles", ours: ["Fuzz", "SiteFiles", "JSONText", "RoostModel"]),
    Row(
        name: "roost-fuzz",
        kind: .program,
        ours: isCoreOnly ? ["Fuzz"] : ["Fuzz", "FuzzFiles"],
        hasTests: false,
        isCore: true
    ),
    Row(
        name: "roostd",
        kind: .program,
        ours: [
            "RoostDaemon", "RoostAPI", "DJICloud", "SiteFiles", "RoostModel", "PatrolCore",
            "RoostEngine", "SiteCore", "FleetCore", "CaseCore",
        ],
        others: [arguments, logging],
        hasTests: false
    ),
    Row(
        name: "roost",
        kind: .program,
        ours: ["RoostAPI"],
        others: http + [arguments, product("NIOPosix", "swift-nio")],
        hasTests: false
    ),
    Row(
        name: "roost-bench",
        kind: .program,
        ours: ["PatrolCore", "RoostModel"],
        others: [arguments],
        hasTests: false
    ),
    Row(
        name: "docksim",
        kind: .program,
        ours: ["SimHost", "FleetSim", "RoostAPI", "RoostModel"],
        others: [arguments],
        hasTests: false
    ),
]

let systemLibraries: [String: Target] = [
    // Ours, over libjpeg-turbo and libpng: libjpeg leaves by longjmp, which Swift must not.
    "CPicture": .target(
        name: "CPicture",
        linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png")]
    ),
    "CMosquitto": .systemLibrary(
        name: "CMosquitto",
        pkgConfig: "libmosquitto",
        providers: [.apt(["libmosquitto-dev"])]
    ),
    "CZip": .systemLibrary(
        name: "CZip",
        pkgConfig: "libzip",
        providers: [.apt(["libzip-dev"])]
    ),
]

// Which rows are in: all, the core ones, or the closure of `ROOST_ONLY`.
let byName = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0) })
var wanted = Set(rows.filter { !isCoreOnly || $0.isCore }.map(\.name))
if let only {
    var closure: Set<String> = []
    var pending = Array(only)
    while let name = pending.popLast() {
        guard closure.insert(name).inserted, let row = byName[name] else { continue }
        pending += row.ours
        if only.contains(name) { pending += row.testOurs }
    }
    wanted.formIntersection(closure)
}

let built = rows.filter { wanted.contains($0.name) }
var targets: [Target] = []
for row in built {
    let dependencies = row.ours.map { Target.Dependency(stringLiteral: $0) } + row.others
    switch row.kind {
    case .library:
        targets.append(.target(name: row.name, dependencies: dependencies, swiftSettings: settings))
    case .program:
        targets.append(
            .executableTarget(name: row.name, dependencies: dependencies, swiftSettings: settings)
        )
    }
    if row.hasTests, only?.contains(row.name) ?? true {
        targets.append(
            .testTarget(
                name: row.name + "Tests",
                dependencies: [Target.Dependency(stringLiteral: row.name)] + dependencies
                    + row.testOurs.map { Target.Dependency(stringLiteral: $0) } + row.testOthers,
                exclude: fixtures(of: row.name + "Tests"),
                swiftSettings: settings
            )
        )
    }
}
if only == nil {
    targets.append(.testTarget(name: "TidyTests", swiftSettings: settings))
    // They run the programs that were built, as people do, and import none of them.
    targets.append(
        .testTarget(
            name: "ProgramTests",
            dependencies: ["RoostAPI", "RoostModel"],
            swiftSettings: settings
        )
    )
}
for name in Set(built.flatMap(\.ours)).sorted() {
    if let library = systemLibraries[name] { targets.append(library) }
}

let cryptoPackage: Package.Dependency = .package(
    url: "https://github.com/apple/swift-crypto",
    exact: "4.5.2"
)
let otherPackages: [Package.Dependency] = [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(
        url: "https://github.com/hummingbird-project/hummingbird",
        exact: "2.28.1",
        traits: []
    ),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
]

let package = Package(
    name: "roost",
    dependencies: isCoreOnly ? [cryptoPackage] : [cryptoPackage] + otherPackages,
    targets: targets
)
