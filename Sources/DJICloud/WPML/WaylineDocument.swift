// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The two documents of a wayline file, in the order of the vendor's samples (WPML.md § 10).
struct WaylineDocument {
    let wayline: Wayline
    let model: WaylineModel

    private static let namespaces =
        "xmlns=\"http://www.opengis.net/kml/2.2\" xmlns:wpml=\"http://www.dji.com/wpmz/1.0.2\""

    /// Focal length of zoom factor 1: the wide lens is taken as 24 mm equivalent (WPML.md § 10).
    static let wideFocalLength = 24.0

    /// `wpmz/waylines.wpml`.
    var executable: [UInt8] {
        document { xml in
            mission(&xml)
            xml.element("Folder") { xml in
                xml.element("wpml:templateId", 0)
                xml.element("wpml:executeHeightMode", "relativeToStartPoint")
                xml.element("wpml:waylineId", 0)
                xml.element("wpml:autoFlightSpeed", cruiseSpeed)
                for (index, point) in wayline.points.enumerated() {
                    executablePoint(point, index, &xml)
                }
            }
        }
    }

    /// `wpmz/template.kml`.
    var template: [UInt8] {
        document { xml in
            xml.element("wpml:author", wayline.route.map { "roost \($0)" } ?? "roost")
            mission(&xml)
            xml.element("Folder") { xml in
                templateHead(&xml)
                for (index, point) in wayline.points.enumerated() {
                    templatePoint(point, index, &xml)
                }
            }
        }
    }

    /// Speed of the folder: that of the first leg.
    private var cruiseSpeed: Double { wayline.points.first?.speed.value ?? 1 }

    private func document(_ content: (inout XMLText) -> Void) -> [UInt8] {
        var xml = XMLText()
        xml.element("kml", attributes: Self.namespaces) { xml in
            xml.element("Document", content)
        }
        return xml.bytes
    }

    private func mission(_ xml: inout XMLText) {
        xml.element("wpml:missionConfig") { xml in
            xml.element("wpml:flyToWaylineMode", "safely")
            xml.element("wpml:finishAction", "goHome")
            xml.element("wpml:exitOnRCLost", "executeLostAction")
            xml.element("wpml:executeRCLostAction", "goBack")
            xml.element("wpml:takeOffSecurityHeight", wayline.takeOffSecurityHeight.value)
            xml.element("wpml:globalTransitionalSpeed", wayline.transitSpeed.value)
            xml.element("wpml:globalRTHHeight", wayline.returnHeight.value)
            xml.element("wpml:droneInfo") { xml in
                xml.element("wpml:droneEnumValue", model.aircraft)
                xml.element("wpml:droneSubEnumValue", model.variant)
            }
            xml.element("wpml:payloadInfo") { xml in
                xml.element("wpml:payloadEnumValue", model.payload)
                xml.element("wpml:payloadSubEnumValue", 0)
                xml.element("wpml:payloadPositionIndex", 0)
            }
        }
    }

    private func templateHead(_ xml: inout XMLText) {
        xml.element("wpml:templateType", "waypoint")
        xml.element("wpml:templateId", 0)
        xml.element("wpml:waylineCoordinateSysParam") { xml in
            xml.element("wpml:coordinateMode", "WGS84")
            xml.element("wpml:heightMode", "relativeToStartPoint")
            xml.element("wpml:positioningType", "GPS")
            xml.element("wpml:globalShootHeight", wayline.points[0].height.value)
            xml.element("wpml:surfaceFollowModeEnable", 0)
        }
        xml.element("wpml:autoFlightSpeed", cruiseSpeed)
        xml.element("wpml:gimbalPitchMode", "usePointSetting")
        xml.element("wpml:globalHeight", wayline.points[0].height.value)
        xml.element("wpml:globalWaypointHeadingParam", heading)
        xml.element("wpml:globalWaypointTurnMode", Self.turnMode)
        xml.element("wpml:globalUseStraightLine", 1)
        xml.element("wpml:payloadParam") { xml in
            xml.element("wpml:payloadPositionIndex", 0)
            xml.element("wpml:imageFormat", model.imageFormat)
        }
    }

    private func templatePoint(_ point: Wayline.Point, _ index: Int, _ xml: inout XMLText) {
        xml.element("Placemark") { xml in
            place(point, index, &xml)
            xml.element("wpml:useGlobalHeight", 0)
            xml.element("wpml:ellipsoidHeight", point.height.value)
            xml.element("wpml:height", point.height.value)
            xml.element("wpml:useGlobalSpeed", 0)
            xml.element("wpml:waypointSpeed", point.speed.value)
            xml.element("wpml:useGlobalHeadingParam", 1)
            xml.element("wpml:useGlobalTurnParam", 1)
            xml.element("wpml:gimbalPitchAngle", wayline.gimbalPitch.value)
            actions(point, index, &xml)
        }
    }

    private func executablePoint(_ point: Wayline.Point, _ index: Int, _ xml: inout XMLText) {
        xml.element("Placemark") { xml in
            place(point, index, &xml)
            xml.element("wpml:executeHeight", point.height.value)
            xml.element("wpml:waypointSpeed", point.speed.value)
            xml.element("wpml:waypointHeadingParam", heading)
            xml.element("wpml:waypointTurnParam") { xml in
                xml.element("wpml:waypointTurnMode", Self.turnMode)
                xml.element("wpml:waypointTurnDampingDist", 0)
            }
            actions(point, index, &xml)
        }
    }

    /// Longitude first (pitfall 1).
    private func place(_ point: Wayline.Point, _ index: Int, _ xml: inout XMLText) {
        xml.element("Point") { xml in
            let longitude = XMLText.decimal(point.place.longitude)
            let latitude = XMLText.decimal(point.place.latitude)
            xml.element("coordinates", "\(longitude),\(latitude)")
        }
        xml.element("wpml:index", index)
    }

    /// A point with actions must stop, or they run while passing; so all do.
    static let turnMode = "toPointAndStopWithDiscontinuityCurvature"

    private func heading(_ xml: inout XMLText) {
        xml.element("wpml:waypointHeadingMode", "followWayline")
        xml.element("wpml:waypointHeadingAngle", 0)
        xml.element("wpml:waypointHeadingPathMode", "followBadArc")
    }
}

// Actions: one group a point; its id is the point's index, which is unique in the file.
extension WaylineDocument {
    /// The gimbal is turned at the first point; after it come the point's own actions.
    private func actions(_ point: Wayline.Point, _ index: Int, _ xml: inout XMLText) {
        let turn = index == 0 ? [Wayline.PointAction.gimbal(pitch: wayline.gimbalPitch)] : []
        let actions = turn + point.actions
        guard !actions.isEmpty else { return }
        xml.element("wpml:actionGroup") { xml in
            xml.element("wpml:actionGroupId", index)
            xml.element("wpml:actionGroupStartIndex", index)
            xml.element("wpml:actionGroupEndIndex", index)
            xml.element("wpml:actionGroupMode", "sequence")
            xml.element("wpml:actionTrigger") { $0.element("wpml:actionTriggerType", "reachPoint") }
            for (number, action) in actions.enumerated() {
                xml.element("wpml:action") { xml in
                    xml.element("wpml:actionId", number)
                    self.action(action, point: index, number, &xml)
                }
            }
        }
    }

    private func action(
        _ action: Wayline.PointAction,
        point: Int,
        _ number: Int,
        _ xml: inout XMLText
    ) {
        switch action {
        case .photo(let lenses):
            function("takePhoto", &xml) { xml in
                xml.element("wpml:payloadPositionIndex", 0)
                xml.element("wpml:fileSuffix", "p\(point)a\(number)")
                xml.element("wpml:useGlobalPayloadLensIndex", 0)
                xml.element("wpml:payloadLensIndex", lenses.joined(separator: ","))
            }
        case .zoom(let factor):
            function("zoom", &xml) { xml in
                xml.element("wpml:payloadPositionIndex", 0)
                xml.element("wpml:focalLength", factor * Self.wideFocalLength)
            }
        case .hover(let seconds):
            function("hover", &xml) { $0.element("wpml:hoverTime", seconds) }
        case .gimbal(let pitch): function("gimbalRotate", &xml) { rotation(pitch, &$0) }
        }
    }

    private func function(
        _ name: String,
        _ xml: inout XMLText,
        _ parameters: (inout XMLText) -> Void
    ) {
        xml.element("wpml:actionActuatorFunc", name)
        xml.element("wpml:actionActuatorFuncParam", parameters)
    }

    private func rotation(_ pitch: Degrees, _ xml: inout XMLText) {
        xml.element("wpml:payloadPositionIndex", 0)
        xml.element("wpml:gimbalHeadingYawBase", "north")
        xml.element("wpml:gimbalRotateMode", "absoluteAngle")
        xml.element("wpml:gimbalPitchRotateEnable", 1)
        xml.element("wpml:gimbalPitchRotateAngle", pitch.value)
        xml.element("wpml:gimbalRollRotateEnable", 0)
        xml.element("wpml:gimbalRollRotateAngle", 0)
        xml.element("wpml:gimbalYawRotateEnable", 0)
        xml.element("wpml:gimbalYawRotateAngle", 0)
        xml.element("wpml:gimbalRotateTimeEnable", 0)
        xml.element("wpml:gimbalRotateTime", 0)
    }
}
