# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
"""Plays docks of three models against a real roostd and its broker, and tells where ours differs from the documents.

Each dock is onboarded, flies a patrol from the file that it fetched, says no, answers twice, falls silent, is called
home and dispatched. Exit code 0: nothing differs. Environment: BUILD=.build/debug SPEED=5 ONLY=refuse,silent KEEP=1
"""
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from python_dock import Clock, PythonDock

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.environ.get("BUILD", f"{ROOT}/.build/debug")
SPEED = float(os.environ.get("SPEED", "5"))
ONLY = [name for name in os.environ.get("ONLY", "").split(",") if name]

# id, dock model, aircraft model, model keys, camera, longitude of the pad: far enough apart to fly at once.
DOCKS = [
    ("D01", "dock-3", "m4td", "3-3-0", "0-100-1", "99-0-0", 114.13),
    ("D02", "dock-2", "m3td", "3-2-0", "0-91-1", "81-0-0", 114.15),
    ("D03", "dock-1", "m30t", "3-1-0", "0-67-1", "53-0-0", 114.17),
]
LIMITS = ("{wind_mps: 8, temperature_min_c: -10, temperature_max_c: 40, charge_permille_per_min: 20,"
          " charge_to_permille: 900, endurance_s: 1800, speed_mps: 12}")
LATITUDE, GROUND = 22.56, 12


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def write_site(folder, ports):
    """A small site of three docks, one of each model, with one route each."""
    west, east, south, north = 114.11, 114.20, 22.54, 22.58
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    area = {"type": "Feature", "properties": {"id": "district", "kind": "district"},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}
    routes = [{"type": "Feature", "properties": {
        "id": f"R{number}", "name": {"zh": f"路{number}", "en": f"Route {number}"},
        "domain": "traffic", "height_m": 60, "speed_mps": 8, "docks": [dock[0]],
        "photo": "each_point"}, "geometry": {"type": "LineString", "coordinates": [
            [dock[6] + 0.001, LATITUDE + 0.001], [dock[6] + 0.004, LATITUDE + 0.001]]}}
        for number, dock in enumerate(DOCKS, 1)]
    entries = "".join(
        f"  - id: {dock[0]}\n    name: {{zh: {dock[0]}, en: {dock[0]}}}\n    model: {dock[1]}\n"
        f"    serial: PYTHONDOCK{number}\n    position: [{LATITUDE}, {dock[6]}]\n    ground_m: {GROUND}\n"
        f"    ferry_height_m: {80 + 16 * number}\n    radius_m: 3000\n    speaker: true\n"
        f"    aircraft: {{id: A{number}, model: {dock[2]}, serial: PYTHONBIRD{number}}}\n"
        + (f"    limits: {LIMITS}\n" if dock[1] == "dock-1" else "")
        for number, dock in enumerate(DOCKS, 0))
    files = {
        "site.yaml": f"""
site: python
name: {{zh: 对照, en: Python docks}}
time_zone: Asia/Shanghai
origin: [22.5600, 114.1450]
simulated: true
hardware: {ROOT}/hardware
service: {{from: "06:00", to: "22:00"}}
safety: {{highest_obstacle_m: 40, ceiling_m: 120, wind_mps: 8, rain_step: 0}}
reserve: {{min_ready: 0}}
broker:
  embedded: {{listen: "127.0.0.1:{ports[0]}"}}
http:
  listen: 127.0.0.1:{ports[1]}
  docks: {{listen: "127.0.0.1:{ports[2]}", url: "http://127.0.0.1:{ports[2]}"}}
dji: {{app_id: "123456", key_secret: dji-key, license_secret: dji-license, organization: luohu,
       binding_secret: dji-binding, ntp: 127.0.0.1}}
""",
        "docks.yaml": "docks:\n" + entries,
        "areas.geojson": json.dumps({"type": "FeatureCollection", "features": [area]}),
        "routes.geojson": json.dumps({"type": "FeatureCollection", "features": routes}),
        "patrols.yaml": "patrols: []\n",
        "rules.yaml": "rules: []\n",
        "receivers.yaml": "receivers:\n  - {id: journal, kind: log, language: en}\n",
        "speech.yaml": "texts:\n  - {id: move-on, zh: 请驶离。, en: Move on., volume_percent: 70}\n"
                       "pause_s: 5\n",
    }
    os.makedirs(folder)
    for name, text in files.items():
        with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
            file.write(text)


class OverSocket(http.client.HTTPConnection):
    """HTTP over the operators' unix socket."""

    def __init__(self, path):
        super().__init__("localhost")
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(5)
        self.sock.connect(self.path)


class Trial:
    """One roostd on one site, with the docks and what was found."""

    def __init__(self):
        self.base = tempfile.mkdtemp(prefix="roost-python-dock.")
        self.site, self.data = f"{self.base}/site", f"{self.base}/data"
        write_site(self.site, [free_port() for _ in range(3)])
        os.makedirs(f"{self.data}/secrets", mode=0o700)
        for name in ("dji-key", "dji-license"):
            with open(os.open(f"{self.data}/secrets/{name}", os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
                file.write("example")
        start = self.roostd("clock", "2026-05-12T10:00:00+08:00", f"{SPEED:g}").strip()
        self.clock, self.failures, self.passed = Clock(start), [], 0
        self.log = open(f"{self.base}/roostd.log", "wb")
        self.run = [f"{BUILD}/roostd", "run", self.site, "--data", self.data, "--clock", start]
        self.daemon, self.docks = None, {}
        self.begin()

    def begin(self):
        self.daemon = subprocess.Popen(self.run, stdout=self.log, stderr=self.log)

    def crash(self):
        """SIGKILL, then the same command on the same data, until it hears its broker and every dock."""
        self.daemon.kill()
        self.daemon.wait()
        self.begin()
        self.until("roostd is back on its data", lambda: self.roost("status", allowed=(0, 3, 4)).get(
            "degraded") == [], 30)
        for name, dock in self.docks.items():
            # After its connection is back a dock says again who it is.
            self.until(f"{name} is back", lambda: dock.client.is_connected() and self.dock(name).get(
                "link") == "online" and dock.topology(False).get("result") == 0, 30)

    def roostd(self, *arguments):
        return subprocess.check_output([f"{BUILD}/roostd", *arguments], text=True)

    def roost(self, *arguments, allowed=(0,)):
        """What `roost … --json` answers, and its exit code."""
        done = subprocess.run(
            [f"{BUILD}/roost", *arguments, "--json", "--language", "en", "--socket",
             f"{self.data}/roost.sock"], capture_output=True, text=True, timeout=30)
        if done.returncode not in allowed:
            raise RuntimeError(f"roost {' '.join(arguments)}: {done.returncode} {done.stderr.strip()}"
                               f" {done.stdout.strip()[:400]}")
        try:
            return json.loads(done.stdout)
        except ValueError:
            return {"text": done.stdout, "error": done.stderr}

    def check(self, what, holds, told=""):
        if holds:
            self.passed += 1
        else:
            self.failures.append(f"{what}: {told}")
        print(f"  {'ok  ' if holds else 'FAIL'} {what}{'' if holds else ': ' + str(told)}", flush=True)
        return holds

    def until(self, what, probe, within):
        """Waits until the probe answers something; a failure otherwise.

        `within` is real seconds on an idle machine; one that does other work beside has four times as long.
        """
        within *= 4
        end, last = time.monotonic() + within, None
        while time.monotonic() < end:
            last = probe()
            if last:
                self.check(what, True)
                return last
            time.sleep(0.1)
        self.check(what, False, f"not within {within} s")
        return None

    def start(self):
        self.until("roostd hears its broker", lambda: os.path.exists(f"{self.data}/roost.sock")
                   and self.roost("status", allowed=(0, 3)).get("degraded") == [], 30)
        for number, (name, _, _, key, bird, camera, longitude) in enumerate(DOCKS):
            lines = dict(line.split(None, 1) if not line.startswith("binding")
                         else ("code", line.split()[-1]) for line in self.roostd(
                             "credentials", name, "--site", self.site, "--data", self.data).splitlines()
                         if len(line.split()) > 1)
            host, port = lines["address"].split("//")[-1].rsplit(":", 1)
            login = {"host": host, "port": int(port), "user": lines["user"],
                     "password": lines["password"], "organization": lines["organisation"],
                     "code": lines["code"]}
            dock = PythonDock(key, bird, camera, {
                "serial": f"PYTHONDOCK{number}", "aircraft": f"PYTHONBIRD{number}",
                "place": (LATITUDE, longitude), "ground": GROUND}, login, self.clock)
            dock.route = f"R{number + 1}"
            self.docks[name] = dock

    def finish(self):
        for dock in self.docks.values():
            dock.close()
        self.daemon.send_signal(signal.SIGTERM)
        try:
            self.daemon.wait(15)
        except subprocess.TimeoutExpired:
            self.daemon.kill()
        self.log.close()

    # What people see.

    def dock(self, name):
        return self.roost("dock", name)

    def is_ready(self, name):
        return self.dock(name).get("is_ready")

    def mission(self, name):
        return next((one for one in self.roost("missions").get("items", []) if one["id"] == name), None)

    def sortie_state(self, flight):
        """The state of the sortie with this flight id, whether open or ended."""
        for one in self.roost("sorties").get("items", []):
            if one["wire_id"].lower() == flight.lower():
                return one
        return {}

    def facts(self, name):
        """The newest fact of each code that is about a dock."""
        connection = OverSocket(f"{self.data}/roost.sock")
        connection.request("GET", "/v1/facts?newest=1&limit=500")
        items = json.loads(connection.getresponse().read())["items"]
        return {one["code"]: one for one in sorted(items, key=lambda one: one["sequence"])
                if one["subject"].get("dock") == name}

    def patrol(self, name):
        return self.roost("patrol", "run", self.docks[name].route, "--dock", name)["mission"]

    def wait_flight(self, dock, method, already, within=60):
        """The flight id of the next message of this method, after `already` ones."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            with dock.lock:
                bodies = [body for kind, body in dock.heard
                          if kind == "services" and body["method"] == method]
            if len(bodies) > already:
                return bodies[already]["data"]["flight_id"]
            time.sleep(0.05)
        return None

    def ended(self, what, flight, states, within=60):
        return self.until(f"{what}: the sortie is {' or '.join(states)}",
                          lambda: self.sortie_state(flight).get("state") in states, within)


def onboard(trial, name):
    """Section 6, step by step, twice: after a reconnect all of it comes again."""
    dock = trial.docks[name]
    dock.connect()
    for turn in ("first", "again"):
        answer = dock.ask("config", {"config_type": "json", "config_scope": "product"})
        lacking = [key for key in ("app_id", "app_key", "app_license", "ntp_server_host")
                   if not isinstance(answer.get(key), str)]
        trial.check(f"{name} config {turn}", not lacking and "output" not in answer,
                    f"{lacking} missing in {list(answer)}")
        both = [{"sn": dock.sn}, {"sn": dock.aircraft_sn}]
        answer = dock.ask("airport_bind_status", {"devices": both})
        told = answer.get("output", {}).get("bind_status", [])
        whole = all({"sn", "is_device_bind_organization", "organization_id", "organization_name",
                     "device_callsign"} <= set(one) for one in told)
        trial.check(f"{name} airport_bind_status {turn}", answer.get("result") == 0 and whole
                    and {one["sn"] for one in told} == {dock.sn, dock.aircraft_sn}, answer)
        answer = dock.ask("airport_bind_status", {"devices": both[:1]})
        trial.check(f"{name} airport_bind_status of one {turn}",
                    [one["sn"] for one in answer["output"]["bind_status"]] == [dock.sn], answer)
        right = {"device_binding_code": dock.login["code"],
                 "organization_id": dock.login["organization"]}
        answer = dock.ask("airport_organization_get", {**right, "device_binding_code": "wrong"})
        trial.check(f"{name} airport_organization_get with a wrong code {turn}",
                    answer.get("result", 0) != 0, answer)
        answer = dock.ask("airport_organization_get", right)
        trial.check(f"{name} airport_organization_get {turn}", answer.get("result") == 0
                    and answer.get("output", {}).get("organization_name"), answer)
        for sn, key in ((dock.sn, dock.model), (dock.aircraft_sn, dock.aircraft_model)):
            answer = dock.ask("airport_organization_bind", {"bind_devices": [
                {**right, "device_callsign": sn, "sn": sn, "device_model_key": key}]})
            errors = answer.get("output", {}).get("err_infos", [])
            trial.check(f"{name} airport_organization_bind {sn} {turn}", answer.get("result") == 0
                        and [(one["sn"], one["err_code"]) for one in errors] == [(sn, 0)], answer)
        answer = dock.topology(False)
        trial.check(f"{name} update_topo {turn}", answer.get("result") == 0, answer)
    for method, data in (("flight_areas_get", {}), ("offline_map_get", {}),
                         ("storage_config_get", {"module": 0}),
                         ("flighttask_progress_get", {"target_sn": dock.sn, "flight_id": "x"})):
        answer = dock.ask(method, data)
        trial.check(f"{name} {method} is answered", isinstance(answer.get("result"), int), answer)
    answer = dock.ask("flighttask_resource_get", {"flight_id": "00000000-0000-0000-0000-000000000000"})
    trial.check(f"{name} a file of no flight is refused", answer.get("result", 0) != 0, answer)
    answer = dock.ask("made_up_by_firmware", {"x": 1})
    trial.check(f"{name} an unknown question is refused, not granted", answer.get("result", 0) != 0, answer)
    dock.event("made_up_event", {"x": 1})
    dock.event("release_terminal_control_area", {"flight_id": "", "reason": 2})
    dock.event("airsense_warning", [])
    threading.Thread(target=dock.run_telemetry, daemon=True).start()
    trial.until(f"{name} is ready", lambda: trial.is_ready(name), 20)
    trial.until(f"{name} the flight areas are on board by its own word", lambda: dock.areas and any(
        one["name"] == "flight areas" and one["value"] == "on board"
        for one in trial.dock(name)["readings"]), 20)
    told = trial.dock(name)
    readings = {one["name"]: one for one in told["readings"]}
    trial.check(f"{name} is known by its serial", told["serial"] == dock.sn, told["serial"])
    trial.check(f"{name} wind and battery are as told", "1.4" in str(readings.get("wind", {}).get("value"))
                and "92" in str(readings.get("battery", {}).get("value")), readings.get("wind"))


def patrol(trial, name):
    """A whole patrol with an acknowledged event each way, and late words after its end."""
    dock = trial.docks[name]
    already = dock.count("flighttask_prepare")
    trial.patrol(name)
    flight = trial.wait_flight(dock, "flighttask_prepare", already)
    if not trial.check(f"{name} flighttask_prepare comes", flight, "none"):
        return
    body = dock.expect("services", "flighttask_prepare", within=1, after=0)
    with dock.lock:
        body = [one for kind, one in dock.heard if kind == "services"
                and one.get("method") == "flighttask_prepare" and one["data"]["flight_id"] == flight][0]
    trial.check(f"{name} bid is the flight's id", body["bid"] == flight, body["bid"])
    trial.until(f"{name} flighttask_execute comes", lambda: dock.count("flighttask_execute", flight), 15)
    trial.until(f"{name} the sortie is airborne",
                lambda: trial.sortie_state(flight).get("state") == "airborne", 20)
    trial.until(f"{name} people see it move", lambda: (trial.dock(name)["aircraft"].get("elevation_m") or 0) > 10, 20)
    trial.ended(f"{name} patrol", flight, ["docked"], 90)
    # A late word after the end, and an event of the end once more with the same tid.
    dock.progress(flight, "in_progress", 40, 6, need_reply=0)
    again = dock.progress(flight, "ok", 100, 9)
    dock.event("flighttask_progress", again["data"], bid=flight, tid=again["tid"])
    time.sleep(1)
    trial.check(f"{name} late words change nothing", trial.sortie_state(flight).get("state") == "docked",
                trial.sortie_state(flight))
    trial.check(f"{name} one launch", dock.count("flighttask_execute", flight) == 1,
                dock.count("flighttask_execute", flight))
    trial.until(f"{name} is ready again", lambda: trial.is_ready(name), 30)


def refuse(trial, name):
    """The dock says no to the file, then to the launch: named, and never in the air."""
    dock = trial.docks[name]
    for method, number in (("flighttask_prepare", 314013), ("flighttask_execute", 319016)):
        dock.refused = {method: number}
        already = dock.count("flighttask_prepare")
        mission = trial.patrol(name)
        flight = trial.wait_flight(dock, "flighttask_prepare", already)
        trial.until(f"{name} refused {method}: the sortie failed", lambda: trial.sortie_state(
            flight).get("state") == "failed", 30)
        why = json.dumps(trial.roost("why", mission, allowed=(0, 1)))
        trial.check(f"{name} refused {method}: why names {number}", str(number) in why, why[:300])
        trial.check(f"{name} refused {method}: nothing flew", flight not in dock.flights, dock.flights)
        trial.until(f"{name} refused {method}: the mission has its end", lambda: not trial.mission(mission), 30)
        dock.refused = {}
        trial.until(f"{name} is ready after no", lambda: trial.is_ready(name), 40)


def repeat(trial, name):
    """Every answer comes twice; nothing is done twice."""
    dock = trial.docks[name]
    dock.twice = {"flighttask_prepare", "flighttask_execute", "return_home"}
    already = dock.count("flighttask_prepare")
    trial.patrol(name)
    flight = trial.wait_flight(dock, "flighttask_prepare", already)
    trial.until(f"{name} airborne though it answers twice",
                lambda: trial.sortie_state(flight).get("state") == "airborne", 30)
    trial.roost("recall", name)
    trial.until(f"{name} return_home comes", lambda: dock.count("return_home"), 5)
    trial.ended(f"{name} recalled", flight, ["docked"], 90)
    trial.check(f"{name} one launch with doubled answers", dock.count("flighttask_execute", flight) == 1,
                dock.count("flighttask_execute", flight))
    dock.twice = set()
    trial.until(f"{name} is ready after the recall", lambda: trial.is_ready(name), 30)


def resume(trial, name):
    """A return that a person breaks off and orders anew, and the rest of a route from the dock's own break point."""
    dock = trial.docks[name]
    dock.breaks_with, already = ("partially_done", 0), dock.count("flighttask_prepare")
    mission = trial.patrol(name)
    flight = trial.wait_flight(dock, "flighttask_prepare", already)
    trial.until(f"{name} is on its route", lambda: dock.aircraft_mode == 5 and dock.distance() > 100, 40)
    trial.roost("recall", name)
    trial.until(f"{name} comes home", lambda: trial.sortie_state(flight).get("state") == "returning", 20)
    trial.roost("cancel-return", name)
    trial.until(f"{name} return_home_cancel comes", lambda: dock.count("return_home_cancel"), 10)
    trial.until(f"{name} the duty room is alarmed that it hovers", lambda: trial.facts(name).get(
        "sortie.hovers", {}).get("severity") == "critical", 10)
    trial.until(f"{name} hovers", lambda: dock.aircraft_mode == 17, 10)
    trial.roost("recall", name)
    trial.ended(f"{name} broken off and called home anew", flight, ["docked"], 90)
    why = json.dumps(trial.roost("why", mission, allowed=(0, 1)))
    trial.check(f"{name} partially_done is a mission partly flown", "partly flown" in why, why[:300])
    trial.until(f"{name} is ready for the rest", lambda: trial.is_ready(name), 60)
    already = dock.count("flighttask_prepare")
    trial.roost("resume", name)
    rest = trial.wait_flight(dock, "flighttask_prepare", already)
    told = (trial.until(f"{name} the rest comes", lambda: dock.tasks.get(rest), 10) or {"data": {}})["data"]
    trial.check(f"{name} the four members of the break point, as the dock said them", told.get("break_point") == {
        "index": 0, "state": 0, "progress": 0.5, "wayline_id": 0}, told.get("break_point"))
    trial.check(f"{name} the rest is a flight of its own", rest and rest != flight, rest)
    trial.ended(f"{name} the rest", rest, ["docked"], 90)
    trial.until(f"{name} is ready after the rest", lambda: trial.is_ready(name), 60)
    told = trial.roost("resume", name, allowed=(1,))
    trial.check(f"{name} a break point is flown on once", told.get("code") == "wrong_state", told)


def stuck(trial, name):
    """A start that finds no home point: told, and broken off; a Dock 1 alone says so and can."""
    dock = trial.docks[name]
    if dock.model != "3-1-0":
        return
    dock.is_stuck, already = True, dock.count("flighttask_prepare")
    mission = trial.patrol(name)
    flight = trial.wait_flight(dock, "flighttask_prepare", already)
    trial.until(f"{name} flight_setup_abort comes", lambda: dock.count("flight_setup_abort"), 30)
    trial.check(f"{name} the start that waits is told", "dock.start_stuck" in trial.facts(name))
    trial.ended(f"{name} the start is broken off", flight, ["failed"], 30)
    why = json.dumps(trial.roost("why", mission, allowed=(0, 1)))
    trial.check(f"{name} why names the wait", "home point" in why, why[:300])
    dock.is_stuck = False
    trial.until(f"{name} is ready after the broken start", lambda: trial.is_ready(name), 60)


def silent(trial, name):
    """The answer to the launch is lost: unknown until the dock speaks, and never sent again."""
    dock = trial.docks[name]
    dock.mute = {"flighttask_execute"}
    for does in (True, False):
        dock.mute_does = does
        already = dock.count("flighttask_prepare")
        trial.patrol(name)
        flight = trial.wait_flight(dock, "flighttask_prepare", already)
        trial.until(f"{name} launch is handed over", lambda: dock.count("flighttask_execute", flight), 20)
        if does:
            trial.until(f"{name} flies though its answer was lost",
                        lambda: trial.sortie_state(flight).get("state") == "airborne", 40)
            trial.ended(f"{name} lost answer", flight, ["docked"], 90)
        else:
            trial.ended(f"{name} no answer and no flight", flight, ["unknown", "failed"], 60)
            trial.ended(f"{name} the dock's own state settles it", flight, ["failed"], 90)
        trial.check(f"{name} no blind resend", dock.count("flighttask_execute", flight) == 1,
                    dock.count("flighttask_execute", flight))
        trial.until(f"{name} is ready after silence", lambda: trial.is_ready(name), 60)
    dock.mute = set()


def conditional(trial, name):
    """A patrol that waits for its battery: told to go once, by the dock's word and ours, not before."""
    dock = trial.docks[name]
    dock.battery, already = 60, dock.count("flighttask_prepare")
    # Until roost hears it, its word and the dock's agree on the battery of before.
    trial.until(f"{name} the low battery is heard", lambda: "60 %" in [
        reading["text"]["en"] for reading in trial.dock(name)["readings"] if reading["name"] == "battery"], 20)
    mission = trial.roost("patrol", "run", dock.route, "--dock", name, "--battery", "70", "--for", "20m")["mission"]
    flight = trial.wait_flight(dock, "flighttask_prepare", already)
    if not trial.check(f"{name} a conditional task comes", flight, "none"):
        return
    told = (trial.until(f"{name} keeps the task", lambda: dock.tasks.get(flight), 10) or {"data": {}})["data"]
    trial.check(f"{name} it is conditional", told.get("task_type") == 2
                and told["ready_conditions"]["battery_capacity"] == 70, told)
    trial.until(f"{name} people see what it waits for", lambda: "conditions of its task" in json.dumps(
        trial.mission(mission)), 20)
    # A dock that says so too early is not believed alone.
    dock.event("flighttask_ready", {"flight_ids": [flight]})
    time.sleep(2)
    trial.check(f"{name} a low battery is not launched", not dock.count("flighttask_execute", flight))
    dock.battery = 92
    trial.until(f"{name} it is told to go", lambda: dock.count("flighttask_execute", flight), 30)
    for _ in range(2):
        dock.event("flighttask_ready", {"flight_ids": [flight]})
    trial.until(f"{name} the conditional sortie is airborne",
                lambda: trial.sortie_state(flight).get("state") == "airborne", 40)
    trial.roost("recall", name)
    trial.ended(f"{name} conditional", flight, ["docked"], 90)
    trial.check(f"{name} one launch of a conditional task", dock.count("flighttask_execute", flight) == 1,
                dock.count("flighttask_execute", flight))
    trial.until(f"{name} is ready after the conditional task", lambda: trial.is_ready(name), 60)


def dispatch(trial, name):
    """A call to a point: the other family of methods."""
    dock = trial.docks[name]
    already = dock.count("takeoff_to_point")
    trial.roost("dispatch", "--to", f"{LATITUDE + 0.003},{dock.place[1] + 0.002}", "--dock", name, "--yes")
    flight = trial.wait_flight(dock, "takeoff_to_point", already)
    if not trial.check(f"{name} takeoff_to_point comes", flight, "none"):
        return
    trial.until(f"{name} is at the point", lambda: trial.sortie_state(flight).get("state") == "airborne"
                and dock.distance() > 300, 40)
    payload(trial, name, flight)
    if dock.aircraft_mode != 9:
        trial.roost("recall", name)
    trial.ended(f"{name} dispatch", flight, ["docked"], 90)
    trial.until(f"{name} the photo's file is told", lambda: "picture.stored" in trial.facts(name), 40)
    trial.until(f"{name} is ready after the call", lambda: trial.is_ready(name), 30)


def payload(trial, name, flight):
    """Camera and loudspeaker in the air, each order with its own word; then a text that fails."""
    dock = trial.docks[name]
    looks = f"{LATITUDE + 0.003},{dock.place[1] + 0.0025}"
    for words in (("look-at", name, "--to", looks), ("zoom", name, "5"), ("photo", name)):
        told = trial.roost(*words, allowed=(0, 1))
        trial.check(f"{name} roost {words[0]}", "error" not in told or not told["error"], told)
    trial.check(f"{name} looks at the ground of the place, above the ellipsoid",
                dock.payload.looked and dock.payload.looked[-1][2] == GROUND, dock.payload.looked)
    trial.check(f"{name} zoomed and took the picture",
                dock.payload.zoomed == [5] and len(dock.payload.photos) == 1, dock.payload.zoomed)
    told = trial.roost("say", name, "move-on", allowed=(0, 1))
    trial.check(f"{name} roost say", dock.payload.spoken == ["请驶离。"] and not told.get("error"), told)
    time.sleep(6 / SPEED)
    told = trial.roost("say", name, "move-on", "--lang", "en", allowed=(0, 1))
    trial.check(f"{name} roost say in English", dock.payload.spoken[-1] == "Move on.", told)
    if dock.model == "3-3-0":
        trial.check(f"{name} each text has its voice", dock.payload.voices == [0, 1], dock.payload.voices)
    dock.payload.speaker_fails = True
    time.sleep(6 / SPEED)
    told = trial.roost("say", name, "move-on", allowed=(1,))
    trial.check(f"{name} a text that was not played is told so", "327001" in json.dumps(
        trial.facts(name).get("task.failed", {})), told)
    dock.payload.speaker_fails = False


def maintain(trial, name):
    """Work at the dock: only under a lock, each job inside the maintenance mode, which is always closed."""
    dock = trial.docks[name]
    told = trial.roost("maintain", "job", name, "cover_open", allowed=(1,))
    trial.check(f"{name} no job without a lock", not dock.jobs, told)
    until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(trial.clock.milliseconds() / 1000 + 7200))
    trial.roost("maintain", "lock", name, "--reason", "new belt", "--until", until)
    trial.check(f"{name} is not ready under a lock", not trial.is_ready(name))
    for job in ("cover_open", "cover_close", "charge_open", "charge_close", "drone_open", "drone_close",
                "device_reboot"):
        # A dock at rest speaks seldom: until it has said that its aircraft is in, the job is refused.
        end = time.monotonic() + 30
        told = trial.roost("maintain", "job", name, job, allowed=(0, 1))
        while told.get("code") in ("interlocks_open", "job_barred") and time.monotonic() < end:
            time.sleep(0.5)
            told = trial.roost("maintain", "job", name, job, allowed=(0, 1))
        trial.check(f"{name} {job} between opening and closing the maintenance mode",
                    dock.jobs[-3:] == ["debug_mode_open", job, "debug_mode_close"] and not told.get("error"),
                    (dock.jobs[-3:], told))
    before = len(dock.jobs)
    told = trial.roost("maintain", "job", name, "device_format", allowed=(1,))
    trial.check(f"{name} nothing is erased without a person's word", len(dock.jobs) == before, told)
    trial.roost("maintain", "job", name, "device_format", "--confirm")
    trial.check(f"{name} device_format", dock.jobs[-2] == "device_format", dock.jobs[-3:])
    dock.failing.add("cover_open")
    told = trial.roost("maintain", "job", name, "cover_open", allowed=(1,))
    trial.check(f"{name} a job that failed is told, and the mode is closed",
                dock.jobs[-1] == "debug_mode_close" and dock.mode == 0
                and "514107" in json.dumps(trial.facts(name).get("task.failed", {})), told)
    dock.failing.clear()
    connection = OverSocket(f"{trial.data}/roost.sock")
    connection.request("POST", f"/v1/docks/{name}/maintenance", json.dumps({"job": "supplement_light_open"}),
                       {"Content-Type": "application/json"})
    status = connection.getresponse().status
    trial.check(f"{name} a job over HTTP is taken", status in (200, 202), status)
    trial.until(f"{name} the job over HTTP is done", lambda: dock.jobs[-2:] == [
        "supplement_light_open", "debug_mode_close"], 10)
    trial.until(f"{name} its task is told", lambda: "task.done" in trial.facts(name), 10)
    trial.until(f"{name} unlocks", lambda: not trial.roost(
        "maintain", "unlock", name, allowed=(0, 1)).get("error"), 10)
    trial.until(f"{name} is ready after the work", lambda: trial.is_ready(name), 30)


def vanish(trial, name):
    """The dock's power goes; it comes back and is onboarded again."""
    dock = trial.docks[name]
    probes = trial.roost("doctor", name, allowed=(0, 1)).get("items", [])
    trial.check(f"{name} the doctor finds nothing broken", probes and not any(
        one["result"] == "failed" for one in probes), probes)
    counts = trial.dock(name).get("wear", [])
    trial.check(f"{name} its wear is told", any(one["value"] == "492" for one in counts), counts)
    dock.is_silent = True
    dock.vanish()
    trial.until(f"{name} is not ready without news", lambda: not trial.is_ready(name), 10)
    trial.until(f"{name} is told offline", lambda: trial.dock(name)["link"] != "online", 20)
    probes = trial.roost("doctor", name, allowed=(0, 1)).get("items", [])
    broken = [one["name"] for one in probes if one["result"] == "failed"]
    trial.check(f"{name} the doctor names the connection first", broken[:1] == ["connected"], broken)
    refused = trial.roost("patrol", "run", dock.route, "--dock", name, allowed=(0, 1))
    time.sleep(2)
    trial.check(f"{name} nothing is sent to a dock that is gone", refused.get("code") or refused.get("mission"),
                refused)
    with dock.lock:
        heard = len(dock.heard)
    dock.is_silent = False
    dock.connect()
    trial.check(f"{name} update_topo after the break", dock.topology(False).get("result") == 0)
    trial.until(f"{name} is ready after the break", lambda: trial.is_ready(name), 40)
    time.sleep(1)
    with dock.lock:
        stale = [body["method"] for kind, body in dock.heard[heard:] if kind == "services"
                 and body["method"] in ("flighttask_execute", "takeoff_to_point")]
    trial.check(f"{name} no old launch waits for it", not stale, stale)


def stop(trial):
    """A stop outlives the process: after a SIGKILL nothing leaves until a person releases the same scope."""
    def launches():
        return sum(dock.count(method) for dock in trial.docks.values()
                   for method in ("flighttask_execute", "takeoff_to_point"))

    def bars():
        return [one["scope"] for one in trial.roost("status").get("holds", [])]

    before = launches()
    trial.roost("stop", "--all", "--reason", "drill")
    trial.crash()
    trial.check("the stop is there after a SIGKILL", bars() == ["fleet"], bars())
    for name, dock in trial.docks.items():
        trial.until(f"{name} only the stop holds it", lambda: [
            one["code"] for one in trial.dock(name)["interlocks"]] == ["hold"], 30)
        told = trial.roost("patrol", "run", dock.route, "--dock", name, allowed=(1,))
        trial.check(f"{name} is not launched under the stop", told.get("code") == "interlocks_open", told)
        told = trial.roost("release", name, allowed=(1,))
        trial.check(f"{name} alone is not released", told.get("code") == "wrong_state", told)
    trial.roost("patrol", "run", "R1", "--dock", "D01", "--battery", "50", "--for", "20m")
    trial.crash()
    time.sleep(6)
    trial.check("the stop is there after another SIGKILL", bars() == ["fleet"], bars())
    trial.check("nothing left under the stop", launches() == before, launches() - before)
    told = trial.roost("release", "--all")
    released = [one for one in told.get("facts", []) if one["code"] == "hold.released"]
    trial.check("it ends under a name", released and released[0]["subject"].get("person"), told)
    trial.until("what waited leaves after the release", lambda: launches() == before + 1, 60)
    trial.roost("recall", "--all")


STORIES = [patrol, refuse, repeat, resume, stuck, silent, conditional, dispatch, maintain, vanish]


def play(trial, name):
    """All stories of one dock; an exception is a failure and ends this dock's part."""
    try:
        onboard(trial, name)
        for story in STORIES:
            if not ONLY or story.__name__ in ONLY:
                print(f"{name} {story.__name__}", flush=True)
                story(trial, name)
    except Exception as error:  # noqa: BLE001: whatever it was, the others go on and the run fails.
        trial.check(f"{name} story", False, repr(error))


def main():
    trial = Trial()
    try:
        trial.start()
        threads = [threading.Thread(target=play, args=(trial, name)) for name in trial.docks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if not ONLY or "stop" in ONLY:
            print("stop", flush=True)
            stop(trial)
    except Exception as error:  # noqa: BLE001: told like any other failure.
        trial.check("story", False, repr(error))
    finally:
        trial.finish()
    found = {}
    for dock in trial.docks.values():
        for text in dock.findings:
            found[text] = found.get(text, 0) + 1
    print(f"\n{trial.passed} checks hold, {len(trial.failures)} fail")
    for text in trial.failures:
        print(f"FAIL  {text}")
    print(f"{len(found)} differences from the documents")
    for text, times in sorted(found.items()):
        print(f"DIFF  {text} ({times}x)")
    good = not trial.failures and not found
    if good and not os.environ.get("KEEP"):
        shutil.rmtree(trial.base)
    else:
        print(f"kept in {trial.base}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
