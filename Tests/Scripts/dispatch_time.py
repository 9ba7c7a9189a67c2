# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
"""Measures from an operator's confirmed call to `takeoff_to_point` at the dock: HTTP, journal with fsync, broker.

A dock in Python refuses each take-off, so that the next call finds it ready. Median, 99 % and slowest are printed,
and beside them an fsync of the same disk, measured in the same run. Exit code 0: the slowest is within the bar. Environment: BUILD=.build/release COUNT=100 BAR_MS=100
"""
import json
import os
import shutil
import sys
import tempfile
import time

from python_dock_test import LATITUDE, OverSocket, Trial, onboard

COUNT = int(os.environ.get("COUNT", "100"))
BAR = float(os.environ.get("BAR_MS", "100"))


def fsync_ms(folder):
    """The median of 100 appended and synchronised pages."""
    times = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(100):
            begin = time.perf_counter()
            file.write(b"\1" * 4096)
            file.flush()
            os.fsync(file.fileno())
            times.append((time.perf_counter() - begin) * 1000)
    return sorted(times)[50]


def call(trial, dock):
    """Asks for one flight; when it was asked, and what the answer was."""
    connection = OverSocket(f"{trial.data}/roost.sock")
    connection.connect()
    place = {"lat": LATITUDE + 0.003, "lon": dock.place[1] + 0.002}
    body = json.dumps({"to": place, "dock": "D01"})
    begin = time.perf_counter()
    connection.request("POST", "/v1/missions", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return begin, answer.status, text


def main():
    trial = Trial()
    times, refusals = [], {}
    try:
        trial.start()
        onboard(trial, "D01")
        dock = trial.docks["D01"]
        dock.refused = {"takeoff_to_point": 316013}
        came = []
        inner = dock.client.on_message

        def heard(client, data, message):
            at = time.perf_counter()
            if b"takeoff_to_point" in message.payload and message.topic.endswith("/services"):
                came.append(at)
            inner(client, data, message)

        dock.client.on_message = heard
        trial.until("D01 is ready", lambda: trial.is_ready("D01"), 60)
        end = time.monotonic() + 6 * COUNT
        while len(times) < COUNT and time.monotonic() < end:
            before = len(came)
            begin, status, text = call(trial, dock)
            if status not in (200, 201, 202):
                code = json.loads(text).get("code", status)
                refusals[code] = refusals.get(code, 0) + 1
                time.sleep(0.3)
                continue
            while len(came) == before and time.perf_counter() - begin < 10:
                time.sleep(0.001)
            times.append((came[before] - begin) * 1000 if len(came) > before else float("inf"))
            time.sleep(0.2)
        fsync = fsync_ms(trial.data)
    finally:
        trial.finish()
    shutil.rmtree(trial.base, ignore_errors=True)
    times.sort()
    if len(times) < COUNT:
        print(f"only {len(times)} of {COUNT} calls left; refused: {refusals}")
        return 1
    median, high, worst = times[COUNT // 2], times[min(COUNT - 1, COUNT * 99 // 100)], times[-1]
    print(f"{COUNT} calls, request to takeoff_to_point at the dock: median {median:.1f} ms, 99 % {high:.1f} ms,"
          f" slowest {worst:.1f} ms (bar {BAR:g} ms)")
    print(f"fsync of this disk {fsync:.2f} ms; the median is {median / fsync:.1f} times that")
    return 0 if worst <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
