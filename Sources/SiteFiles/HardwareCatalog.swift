// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import RoostModel
import Yams

/// The dock and aircraft models that roost knows: `hardware/docks/*.json`, `hardware/aircraft/*.json`.
public struct HardwareCatalog: Equatable, Sendable {
    /// A dock model.
    public struct Dock: Equatable, Sendable {
        /// Its limits as sites start from them.
        public var envelope: DockEnvelope
        /// The same limits with their sources.
        public var facts: [HardwareFact]
        /// Path of its file.
        public var file: String
    }

    /// An aircraft model.
    public struct Aircraft: Equatable, Sendable {
        /// Its limits as sites start from them.
        public var envelope: AircraftEnvelope
        /// The same limits with their sources.
        public var facts: [HardwareFact]
        /// Dock models that it lives in.
        public var docks: [String]
        /// Path of its file.
        public var file: String
    }

    /// Dock models by name.
    public private(set) var docks: [Dock] = []
    /// Aircraft models by name.
    public private(set) var aircraft: [Aircraft] = []

    /// Reads a folder with `docks` and `aircraft`; throws every fault of its files.
    public static func load(folder: String) throws(SiteFilesError) -> HardwareCatalog {
        let log = FaultLog()
        let catalog = HardwareCatalog(folder: folder, log: log)
        guard log.faults.isEmpty else { throw .faulty(log.faults.sorted()) }
        return catalog
    }

    init(folder: String, log: FaultLog) {
        docks = Self.files(in: folder + "/docks", log).compactMap(Self.dock)
        aircraft = Self.files(in: folder + "/aircraft", log).compactMap(Self.aircraft)
    }

    /// The dock model of a name.
    public func dock(_ model: String) -> Dock? { docks.first { $0.envelope.model == model } }

    /// The aircraft model of a name.
    public func aircraft(_ model: String) -> Aircraft? {
        aircraft.first { $0.envelope.model == model }
    }

    private static func files(in folder: String, _ log: FaultLog) -> [SourceFile] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            log.add(Fault(file: folder, line: 0, field: "", message: "is missing"))
            return []
        }
        return names.filter { $0.hasSuffix(".json") }.sorted()
            .map { SourceFile(path: "\(folder)/\($0)", log: log) }
    }

    private static func model(_ top: Section) -> String? {
        guard let model = top.text("model") else { return nil }
        guard top.file.path.hasSuffix("/\(model).json") else {
            top.fault("model", "is \(model), must be the file's name")
            return nil
        }
        return model
    }

    private static func dock(_ file: SourceFile) -> Dock? {
        guard let top = file.top("hardware.dock"), let model = model(top),
            let name = top.text("name"), let modelKey = top.text("model_key"),
            let speaks = top.truth("speaks_over_services"),
            let aborts = top.truth("aborts_setup"),
            let takesReturnMode = top.truth("takes_return_mode"),
            let limits = top.section("limits", "hardware.dock.limits")
        else { return nil }
        let facts = limits.facts()
        let coldest = facts.value("temperature_min_c")
        let warmest = facts.value("temperature_max_c")
        var temperature: ClosedRange<Celsius>?
        if let coldest, let warmest, coldest <= warmest {
            temperature = Celsius(coldest)...Celsius(warmest)
        }
        var envelope = DockEnvelope(
            model: model,
            name: name,
            modelKey: modelKey,
            windLimit: facts.value("wind_mps").map { MetresPerSecond($0) },
            rainStepLimit: facts.value("rain_step").map { Int($0) } ?? 0,
            temperature: temperature,
            chargePermillePerMinute: facts.value("charge_permille_per_min").map { Int($0) },
            chargeToPermille: facts.value("charge_to_permille").map { Int($0) },
            speaksOverServices: speaks,
            abortsSetup: aborts,
            takesReturnMode: takesReturnMode,
            jobs: top.texts("jobs")
        )
        envelope.relayReach = facts.value("relay_m").map { Metres($0) }
        return Dock(
            envelope: envelope,
            facts: facts,
            file: file.path
        )
    }

    private static func aircraft(_ file: SourceFile) -> Aircraft? {
        guard let top = file.top("hardware.aircraft"), let model = model(top),
            let name = top.text("name"), let modelKey = top.text("model_key"),
            let limits = top.section("limits", "hardware.aircraft.limits")
        else { return nil }
        let facts = limits.facts()
        let cameras = top.sections("cameras", "hardware.camera").compactMap { $0.camera() }
        return Aircraft(
            envelope: AircraftEnvelope(
                model: model,
                name: name,
                modelKey: modelKey,
                enduranceSeconds: facts.value("endurance_s").map { Int($0) },
                speedLimit: facts.value("speed_mps").map { MetresPerSecond($0) },
                cameras: cameras
            ),
            facts: facts,
            docks: top.texts("docks"),
            file: file.path
        )
    }
}

extension [HardwareFact] {
    func value(_ key: String) -> Double? { first { $0.key == key }?.value }
}

extension Section {
    /// Every limit of a hardware file.
    fileprivate func facts() -> [HardwareFact] {
        keys.compactMap { key in
            guard let node = entry(key),
                let fact = Section(node, path: field(key), kind: "hardware.fact", file: file),
                let quality = fact.choice("quality", HardwareFact.Quality.self)
            else { return nil }
            return HardwareFact(
                key: key,
                value: fact.known("value"),
                quality: quality,
                source: fact.has("source") ? fact.text("source") : nil,
                note: fact.has("note") ? fact.text("note", limit: 600) : nil
            )
        }
    }

    fileprivate func camera() -> CameraModel? {
        guard let lens = text("lens"), let index = text("payload_index") else { return nil }
        return CameraModel(
            lens: lens,
            payloadIndex: index,
            horizontalView: known("horizontal_fov_deg").map { Degrees($0) },
            verticalView: known("vertical_fov_deg").map { Degrees($0) },
            widthPixels: known("width_px").map { Int($0) },
            heightPixels: known("height_px").map { Int($0) },
            zoomFactor: has("zoom_factor") ? known("zoom_factor") : nil,
            largestZoomFactor: has("zoom_factor_max") ? known("zoom_factor_max") : nil
        )
    }

    /// A number, or nil where null is written.
    fileprivate func known(_ key: String) -> Double? {
        guard let node = value(key), !node.isEmpty else { return nil }
        return number(key, in: -100...100_000)
    }
}
