# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
"""A dock and its aircraft as the public protocol describes them, in Python.

Written from the documents alone, never from our Swift code: daemon and simulator must not share one misreading.
It speaks over a real broker, flies in a straight line, and says no, repeats or falls silent when it is told to.
Each message of the cloud is held against the documents by `findings`.
"""
import hashlib
import json
import math
import re
import threading
import time
import urllib.parse
import urllib.request
import uuid

import paho.mqtt.client as mqtt

from python_payload import Payload
from python_wayline import check_wayline

UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", re.I)

# Steps of one flight: seconds from its start, aircraft mode_code, dock flighttask_step_code, share of the way.
ON_ROUTE, RETURNING = (5, 1), (9, 1)

# Jobs of the maintenance mode.
JOBS = ("cover_open", "cover_close", "charge_open", "charge_close", "drone_open", "drone_close",
        "device_reboot", "device_format", "supplement_light_open")


class Clock:
    """The site's clock: START, EPOCH on the monotonic clock, SPEED."""

    def __init__(self, text):
        start, epoch, speed = text.split(",")
        zone = start.replace("Z", "+00:00")
        import datetime

        self.start = datetime.datetime.fromisoformat(zone).timestamp()
        self.epoch, self.speed = float(epoch), float(speed)

    def now(self):
        elapsed = time.clock_gettime(time.CLOCK_MONOTONIC) - self.epoch
        return self.start + self.speed * elapsed

    def milliseconds(self):
        return int(self.now() * 1000)


class PythonDock:
    """One dock with its aircraft, over one connection."""

    def __init__(self, model, aircraft_model, camera, site, login, clock):
        self.model, self.aircraft_model, self.camera = model, aircraft_model, camera
        self.sn, self.aircraft_sn = site["serial"], site["aircraft"]
        self.place, self.ground = site["place"], site["ground"]
        self.login, self.clock = login, clock
        self.lock = threading.Condition()
        self.findings, self.heard, self.seen = [], [], {}
        # What it says no to: method to result; what it does not answer at all; what it answers twice.
        self.refused, self.mute, self.twice = {}, set(), set()
        self.is_silent = False
        self.mode, self.step, self.aircraft_mode = 0, 5, None
        self.battery, self.wind, self.position = 92, 1.4, None
        self.home = (site["place"][0], site["place"][1], 0.0)
        self.tasks, self.flights, self.areas, self.ready = {}, [], "", []
        # Jobs that were done, and those that fail.
        self.jobs, self.failing = [], set()
        self.returning = threading.Event()
        self.paused = threading.Event()
        self.cancelled, self.aborted = threading.Event(), threading.Event()
        # Whether a start finds no home point.
        self.is_stuck = False
        # The word and number with which a flight ends that was called home: as recorded (FIELD-NOTES).
        self.breaks_with = ("failed", 322283)
        self.running, self.flyer = True, None
        self.client, self.payload, self.shot_at = None, Payload(self), site["place"]
        self.prefix = f"thing/product/{self.sn}"

    # The connection.

    def connect(self):
        """Connects as the technician typed it: one clean session a boot."""
        client = mqtt.Client(client_id=self.sn, protocol=mqtt.MQTTv311)
        client.username_pw_set(self.login["user"], self.login["password"])
        ready = threading.Event()
        client.on_subscribe = lambda *_: ready.set()
        client.on_message = lambda _, __, message: self.hear(message)

        def connected(it, _, __, code):
            if code != 0:
                return self.find("connect", f"the broker answers {code}")
            down = ["services", "events_reply", "requests_reply", "property/set", "drc/down"]
            topics = [(f"{self.prefix}/{name}", 1) for name in down]
            topics.append((f"sys/product/{self.sn}/status_reply", 1))
            topics.append((f"thing/product/{self.aircraft_sn}/state_reply", 1))
            it.subscribe(topics)

        client.on_connect = connected
        client.connect(self.login["host"], self.login["port"], keepalive=30)
        client.loop_start()
        self.client = client
        if not ready.wait(10):
            raise RuntimeError(f"{self.sn}: no subscription within 10 s")

    def vanish(self):
        """Ends the session without a word, as a dock whose power went does."""
        client, self.client = self.client, None
        client.loop_stop()
        client._sock_close() if hasattr(client, "_sock_close") else client.disconnect()

    def close(self):
        self.running = False
        if self.client:
            self.client.disconnect()
            self.client.loop_stop()

    def find(self, where, what):
        """Notes a difference between the cloud and the documents."""
        with self.lock:
            self.findings.append(f"{self.model} {where}: {what}")

    # What it says.

    def say(self, topic, body):
        if self.client and not self.is_silent:
            self.client.publish(topic, json.dumps(body, ensure_ascii=False), qos=1, retain=False)

    def push(self, kind, data, sn=None):
        """Telemetry: osd, or state as recorded docks send it."""
        sn = sn or self.sn
        body = {"bid": str(uuid.uuid4()), "data": data, "gateway": self.sn,
                "tid": str(uuid.uuid4()), "timestamp": self.clock.milliseconds()}
        if kind == "state" and sn == self.aircraft_sn:
            body["need_reply"] = 1
        self.say(f"thing/product/{sn}/{kind}", body)
        return body

    def event(self, method, data, need_reply=1, bid=None, tid=None, acknowledged=True):
        """An event; one that wants an answer is sent again at +2, +4 and +8 s until it has one."""
        body = {"bid": bid or str(uuid.uuid4()), "data": data, "gateway": self.sn, "method": method,
                "need_reply": need_reply, "tid": tid or str(uuid.uuid4()),
                "timestamp": self.clock.milliseconds()}
        self.say(f"{self.prefix}/events", body)
        if need_reply == 1 and acknowledged:
            self.want_acknowledgement(body)
        return body

    def want_acknowledgement(self, body):
        wait = 2.0
        while wait <= 8.0:
            reply = self.expect("events_reply", body["method"], body["tid"], wait)
            if reply:
                if reply["data"].get("result") != 0:
                    self.find(body["method"], f"acknowledged with {reply['data']}")
                return
            if self.is_silent or not self.client:
                return
            self.say(f"{self.prefix}/events", body)
            wait *= 2
        self.find(body["method"], "never acknowledged")

    def ask(self, method, data, within=6.0, topic="requests"):
        """A question; the answer's body, within six real seconds: thirty of the site's."""
        body = {"bid": str(uuid.uuid4()), "data": data, "gateway": self.sn, "method": method,
                "tid": str(uuid.uuid4()), "timestamp": self.clock.milliseconds()}
        address = f"sys/product/{self.sn}/status" if topic == "status" else f"{self.prefix}/{topic}"
        self.say(address, body)
        reply = self.expect(f"{topic}_reply", method, body["tid"], within)
        if not reply:
            self.find(method, f"no answer within {within} s")
            return {}
        if reply.get("bid") != body["bid"]:
            self.find(method, "the answer does not echo bid")
        return reply["data"]

    # What it hears.

    def hear(self, message):
        kind = message.topic.split("/", 3)[3]
        try:
            body = json.loads(message.payload)
        except ValueError:
            return self.find(kind, "the payload is no JSON")
        self.check_message(kind, message, body)
        with self.lock:
            self.heard.append((kind, body))
            self.lock.notify_all()
        if kind == "services":
            threading.Thread(target=self.serve, args=(body,), daemon=True).start()
        elif kind == "property/set":
            mirrored = self.mirror(body["data"])
            self.say(f"{self.prefix}/property/set_reply", {**self.echo(body), "data": mirrored})

    def mirror(self, data):
        return {key: self.mirror(value) if isinstance(value, dict) else {"result": 0}
                for key, value in data.items()}

    def check_message(self, kind, message, body):
        """The rules that hold for every message of the cloud (sections 3 and 4)."""
        where = f"{kind} {body.get('method', '')}".strip()
        if message.retain:
            self.find(where, "retained: it would run again at the next reconnect")
        if message.qos != 1:
            self.find(where, f"published at QoS {message.qos}, not 1")
        if kind == "drc/down":
            return
        for name in ("tid", "bid"):
            mine = kind.endswith("_reply")
            if not mine and not UUID.match(str(body.get(name))):
                self.find(where, f"{name} is no UUID: {body.get(name)}")
        if not isinstance(body.get("timestamp"), int) or len(str(body["timestamp"])) != 13:
            self.find(where, f"timestamp is not in ms: {body.get('timestamp')!r}")
        if not isinstance(body.get("data"), dict):
            self.find(where, f"data is no object: {body.get('data')!r}")
        if kind == "services":
            self.check_service(where, body)

    def check_service(self, where, body):
        if body.get("gateway") != self.sn:
            self.find(where, f"gateway is {body.get('gateway')!r}")
        if not isinstance(body.get("method"), str):
            return self.find(where, "no method")
        safe = body["method"] in ("return_home", "flight_authority_grab", "payload_authority_grab")
        with self.lock:
            before = self.seen.get(body["tid"])
            self.seen[body["tid"]] = body
        if before and before["data"] != body["data"]:
            self.find(where, "one tid with two bodies")
        if before and not safe and body["method"] in ("flighttask_execute", "takeoff_to_point"):
            self.find(where, "a launch was sent twice")

    def expect(self, kind, method=None, tid=None, within=10.0, after=0):
        """Waits for a message of the cloud; nil when none comes in time."""
        def match():
            for one, body in self.heard[after:]:
                if one == kind and (method is None or body.get("method") == method) and (
                        tid is None or body.get("tid") == tid):
                    return body
            return None

        end = time.monotonic() + within
        with self.lock:
            while True:
                body = match()
                if body or time.monotonic() >= end:
                    return body
                self.lock.wait(max(0.01, end - time.monotonic()))

    def count(self, method, flight=None):
        with self.lock:
            return sum(1 for kind, body in self.heard if kind == "services"
                       and body.get("method") == method
                       and (flight is None or body["data"].get("flight_id") == flight))

    # Services.

    def echo(self, body):
        echoed = {"tid": body["tid"], "bid": body["bid"], "timestamp": self.clock.milliseconds()}
        if "method" in body:
            echoed["method"] = body["method"]
        return echoed

    def serve(self, body):
        method, data = body["method"], body["data"]
        if method in self.mute:
            # Does it, says nothing: the answer is lost.
            return self.do(method, body) if self.mute_does else None
        if method == "drc_mode_enter":
            result = self.payload.enter(body)
        else:
            result = self.refused.get(method, self.problem(method, data))
        reply = {**self.echo(body), "data": {"result": result}}
        if result == 0 and method in ("return_home", "return_home_cancel"):
            reply["data"]["output"] = {"status": "sent"}
        for _ in range(2 if method in self.twice else 1):
            self.say(f"{self.prefix}/services_reply", reply)
        if result == 0:
            self.do(method, body)
        return None

    mute_does = True

    def problem(self, method, data):
        """The number with which a dock refuses; 0: none."""
        if method == "flighttask_prepare":
            return self.prepare_problem(data)
        if method == "flighttask_execute":
            known = data.get("flight_id") in self.tasks
            return 0 if known and self.holds(data["flight_id"]) else 316010
        if method in ("payload_authority_grab", "camera_look_at", "camera_focal_length_set",
                      "camera_photo_take"):
            if self.position:
                self.shot_at = self.position[:2]
            return self.payload.problem(method, data)
        if method in JOBS:
            # Only in the maintenance mode, and then told by an event of the same name (section 17).
            return 0 if self.mode == 2 else 514153
        if method == "flight_setup_abort":
            # Dock 1 alone has it (section 9); in the air it is too late.
            if self.model != "3-1-0":
                self.find(method, "this dock's documents do not have it")
            return 326109 if self.position else 0
        if method.startswith("speaker_"):
            if self.model == "3-3-0":
                self.find(method, "over services, though its speaker is reached over live control")
            return self.payload.speech_problem(method, data)
        if method in ("takeoff_to_point", "fly_to_point"):
            return self.point_problem(method, data)
        return 0

    def within(self, where, data, name, low, high, kinds=(int, float)):
        value = data.get(name)
        if not isinstance(value, kinds) or isinstance(value, bool) or not low <= value <= high:
            self.find(where, f"{name} is {value!r}, must be {low} to {high}")
            return False
        return True

    def prepare_problem(self, data):
        where = "flighttask_prepare"
        good = self.within(where, data, "rth_altitude", 20, 1500, (int,))
        good &= self.within(where, data, "task_type", 0, 2, (int,))
        if data.get("out_of_control_action") != 0:
            self.find(where, f"out_of_control_action is {data.get('out_of_control_action')!r}, fixed at 0")
        if re.search(r'[<>:"/|?*._\\]', str(data.get("flight_id", "."))):
            self.find(where, f"flight_id holds a forbidden sign: {data.get('flight_id')!r}")
        lacking = []
        if self.model != "3-1-0":
            # Section 9: in the Dock 2 table, there effectively required.
            lacking = [name for name in ("wayline_precision_type", "rth_mode") if name not in data]
            if data.get("rth_mode") not in (1, None):
                self.find(where, f"rth_mode is {data['rth_mode']}, only 1 is supported")
        for name in lacking:
            self.find(where, f"{name} is missing")
        if data.get("task_type") == 2:
            good &= self.conditions_fit(where, data.get("ready_conditions", {}))
        else:
            if "ready_conditions" in data:
                self.find(where, "ready_conditions of a task that is not conditional")
            age = abs(self.clock.milliseconds() - data.get("execute_time", 0)) / 1000
            if data.get("task_type") == 0 and age > 30:
                self.find(where, f"execute_time is {age:.0f} s away")
                return 319008
        file = data.get("file", {})
        kmz = self.fetch(where, file.get("url", ""), file.get("fingerprint", ""))
        if kmz is None:
            return 314013
        route, found = check_wayline(kmz, data, self.aircraft_model, self.camera, self.place)
        for text in found:
            self.find("wayline", text)
        self.tasks[data["flight_id"]] = {"data": data, "route": route, "md5": file["fingerprint"]}
        return 0 if good else 314002

    def conditions_fit(self, where, told):
        """Section 9: all three, the times of 13 digits, the window not past and within a day."""
        now = self.clock.milliseconds()
        good = self.within(where, told, "battery_capacity", 0, 100, (int,))
        good &= self.within(where, told, "begin_time", 10 ** 12, now + 86_400_000, (int,))
        return good and self.within(where, told, "end_time", max(now, told["begin_time"]) + 1, 10 ** 13, (int,))

    def holds(self, flight):
        """Whether the conditions of a task hold: charge above, time strictly between."""
        told = self.tasks[flight]["data"].get("ready_conditions")
        now = self.clock.milliseconds()
        return not told or (self.battery > told["battery_capacity"]
                            and told["begin_time"] < now < told["end_time"])

    def push_ready(self):
        """The conditional tasks that are ready now: said when that changes."""
        ready = [flight for flight, task in list(self.tasks.items())
                 if task["data"].get("task_type") == 2 and flight not in self.flights and self.holds(flight)]
        if ready != self.ready:
            self.ready = ready
            self.event("flighttask_ready", {"flight_ids": ready})

    def fetch(self, where, url, fingerprint):
        """The file as the dock's own client gets it: no proxy, no cookie, no header of ours."""
        if urllib.parse.urlparse(url).scheme not in ("http", "https"):
            return self.find(where, f"url is {url!r}")
        try:
            kmz = urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5).read()
        except OSError as error:
            return self.find(where, f"the file cannot be fetched: {error}")
        if hashlib.md5(kmz).hexdigest() != fingerprint.lower():
            return self.find(where, "fingerprint is not the file's MD5")
        return kmz

    def sync_areas(self):
        """Fetches the flight areas and says what it keeps by their checksum (section 17)."""
        where = "flight_areas_get"
        answer = self.ask("flight_areas_get", {})
        files = (answer.get("output") or {}).get("files")
        if answer.get("result") != 0 or not isinstance(files, list) or len(files) > 1:
            return self.find(where, f"the answer is {answer!r}")
        if not files:
            self.areas = ""
        for file in files:
            try:
                opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
                text = opener.open(file["url"], timeout=5).read()
            except (OSError, KeyError) as error:
                return self.find(where, f"cannot fetch: {error}")
            if hashlib.sha256(text).hexdigest() != file.get("checksum") or len(text) != file.get("size"):
                return self.find(where, "checksum or size is not the file's")
            for feature in json.loads(text)["features"]:
                if feature["geofence_type"] not in ("dfence", "nfz") or not feature["properties"]["enable"]:
                    self.find(where, f"feature is {feature!r}")
                if any(len(ring) > 256 for ring in feature["geometry"]["coordinates"]):
                    self.find(where, f"{feature['id']} has more than 255 corners")
            self.areas = file["checksum"]
        self.event("flight_areas_sync_progress", {
            "status": "synchronized", "reason": 0,
            "file": {"name": "areas", "checksum": self.areas}})
        return None

    def point_problem(self, method, data):
        if method == "fly_to_point":
            point = (data.get("points") or [{}])[0]
            good = len(data.get("points") or []) == 1 and self.within(method, point, "height", 2, 10000)
            return 0 if good & self.within(method, data, "max_speed", 0, 15, (int,)) else 325001
        good = self.within(method, data, "target_height", 2, 1500)
        good &= self.within(method, data, "security_takeoff_height", 20, 1500)
        good &= self.within(method, data, "rth_altitude", 20, 1500)
        good &= self.within(method, data, "max_speed", 1, 15, (int,))
        good &= self.within(method, data, "rc_lost_action", 0, 2, (int,))
        good &= self.within(method, data, "commander_flight_height", 2, 3000)
        good &= self.within(method, data, "commander_mode_lost_action", 0, 1, (int,))
        if self.model != "3-1-0":
            good &= self.within(method, data, "commander_flight_mode", 0, 1, (int,))
            good &= self.within(method, data, "rth_mode", 1, 1, (int,))
        if data.get("rc_lost_action") != 2:
            self.find(method, f"rc_lost_action {data.get('rc_lost_action')!r}: 2 is return home here")
        return 0 if good else 325001

    def do(self, method, body):
        data = body["data"]
        if method == "flighttask_execute" and data.get("flight_id") in self.tasks:
            self.begin(self.fly_route, data["flight_id"])
        elif method == "takeoff_to_point":
            self.begin(self.fly_point, data)
        elif method == "return_home":
            self.returning.set()
        elif method == "flight_setup_abort":
            self.aborted.set()
        elif method == "return_home_cancel":
            # The wayline is gone: it hovers until it is called home anew (section 9).
            self.returning.clear()
            self.cancelled.set()
        elif method == "flighttask_pause":
            self.paused.set()
        elif method == "flighttask_recovery":
            self.paused.clear()
        elif method in ("debug_mode_open", "debug_mode_close"):
            self.mode = 2 if method == "debug_mode_open" else 0
            self.jobs.append(method)
        elif method in JOBS:
            self.jobs.append(method)
            threading.Timer(0.1, lambda: self.event(method, {
                "result": 514107 if method in self.failing else 0,
                "output": {"status": "failed" if method in self.failing else "ok",
                           "progress": {"percent": 100, "step_key": "whatever"}}}, need_reply=0)).start()
        elif method == "flight_areas_update":
            threading.Thread(target=self.sync_areas, daemon=True).start()
        elif method == "drc_mode_exit":
            self.payload.leave()
        elif method == "speaker_tts_play_start":
            self.payload.speak(data["tts"], lambda number, told: self.event(
                f"{method}_progress", {"result": number, "output": told}, need_reply=0))
        elif method == "flighttask_undo":
            for flight in data.get("flight_ids", []):
                self.tasks.pop(flight, None)

    def begin(self, flight, argument):
        self.returning.clear()
        self.cancelled.clear()
        self.flyer = threading.Thread(target=flight, args=(argument,), daemon=True)
        self.flyer.start()

    # Onboarding.

    def topology(self, is_linked):
        domain, kind, sub = self.model.split("-")
        data = {"domain": domain, "type": int(kind), "sub_type": int(sub), "device_secret": "s",
                "nonce": "n", "thing_version": "1.1.2", "sub_devices": []}
        if is_linked:
            domain, kind, sub = self.aircraft_model.split("-")
            data["sub_devices"] = [{"sn": self.aircraft_sn, "domain": domain, "type": int(kind),
                                    "sub_type": int(sub), "index": "A", "device_secret": "s",
                                    "nonce": "n", "thing_version": "1.1.2"}]
        return self.ask("update_topo", data, topic="status")

    # Telemetry: three partial messages of the dock, one of the aircraft, at the recorded rates.

    def run_telemetry(self):
        due = {"a": 0.0, "b": 0.3, "c": 0.6, "aircraft": 0.1, "hms": 0.9, "ready": 1.1}
        every = {"a": 1.29, "b": 1.29, "c": 2.0, "aircraft": 2.0, "hms": 2.0, "ready": 2.0}
        begin = self.clock.now()
        while self.running:
            now = self.clock.now() - begin
            for name, at in due.items():
                if now >= at:
                    due[name] = max(at + every[name], now)
                    getattr(self, f"push_{name}")()
            time.sleep(0.02)

    def push_a(self):
        away = self.position is not None
        self.push("osd", {
            "network_state": {"type": 2, "quality": 0, "rate": 540.2},
            "drone_charge_state": {"state": 0, "capacity_percent": self.battery},
            "drone_in_dock": 0 if away else 1, "rainfall": 0, "wind_speed": self.wind,
            "environment_temperature": 24, "temperature": 24.9, "humidity": 62,
            "latitude": self.place[0], "longitude": self.place[1], "height": self.ground,
            "alternate_land_point": {"latitude": self.place[0], "longitude": self.place[1] + 0.0003,
                                     "safe_land_height": 30, "is_configured": 1},
            "first_power_on": 1631945855969,
            "position_state": {"is_calibration": 1, "is_fixed": 2, "quality": 5, "gps_number": 16,
                               "rtk_number": 25},
            "storage": {"total": 82045336, "used": 51772}, "mode_code": self.mode,
            "cover_state": 0, "supplement_light_state": 0, "emergency_stop_state": 0,
            "air_conditioner": {"air_conditioner_state": 0, "switch_time": 0},
            "battery_store_mode": 2, "alarm_state": 0, "putter_state": 0, "heading": 12.5,
            "home_position_is_valid": 1, "deployment_mode": 0, "departure_point_status": 0,
            "sub_device": {"device_sn": self.aircraft_sn, "device_model_key": self.aircraft_model,
                           "device_online_status": 0 if self.aircraft_mode is None else 1,
                           "device_paired": 1}})

    def push_b(self):
        self.push("osd", {
            "job_number": 492, "acc_time": 1859010, "activation_time": 0,
            "electric_supply_voltage": 232, "acdc_power_input": 1, "working_voltage": 25440,
            "working_current": 1120,
            "maintain_status": {"maintain_status_array": [
                {"state": 0, "last_maintain_type": 17, "last_maintain_time": 0,
                 "last_maintain_work_sorties": 0}]},
            "backup_battery": {"voltage": 26631, "temperature": 27.9, "switch": 1},
            "drone_battery_maintenance_info": {
                "maintenance_state": 0, "maintenance_time_left": 0, "heat_state": 0,
                "batteries": [{"index": 0, "capacity_percent": self.battery, "voltage": 24000,
                               "temperature": 25.1}]},
            "self_converge_coordinate": {"latitude": self.place[0], "longitude": self.place[1],
                                         "height": self.ground}})

    def push_c(self):
        self.push("osd", {
            "drc_state": 0, "flighttask_step_code": self.step,
            "media_file_detail": {"remain_upload": 0},
            "wireless_link": {"4g_freq_band": 2.4, "4g_gnd_quality": 0, "4g_link_state": 0,
                              "4g_quality": 0, "4g_uav_quality": 0, "dongle_number": 0,
                              "link_workmode": 0, "sdr_freq_band": 5.8, "sdr_link_state": 1,
                              "sdr_quality": 5},
            "sdr": {"up_quality": 96, "down_quality": 98, "frequency_band": 5.8}})

    def push_aircraft(self):
        if self.aircraft_mode is None:
            return
        latitude, longitude, up = self.position or self.home
        self.push("osd", {
            self.camera: {"gimbal_pitch": -52.0, "gimbal_roll": 0, "gimbal_yaw": 10.0,
                          "payload_index": self.camera, "zoom_factor": 0.5678},
            "attitude_head": 41.7, "attitude_pitch": 2.7, "attitude_roll": 0,
            "battery": {"capacity_percent": self.battery, "landing_power": 10,
                        "remain_flight_time": 0, "remain_job_time": 65535, "return_home_power": 20,
                        "batteries": [{"capacity_percent": self.battery, "index": 0,
                                       "loop_times": 137, "temperature": 33.3, "voltage": 24303,
                                       "sn": "B1", "type": 0, "sub_type": 0,
                                       "high_voltage_storage_days": 16,
                                       "firmware_version": "02.00.20.44"}]},
            "cameras": [{"payload_index": self.camera, "camera_mode": 0, "photo_state": 0,
                         "recording_state": 0, "zoom_factor": 7, "remain_photo_num": 999}],
            "elevation": up, "height": self.ground + up, "home_distance": self.distance(),
            "horizontal_speed": 8.0 if up else 0, "latitude": latitude, "longitude": longitude,
            "mode_code": self.aircraft_mode, "gear": 1, "height_limit": 120, "vertical_speed": 0,
            "position_state": {"gps_number": 20, "is_fixed": 2, "quality": 5, "rtk_number": 28},
            "storage": {"total": 60000000, "used": 1000}, "total_flight_sorties": 88,
            "total_flight_time": 7200, "track_id": "", "wind_direction": 1, "wind_speed": 21,
            "rid_state": True, "country": "CN"}, sn=self.aircraft_sn)

    def push_hms(self):
        self.event("hms", {"list": []}, need_reply=0)

    def distance(self):
        if not self.position:
            return 0.0
        north = (self.position[0] - self.place[0]) * 111_195
        east = (self.position[1] - self.place[1]) * 111_195 * math.cos(math.radians(self.place[0]))
        return math.hypot(north, east)

    # Flying.

    def rest(self, seconds):
        """Waits site seconds; true when the return was ordered meanwhile."""
        end = self.clock.now() + seconds
        while self.clock.now() < end and self.running:
            if self.returning.is_set():
                return True
            time.sleep(0.02)
        return False

    def go(self, target, pace=14.0):
        """Moves to a point above take-off; true when it was called home on the way."""
        begin = self.position or self.home
        north = (target[0] - begin[0]) * 111_195
        east = (target[1] - begin[1]) * 111_195 * math.cos(math.radians(begin[0]))
        seconds = max(1.0, math.hypot(north, east, target[2] - begin[2]) / pace)
        start, held = self.clock.now(), 0.0
        while self.running:
            if self.paused.is_set():
                before = self.clock.now()
                while self.paused.is_set() and not self.returning.is_set():
                    time.sleep(0.02)
                held += self.clock.now() - before
            if self.cancelled.is_set() and self.aircraft_mode == RETURNING[0]:
                before, self.aircraft_mode = self.clock.now(), 17
                while not self.returning.is_set() and self.running:
                    time.sleep(0.02)
                self.cancelled.clear()
                self.aircraft_mode = RETURNING[0]
                held += self.clock.now() - before
            share = min(1.0, (self.clock.now() - start - held) / seconds)
            self.position = tuple(a + (b - a) * share for a, b in zip(begin, target))
            if share >= 1.0:
                return False
            if self.returning.is_set() and self.aircraft_mode != RETURNING[0]:
                return True
            time.sleep(0.05)
        return True

    def wake(self):
        self.mode, self.step, self.aircraft_mode = 4, 0, 0
        self.topology(True)
        body = self.push("state", {"control_source": "A"}, sn=self.aircraft_sn)
        reply = self.expect("state_reply", tid=body["tid"], within=3)
        if not reply and self.client and not self.is_silent:
            self.find("state_reply", "a state message with need_reply 1 has no answer")
        self.push("state", {"mode_code_reason": 0}, sn=self.aircraft_sn)
        self.payload.is_grabbed = False
        self.payload.tell_equipment()

    def sleep(self):
        self.aircraft_mode, self.position = 10, self.home
        self.rest_plain(2)
        self.position, self.aircraft_mode, self.step = None, 0, 2
        self.rest_plain(17)
        self.mode, self.step, self.aircraft_mode = 0, 5, None
        self.topology(False)

    def rest_plain(self, seconds):
        end = self.clock.now() + seconds
        while self.clock.now() < end and self.running:
            time.sleep(0.02)

    def progress(self, flight, status, percent, mission_state, need_reply=1, result=0, **ext):
        data = {"result": result, "output": {
            "status": status, "progress": {"current_step": 27 if percent < 100 else 36,
                                           "percent": percent},
            "ext": {"flight_id": flight, "track_id": str(uuid.uuid4()), "wayline_id": 0,
                    "current_waypoint_index": ext.pop("index", 0), "media_count": ext.pop("media", 0),
                    "wayline_mission_state": mission_state, **ext}}}
        return self.event("flighttask_progress", data, need_reply=need_reply, bid=flight)

    def fly_route(self, flight):
        task = self.tasks[flight]
        self.flights.append(flight)
        answer = self.ask("flighttask_resource_get", {"flight_id": flight})
        file = answer.get("output", {}).get("file", {})
        if answer.get("result") != 0 or file.get("fingerprint") != task["md5"]:
            self.find("flighttask_resource_get", f"answered {answer} for {task['md5']}")
        elif self.fetch("flighttask_resource_get", file.get("url", ""), file["fingerprint"]) is None:
            return
        self.wake()
        self.progress(flight, "in_progress", 5, 4)
        if self.is_stuck:
            self.event("flight_setup_exception_notify", {
                "sn": self.sn, "timeout_time": 2, "timestamp": self.clock.milliseconds(),
                "flight_type": 1})
            self.aborted.wait(30)
            self.progress(flight, "canceled", 5, 2)
            self.mode, self.step, self.aircraft_mode = 0, 5, None
            self.topology(False)
            return
        self.aircraft_mode = 4
        height = task["data"]["rth_altitude"]
        self.go((*self.place, 30.0))
        self.aircraft_mode, self.step = ON_ROUTE
        self.progress(flight, "in_progress", 10, 5)
        called = False
        for index, point in enumerate(task["route"]):
            called = self.go(point)
            if called:
                break
            self.progress(flight, "in_progress", 15 + 70 * index // len(task["route"]), 6,
                          need_reply=0, index=index, media=index)
        self.aircraft_mode = RETURNING[0]
        if called:
            status, number = self.breaks_with
            self.progress(flight, status, 95, 2, result=number, break_point={
                "index": 0, "state": 0, "progress": 0.5, "wayline_id": 0, "break_reason": 1283,
                "latitude": self.position[0], "longitude": self.position[1], "height": 100.0,
                "attitude_head": 30})
        self.go((*self.place, float(height)))
        self.go(self.home)
        if not called:
            self.progress(flight, "ok", 100, 9, index=len(task["route"]) - 1, media=1)
        self.sleep()
        if not called:
            self.upload(flight, 0)

    def fly_point(self, data):
        flight = data["flight_id"]
        self.flights.append(flight)
        self.wake()

        def told(status, need_reply=1, left=0.0):
            self.event("takeoff_to_point_progress", {
                "status": status, "result": 0, "flight_id": flight, "track_id": str(uuid.uuid4()),
                "way_point_index": 0, "remaining_distance": left, "remaining_time": left / 10,
                "planned_path_points": []}, need_reply=need_reply)

        told("task_ready")
        self.aircraft_mode = 4
        self.go((*self.place, max(data["security_takeoff_height"], data["commander_flight_height"])))
        self.aircraft_mode, self.step = 17, 1
        told("wayline_progress", need_reply=0, left=100.0)
        target = (data["target_latitude"], data["target_longitude"],
                  data["target_height"] - self.ground)
        called = self.go(target)
        told("wayline_cancel" if called else "wayline_ok")
        while not called:
            called = self.rest(600)
        self.aircraft_mode = RETURNING[0]
        self.go((*self.place, float(data["rth_altitude"])))
        self.go(self.home)
        told("task_finish")
        self.sleep()
        self.payload.upload_photos(flight)

    def upload(self, flight, kind):
        key = f"{uuid.uuid4()}/DJI_20260512_0001_V.jpeg"
        self.event("file_upload_callback", {
            "file": {"object_key": key, "path": "", "name": key.split("/")[1],
                     "ext": {"flight_id": flight, "drone_model_key": self.aircraft_model,
                             "payload_model_key": "1-" + self.camera.rsplit("-", 1)[0],
                             "is_original": True},
                     "metadata": {"gimbal_yaw_degree": "12.3", "absolute_altitude": 75.2,
                                  "relative_altitude": 60.0, "create_time": "2026-05-12 10:05:00",
                                  "shoot_position": {"lat": self.place[0], "lng": self.place[1]}},
                     "cloud_to_cloud_id": ""},
            "flight_task": {"uploaded_file_count": 1, "expected_file_count": 1,
                            "flight_type": kind}})
