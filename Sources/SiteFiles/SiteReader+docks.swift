// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel

extension SiteReader {
    /// Reads `docks.yaml` and the models that it names.
    func readDocks(on ground: Ground, hardware named: String?) -> Listed<DockSite> {
        let catalog = readCatalog(named)
        guard let top = file("docks.yaml").top("docks.yaml") else { return Listed() }
        let sections = top.sections("docks", "dock")
        if sections.isEmpty, top.has("docks") { top.warn("docks", "is empty: nothing can fly") }
        reportTwice(sections, "id")
        reportTwice(sections, "serial")
        var listed = Listed<DockSite>(names: [])
        var planes: [Section] = []
        for section in sections {
            let id: DockID? = section.name("id")
            listed.names?.append(id?.text ?? "")
            let plane = section.section("aircraft", "aircraft")
            if let plane { planes.append(plane) }
            guard let catalog, let plane,
                let dock = readDock(section, plane, on: ground, catalog: catalog)
            else { continue }
            listed.values.append(dock)
        }
        reportTwice(planes, "id")
        reportTwice(planes, "serial")
        return listed
    }

    private func readCatalog(_ named: String?) -> HardwareCatalog? {
        let places = [
            hardware, named, "\(folder)/hardware", "\(folder)/../hardware",
            "\(folder)/../../hardware", share.map { "\($0)/hardware" },
        ]
        let found = places.compactMap { $0 }
            .first { FileManager.default.fileExists(atPath: $0 + "/docks") }
        guard let found else {
            file("site.yaml").fault(
                0,
                "hardware",
                "no folder hardware here, up to two above"
                    + (share.map { " or in \($0)" } ?? "") + "; name it with hardware:"
            )
            return nil
        }
        return HardwareCatalog(folder: found, log: log)
    }

    private func readDock(
        _ section: Section,
        _ plane: Section,
        on ground: Ground,
        catalog: HardwareCatalog
    ) -> DockSite? {
        let id: DockID? = section.name("id")
        let name = section.bilingual("name", id: id?.text ?? "")
        let serial = readSerial(section)
        let position = readPosition(section, ground)
        let height = section.number("ground_m", in: -500...9000)
        let ferry = readFerryHeight(section, ground.safety)
        let radius = section.number("radius_m", in: 100...10_000)
        let speaker = section.truth("speaker")
        let planeID: AircraftID? = plane.name("id")
        let planeSerial = readSerial(plane)
        let models = readModels(section, plane, catalog)
        guard let models, let limits = section.section("limits", "limits") else { return nil }
        let reader = LimitReader(limits, models.dock, models.aircraft)
        let envelope = reader.dockEnvelope()
        let craft = readZoom(plane, reader.aircraftEnvelope())
        guard let envelope, let craft else { return nil }
        guard let id, let name, let serial, let position, let height, let ferry, let radius,
            let speaker, let planeID, let planeSerial
        else { return nil }
        return DockSite(
            id: id,
            name: name,
            serial: serial,
            envelope: envelope,
            position: position,
            grid: ground.grid.grid(position),
            groundHeight: Metres(height),
            ferryHeight: Metres(ferry),
            radius: Metres(radius),
            aircraft: DockSite.Aircraft(id: planeID, serial: planeSerial, envelope: craft),
            hasSpeaker: speaker
        )
    }

    /// The site's own word on the zoom lens goes before the hardware's.
    private func readZoom(_ plane: Section, _ envelope: AircraftEnvelope?) -> AircraftEnvelope? {
        guard var own = envelope, plane.has("zoom") else { return envelope }
        guard let zoom = plane.section("zoom", "zoom"),
            let view = zoom.number("horizontal_fov_deg", in: 1...120),
            let width = zoom.integer("width_px", in: 320...20_000),
            let factor = zoom.number("factor", in: 1...200),
            let most = zoom.number("factor_max", in: 1...200)
        else { return nil }
        guard most >= factor else {
            zoom.fault("factor_max", "must be at least factor, \(factor.plain)")
            return nil
        }
        let known = own.cameras.first { $0.lens == "zoom" }
        let index = known?.payloadIndex ?? own.cameras.first?.payloadIndex ?? ""
        own.cameras.removeAll { $0.lens == "zoom" }
        own.cameras.append(
            CameraModel(
                lens: "zoom",
                payloadIndex: index,
                horizontalView: Degrees(view),
                verticalView: known?.verticalView,
                widthPixels: width,
                heightPixels: known?.heightPixels,
                zoomFactor: factor,
                largestZoomFactor: most
            )
        )
        return own
    }

    private func readPosition(_ section: Section, _ ground: Ground) -> Coordinate? {
        guard let position = section.position("position") else { return nil }
        let message = ground.district?.fault(position, .yaml) ?? ground.fenceFault(position)
        guard let message else { return position }
        section.fault("position", message)
        return nil
    }

    private func readSerial(_ section: Section) -> String? {
        guard let serial = section.text("serial") else { return nil }
        let isWord = serial.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte)
        }
        guard isWord, (8...32).contains(serial.utf8.count) else {
            section.fault("serial", "is \(serial), must be 8 to 32 capital letters and digits")
            return nil
        }
        guard !serial.hasPrefix("FILLIN") else {
            section.fault("serial", "is \(serial), the template's: fill in the device's own")
            return nil
        }
        return serial
    }

    private func readFerryHeight(_ section: Section, _ safety: SafetyLimits) -> Double? {
        guard let ferry = section.number("ferry_height_m", in: 20...500) else { return nil }
        guard Metres(ferry) <= safety.ceiling else {
            let ceiling = safety.ceiling.value.plain
            section.fault(
                "ferry_height_m",
                "is \(ferry.plain), must be at most safety.ceiling_m, \(ceiling) m"
            )
            return nil
        }
        if let obstacle = safety.highestObstacle, Metres(ferry) < obstacle + 20 {
            section.fault(
                "ferry_height_m",
                "is \(ferry.plain), must be at least \((obstacle + 20).value.plain) m: "
                    + "safety.highest_obstacle_m and 20 m (S10)"
            )
            return nil
        }
        return ferry
    }

    private func readModels(
        _ section: Section,
        _ plane: Section,
        _ catalog: HardwareCatalog
    ) -> (dock: HardwareCatalog.Dock, aircraft: HardwareCatalog.Aircraft)? {
        let dock = section.text("model")
        let craft = plane.text("model")
        if let dock, catalog.dock(dock) == nil {
            let known = catalog.docks.map(\.envelope.model).joined(separator: ", ")
            section.fault("model", "is \(dock), must be one of \(known)")
        }
        if let craft, catalog.aircraft(craft) == nil {
            let known = catalog.aircraft.map(\.envelope.model).joined(separator: ", ")
            plane.fault("model", "is \(craft), must be one of \(known)")
        }
        guard let dock, let craft, let base = catalog.dock(dock),
            let flier = catalog.aircraft(craft)
        else { return nil }
        guard flier.docks.contains(dock) else {
            let homes = flier.docks.joined(separator: ", ")
            plane.fault("model", "is \(craft), which lives in \(homes), not in \(dock)")
            return nil
        }
        return (base, flier)
    }
}
