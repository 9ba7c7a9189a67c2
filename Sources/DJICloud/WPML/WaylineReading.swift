// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Takes a wayline out of the two documents of a file, refusing what a patrol never has.
struct WaylineReading {
    let template: XMLElement
    let executable: XMLElement

    /// The wayline; the aircraft flies `waylines.wpml`, and the template must say the same.
    func wayline() throws(DJICloudError) -> Wayline {
        let flown = try body(executable)
        let edited = try body(template)
        let mission = try flown.one("wpml:missionConfig")
        let head = try self.head(mission)
        guard try head == self.head(edited.one("wpml:missionConfig")) else {
            throw .wrongType(
                path: template.file,
                expected: "of the same mission as \(executable.file)"
            )
        }
        let folder = try flown.one("Folder")
        try expect(folder, "wpml:executeHeightMode", "relativeToStartPoint")
        let points = try self.points(folder, height: "wpml:executeHeight", model: head.model)
        let editedFolder = try edited.one("Folder")
        try expect(editedFolder, "wpml:templateType", "waypoint")
        let editedPoints = try self.points(editedFolder, height: "wpml:height", model: head.model)
        guard editedPoints == points else {
            throw .wrongType(
                path: template.file,
                expected: "of the same points as \(executable.file)"
            )
        }
        return try wayline(head, points, route: route(edited))
    }

    private func wayline(
        _ head: Head,
        _ points: [Wayline.Point],
        route: RouteID?
    ) throws(DJICloudError) -> Wayline {
        var points = points
        guard case .gimbal(let pitch)? = points[0].actions.first else {
            throw .missing(path: "\(executable.file): gimbalRotate at the first point")
        }
        points[0].actions.removeFirst()
        let wayline = Wayline(
            route: route,
            aircraftModelKey: head.model.key,
            payloadIndex: head.model.payloadIndex,
            takeOffSecurityHeight: head.securityHeight,
            transitSpeed: head.transitSpeed,
            returnHeight: head.returnHeight,
            gimbalPitch: pitch,
            points: points
        )
        try WaylineCheck(wayline: wayline, model: head.model).check()
        return wayline
    }

    /// What both files say of the mission.
    private struct Head: Equatable {
        let model: WaylineModel
        let securityHeight: Metres
        let transitSpeed: MetresPerSecond
        let returnHeight: Metres
    }

    private func body(_ root: XMLElement) throws(DJICloudError) -> XMLElement {
        guard root.name == "kml" else { throw .missing(path: "\(root.file): kml") }
        return try root.one("Document")
    }

    private func head(_ mission: XMLElement) throws(DJICloudError) -> Head {
        try expect(mission, "wpml:finishAction", "goHome")
        try expect(mission, "wpml:exitOnRCLost", "executeLostAction")
        try expect(mission, "wpml:executeRCLostAction", "goBack")
        let aircraft = try mission.one("wpml:droneInfo")
        let payload = try mission.one("wpml:payloadInfo")
        guard try payload.int("wpml:payloadPositionIndex") == 0 else {
            throw .unsupported("\(payload.path): only the main gimbal is known")
        }
        return Head(
            model: try WaylineModel.of(
                aircraft: aircraft.int("wpml:droneEnumValue"),
                variant: aircraft.int("wpml:droneSubEnumValue"),
                payload: payload.int("wpml:payloadEnumValue")
            ),
            securityHeight: Metres(try mission.double("wpml:takeOffSecurityHeight")),
            transitSpeed: MetresPerSecond(try mission.double("wpml:globalTransitionalSpeed")),
            returnHeight: Metres(try mission.double("wpml:globalRTHHeight"))
        )
    }

    private func expect(
        _ element: XMLElement,
        _ name: String,
        _ word: String
    ) throws(DJICloudError) {
        let found = try element.word(name)
        guard found == word else {
            throw .unsupported("\(element.path)/\(name) is \(found.prefix(40)), must be \(word)")
        }
    }

    /// The route that the author's line names, when the file is ours.
    private func route(_ document: XMLElement) throws(DJICloudError) -> RouteID? {
        guard let author = try document.optional("wpml:author")?.trimmed,
            author.hasPrefix("roost ")
        else { return nil }
        return RouteID(String(author.dropFirst("roost ".count)))
    }

    private func points(
        _ folder: XMLElement,
        height: String,
        model: WaylineModel
    ) throws(DJICloudError) -> [Wayline.Point] {
        let marks = folder.all("Placemark")
        guard (2...WaylineCheck.pointLimit).contains(marks.count) else {
            throw .outOfRange(
                field: folder.path,
                value: "\(marks.count) points",
                allowed: "2 to \(WaylineCheck.pointLimit)"
            )
        }
        var points: [Wayline.Point] = []
        var groups: [Int] = []
        for (index, mark) in marks.enumerated() {
            guard try mark.int("wpml:index") == index else {
                throw .wrongType(path: mark.path, expected: "point \(index), counted from 0")
            }
            points.append(
                Wayline.Point(
                    place: try place(mark),
                    height: Metres(try mark.double(height)),
                    speed: MetresPerSecond(try mark.double("wpml:waypointSpeed")),
                    actions: try actions(mark, index, &groups)
                )
            )
        }
        return points
    }

    /// Longitude first.
    private func place(_ mark: XMLElement) throws(DJICloudError) -> Coordinate {
        let element = try mark.one("Point").one("coordinates")
        let parts = element.trimmed.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let longitude = XMLElement.decimal(String(parts[0])),
            let latitude = XMLElement.decimal(String(parts[1]))
        else { throw .wrongType(path: element.path, expected: "longitude,latitude") }
        return Coordinate(latitude: latitude, longitude: longitude)
    }
}

// Actions.
extension WaylineReading {
    private func actions(
        _ mark: XMLElement,
        _ index: Int,
        _ groups: inout [Int]
    ) throws(DJICloudError) -> [Wayline.PointAction] {
        guard let group = try mark.optional("wpml:actionGroup") else { return [] }
        let id = try group.int("wpml:actionGroupId")
        guard !groups.contains(id) else {
            throw .wrongType(path: group.path, expected: "a group with an id of its own")
        }
        groups.append(id)
        guard try group.int("wpml:actionGroupStartIndex") == index,
            try group.int("wpml:actionGroupEndIndex") == index
        else { throw .unsupported("\(group.path): actions over several points are not known") }
        try expect(group.one("wpml:actionTrigger"), "wpml:actionTriggerType", "reachPoint")
        var ids: [Int] = []
        var actions: [Wayline.PointAction] = []
        for element in group.all("wpml:action") {
            let id = try element.int("wpml:actionId")
            guard !ids.contains(id) else {
                throw .wrongType(path: element.path, expected: "an action with an id of its own")
            }
            ids.append(id)
            actions.append(try action(element))
        }
        return actions
    }

    private func action(_ element: XMLElement) throws(DJICloudError) -> Wayline.PointAction {
        let function = try element.word("wpml:actionActuatorFunc")
        let parameters = try element.one("wpml:actionActuatorFuncParam")
        switch function {
        case "takePhoto":
            let lenses = try parameters.word("wpml:payloadLensIndex")
            return .photo(lenses: lenses.split(separator: ",").map(String.init))
        case "zoom":
            let factor =
                try parameters.double("wpml:focalLength") / WaylineDocument.wideFocalLength
            return .zoom(factor: (factor * 1e6).rounded() / 1e6)
        case "hover": return .hover(seconds: try parameters.int("wpml:hoverTime"))
        case "gimbalRotate":
            return .gimbal(pitch: Degrees(try parameters.double("wpml:gimbalPitchRotateAngle")))
        default: throw .unsupported("\(element.path): action \(function.prefix(40)) is not known")
        }
    }
}
