# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
"""Camera and loudspeaker of the Python dock, from sections 13 to 16 of the protocol and what Dock 3 changed.

A camera takes orders from who grabbed it. A Dock 1 or 2 speaks over services; a Dock 3 over live control, for which
it connects once more, with the login that the cloud handed it.
"""
import hashlib
import json
import threading
import time
import uuid

import paho.mqtt.client as mqtt

SPEAKER = 2


class Payload:
    """What hangs below the aircraft of one dock."""

    def __init__(self, dock):
        self.dock, self.is_grabbed, self.live = dock, False, None
        self.looked, self.zoomed, self.photos, self.spoken = [], [], [], []
        # What the voice was set to read, 0 Chinese or 1 English; of each text, what it was then.
        self.speaker_fails, self.language, self.voices = False, None, []

    def tell_equipment(self):
        """State of the aircraft, one property a message: third-party payloads with their index."""
        self.dock.push("state", {"psdk_widget_values": [{
            "psdk_index": SPEAKER, "psdk_name": "Speaker", "psdk_sn": "SP1", "psdk_version": "1.0",
            "psdk_lib_version": "3.9", "values": [],
            "speaker": {"work_mode": 0, "play_mode": 0, "play_volume": 50, "system_state": 0,
                        "play_file_name": "", "play_file_md5": ""}}]}, sn=self.dock.aircraft_sn)

    def problem(self, method, data):
        """The number with which an order is refused; 0: none."""
        dock, where = self.dock, method
        if dock.aircraft_mode in (None, 0):
            return 325012
        if method == "payload_authority_grab":
            if data.get("payload_index") != dock.camera:
                dock.find(where, f"payload_index is {data.get('payload_index')!r}")
                return 327002
            self.is_grabbed = True
            return 0
        if not self.is_grabbed:
            dock.find(where, "the payload was not grabbed first")
            return 319030
        if data.get("payload_index") != dock.camera:
            dock.find(where, f"payload_index is {data.get('payload_index')!r}")
        good = True
        if method == "camera_look_at":
            good = dock.within(where, data, "latitude", -90, 90)
            good &= dock.within(where, data, "longitude", -180, 180)
            good &= dock.within(where, data, "height", 2, 10000)
            if not isinstance(data.get("locked"), bool):
                dock.find(where, f"locked is {data.get('locked')!r}")
            self.looked.append((data.get("latitude"), data.get("longitude"), data.get("height")))
        elif method == "camera_focal_length_set":
            good = dock.within(where, data, "zoom_factor", 2, 200)
            if data.get("camera_type") not in ("wide", "zoom", "ir"):
                dock.find(where, f"camera_type is {data.get('camera_type')!r}")
            self.zoomed.append(data.get("zoom_factor"))
        elif method == "camera_photo_take":
            self.photos.append(dock.clock.now())
        return 0 if good else 327000

    def speech_problem(self, method, data):
        """A text needs its index and its MD5; a wrong one gives 327071."""
        dock = self.dock
        if data.get("psdk_index") != SPEAKER:
            dock.find(method, f"psdk_index is {data.get('psdk_index')!r}")
            return 327000
        if method.endswith("tts_set"):
            # Sets the voice and starts nothing; services have no such method.
            good = method.startswith("drc_")
            for name, high in (("volume", 100), ("type", 1), ("language", 1), ("speed", 100)):
                good &= dock.within(method, data, name, 0, high, (int,))
            self.language = data.get("language")
            return 0 if good else 327000
        if method.endswith("play_volume_set"):
            least = 1 if method.startswith("drc_") else 0
            return 0 if dock.within(method, data, "play_volume", least, 100, (int,)) else 327000
        tts = data.get("tts", {})
        if not all(isinstance(tts.get(key), str) for key in ("name", "text", "md5")):
            dock.find(method, f"tts is {tts!r}")
            return 327000
        if hashlib.md5(tts["text"].encode()).hexdigest() != tts["md5"].lower():
            dock.find(method, "md5 is not the text's")
            return 327071
        return 0

    def speak(self, tts, tell):
        """Plays a text, step by step, on a thread of its own."""
        def play():
            for key in ("change_work_mode", "upload", "play"):
                self.dock.rest_plain(1)
                last = key == "play"
                failed = last and self.speaker_fails
                word = "failed" if failed else "success" if last else "in_progress"
                tell(327001 if failed else 0, {
                    "psdk_index": SPEAKER, "md5": tts["md5"], "status": word,
                    "progress": {"percent": 100, "step_key": key}})
            if not self.speaker_fails:
                self.spoken.append(tts["text"])
                self.voices.append(self.language)

        threading.Thread(target=play, daemon=True).start()

    # Live control.

    def enter(self, body):
        """Connects with what was handed over, then says that the link stands."""
        broker, dock = body["data"].get("mqtt_broker", {}), self.dock
        for key, kind in (("address", str), ("client_id", str), ("username", str), ("password", str),
                          ("expire_time", int), ("enable_tls", bool)):
            if not isinstance(broker.get(key), kind):
                dock.find("drc_mode_enter", f"{key} is {broker.get(key)!r}")
                return 514302
        for key in ("osd_frequency", "hsi_frequency"):
            dock.within("drc_mode_enter", body["data"], key, 1, 30, (int,))
        if broker["expire_time"] * 1000 < dock.clock.milliseconds():
            dock.find("drc_mode_enter", "expire_time has passed, or is no absolute second")
            return 514302
        if broker["client_id"] == dock.sn:
            dock.find("drc_mode_enter", "client_id would end the dock's own connection")
        threading.Thread(target=self.connect, args=(broker, body["bid"]), daemon=True).start()
        return 0

    def connect(self, broker, bid):
        dock = self.dock
        host, port = broker["address"].rsplit(":", 1)
        client = mqtt.Client(client_id=broker["client_id"], protocol=mqtt.MQTTv311)
        client.username_pw_set(broker["username"], broker["password"])
        ready = threading.Event()
        client.on_connect = lambda it, *_: it.subscribe(f"{dock.prefix}/drc/down", 0)
        client.on_subscribe = lambda *_: ready.set()
        client.on_message = lambda _, __, message: self.hear(json.loads(message.payload))
        client.connect(host, int(port), keepalive=30)
        client.loop_start()
        if not ready.wait(5):
            return dock.find("drc_mode_enter", "the login that was handed over does not work")
        self.live = client
        return dock.event("drc_status_notify", {"result": 0, "drc_state": 2}, bid=bid)

    def leave(self):
        client, self.live = self.live, None
        if client:
            client.disconnect()
            client.loop_stop()

    def up(self, method, data, seq=None):
        body = {"method": method, "data": data}
        if seq is not None:
            body["seq"] = seq
        if self.live:
            self.live.publish(f"{self.dock.prefix}/drc/up", json.dumps(body), qos=0)

    def hear(self, body):
        method, data, seq = body.get("method"), body.get("data", {}), body.get("seq")
        if method == "heart_beat":
            return self.up(method, {"timestamp": self.dock.clock.milliseconds()}, seq)
        if not isinstance(seq, int):
            self.dock.find(f"drc/down {method}", f"seq beside data is {seq!r}")
        if "tid" in body or "bid" in body:
            self.dock.find(f"drc/down {method}", "live control has no tid and no bid")
        result = self.speech_problem(method, data)
        self.up(method, {"result": result}, seq)
        if result == 0 and method == "drc_speaker_tts_play_start":
            self.speak(data["tts"], lambda number, told: self.up(
                "drc_speaker_play_progress", {"result": number, **told}))
        return None

    def upload_photos(self, flight):
        """The files of photos taken on order, one event each, in the camera's local time."""
        for number, taken in enumerate(self.photos, 1):
            local = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(taken + 8 * 3600))
            key = f"{uuid.uuid4()}/DJI_{number:04}_Z.jpeg"
            self.dock.event("file_upload_callback", {
                "file": {"object_key": key, "path": "", "name": key.split("/")[1],
                         "ext": {"flight_id": flight, "drone_model_key": self.dock.aircraft_model,
                                 "payload_model_key": "1-99-0", "is_original": True},
                         "metadata": {"gimbal_yaw_degree": "1.0", "absolute_altitude": 75.2,
                                      "relative_altitude": 60.0, "create_time": local,
                                      "shoot_position": {"lat": self.dock.shot_at[0],
                                                         "lng": self.dock.shot_at[1]}},
                         "cloud_to_cloud_id": ""},
                "flight_task": {"uploaded_file_count": number, "expected_file_count": len(self.photos),
                                "flight_type": 1}})
        self.photos = []
