# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
"""Holds a wayline file against the public description of the format; gives back the points to fly."""
import io
import math
import xml.etree.ElementTree as tree
import zipfile

KML = "{http://www.opengis.net/kml/2.2}"
# aircraft model key: droneEnumValue, droneSubEnumValue.
AIRCRAFT = {"0-67-0": (67, 0), "0-67-1": (67, 1), "0-91-0": (91, 0), "0-91-1": (91, 1),
            "0-100-0": (100, 0), "0-100-1": (100, 1)}
MISSION = ["flyToWaylineMode", "finishAction", "exitOnRCLost", "executeRCLostAction",
           "takeOffSecurityHeight", "globalTransitionalSpeed", "globalRTHHeight", "droneInfo",
           "payloadInfo"]


class Part:
    """One XML element, its children by local name whatever the wpml version is."""

    def __init__(self, element):
        self.element = element

    def children(self, name):
        return [Part(child) for child in self.element if child.tag.rsplit("}", 1)[-1] == name]

    def child(self, *names):
        part = self
        for name in names:
            found = part.children(name)
            if not found:
                return None
            part = found[0]
        return part

    def text(self, *names):
        part = self.child(*names)
        return None if part is None else (part.element.text or "").strip()

    def number(self, *names):
        try:
            return float(self.text(*names))
        except (TypeError, ValueError):
            return math.nan


def check_wayline(kmz, task, aircraft, camera, dock):
    """The points as (latitude, longitude, height above take-off), and what is wrong with the file."""
    found = []
    try:
        archive = zipfile.ZipFile(io.BytesIO(kmz))
        names = archive.namelist()
        texts = {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, RuntimeError) as error:
        return [], [f"no archive: {error}"]
    if sorted(names) != ["wpmz/template.kml", "wpmz/waylines.wpml"]:
        return [], [f"holds {names}"]
    if any(entry.flag_bits & 0x08 for entry in archive.infolist()):
        found.append("written with data descriptors: some readers choke")
    documents = {}
    for name, text in texts.items():
        if b'encoding="UTF-8"' not in text[:80]:
            found.append(f"{name} has no declaration of UTF-8")
        if b"xmlns:wpml=" not in text or b"http://www.dji.com/wpmz/1.0." not in text:
            found.append(f"{name} has no wpml namespace")
        documents[name] = Part(tree.fromstring(text)).child("Document")
    flown, plan = documents["wpmz/waylines.wpml"], documents["wpmz/template.kml"]
    check_mission(flown.child("missionConfig"), task, aircraft, camera, found)
    first = [child.element.tag for child in map(Part, flown.child("missionConfig").element)]
    second = [child.element.tag for child in map(Part, plan.child("missionConfig").element)]
    if first != second:
        found.append("the two missionConfigs differ")
    folders = flown.children("Folder")
    if len(folders) != 1:
        return [], found + [f"{len(folders)} folders"]
    points = check_folder(folders[0], task, dock, found)
    planned = plan.child("Folder").children("Placemark")
    if len(planned) != len(points):
        found.append(f"the plan has {len(planned)} points, the wayline {len(points)}")
    if plan.text("Folder", "templateType") != "waypoint":
        found.append("templateType is not waypoint")
    for name in ("coordinateMode", "heightMode"):
        if plan.text("Folder", "waylineCoordinateSysParam", name) is None:
            found.append(f"the plan has no {name}")
    return points, found


def check_mission(mission, task, aircraft, camera, found):
    for name in MISSION:
        if mission.child(name) is None and name != "executeRCLostAction":
            found.append(f"missionConfig has no {name}")
    if mission.text("finishAction") != "goHome":
        found.append("finishAction is not goHome")
    leaves = mission.text("exitOnRCLost") == "executeLostAction"
    if leaves != (task.get("exit_wayline_when_rc_lost") == 1):
        found.append("exitOnRCLost is not exit_wayline_when_rc_lost")
    if leaves and mission.text("executeRCLostAction") != "goBack":
        found.append("executeRCLostAction is not goBack")
    if not 8 <= mission.number("takeOffSecurityHeight") <= 1500:
        found.append(f"takeOffSecurityHeight {mission.text('takeOffSecurityHeight')}")
    if not 1 <= mission.number("globalTransitionalSpeed") <= 15:
        found.append(f"globalTransitionalSpeed {mission.text('globalTransitionalSpeed')}")
    if mission.number("globalRTHHeight") != task.get("rth_altitude"):
        found.append("globalRTHHeight is not rth_altitude")
    kind = (mission.number("droneInfo", "droneEnumValue"),
            mission.number("droneInfo", "droneSubEnumValue"))
    if kind != AIRCRAFT[aircraft]:
        found.append(f"droneInfo {kind} is not of {aircraft}")
    payload = mission.number("payloadInfo", "payloadEnumValue")
    if payload != float(camera.split("-")[0]):
        found.append(f"payloadEnumValue {payload} is not of {camera}")
    for name in ("payloadSubEnumValue", "payloadPositionIndex"):
        if mission.number("payloadInfo", name) != 0:
            found.append(f"{name} is {mission.text('payloadInfo', name)}")


def check_folder(folder, task, dock, found):
    mode = folder.text("executeHeightMode")
    if mode != "relativeToStartPoint":
        found.append(f"executeHeightMode {mode}")
    if (folder.text("templateId"), folder.text("waylineId")) != ("0", "0"):
        found.append("templateId or waylineId is not 0")
    marks = folder.children("Placemark")
    if len(marks) < 2:
        found.append(f"{len(marks)} points")
    points, groups = [], set()
    for index, mark in enumerate(marks):
        if mark.number("index") != index:
            found.append(f"index {mark.text('index')} at point {index}")
        parts = (mark.text("Point", "coordinates") or "").split(",")
        longitude, latitude = float(parts[0]), float(parts[1])
        if max(abs(latitude - dock[0]), abs(longitude - dock[1])) > 0.2:
            found.append(f"point {index} is far from the dock: swapped?")
        if not 1 <= mark.number("waypointSpeed") <= 15:
            found.append(f"waypointSpeed {mark.text('waypointSpeed')} at point {index}")
        for names in (("waypointHeadingParam", "waypointHeadingMode"),
                      ("waypointHeadingParam", "waypointHeadingPathMode"),
                      ("waypointTurnParam", "waypointTurnMode")):
            if mark.text(*names) is None:
                found.append(f"no {names[-1]} at point {index}")
        if index in (0, len(marks) - 1) and mark.text(
                "waypointTurnParam", "waypointTurnMode") == "coordinateTurn":
            found.append(f"coordinateTurn at end point {index}")
        for group in mark.children("actionGroup"):
            check_group(group, index, groups, found)
        points.append((latitude, longitude, mark.number("executeHeight")))
    return points


def check_group(group, index, groups, found):
    name = group.text("actionGroupId")
    if name in groups:
        found.append(f"actionGroupId {name} twice")
    groups.add(name)
    span = (group.number("actionGroupStartIndex"), group.number("actionGroupEndIndex"))
    if span[0] > span[1] or span[0] != index:
        found.append(f"actionGroup {name} spans {span} at point {index}")
    if group.text("actionGroupMode") != "sequence":
        found.append(f"actionGroupMode {group.text('actionGroupMode')}")
    actions = [action.number("actionId") for action in group.children("action")]
    if actions != list(range(len(actions))):
        found.append(f"actionIds {actions}")
    for action in group.children("action"):
        what = action.text("actionActuatorFunc")
        if action.child("actionActuatorFuncParam") is None:
            found.append(f"{what} without parameters")
        if what == "hover" and not action.number("actionActuatorFuncParam", "hoverTime") > 0:
            found.append("hoverTime is not above 0")
