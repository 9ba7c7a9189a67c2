# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
"""Kills roostd with SIGKILL at random moments of a demo flight and starts it again on the same data.

Then counts, from the store, from what the API had told before each kill, and from the web hook's log:
committed inputs lost, launches ordered twice, notices received twice under different ids.
Environment: KILLS=50 SPEED=30 SEED=1 BUILD=.build/release SITE=config/luohu
"""
import base64
import http.client
import json
import os
import random
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

KILLS = int(os.environ.get("KILLS", "50"))
SPEED = os.environ.get("SPEED", "30")
BUILD = os.environ.get("BUILD", ".build/release")
SITE = os.environ.get("SITE", "config/luohu")
RANDOM = random.Random(int(os.environ.get("SEED", "1")))
DATA = tempfile.mkdtemp(prefix="roost-crash.")
LOGS = f"{DATA}/logs"


class OverSocket(http.client.HTTPConnection):
    """HTTP over the operators' unix socket."""

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(2)
        self.sock.connect(f"{DATA}/roost.sock")


def newest_fact():
    """The newest fact that the running daemon tells; it must survive the kill. None: not answering."""
    try:
        connection = OverSocket("localhost")
        connection.request("GET", "/v1/facts?newest=1&limit=1")
        items = json.loads(connection.getresponse().read())["items"]
        return (items[0]["sequence"], items[0]["code"]) if items else None
    except (OSError, ValueError, KeyError, http.client.HTTPException):
        return None


def start(name, *arguments):
    log = open(f"{LOGS}/{name}.log", "ab")
    program = "roostd" if name == "roostd" else "docksim"
    return subprocess.Popen([f"{BUILD}/{program}", *arguments], stdout=log, stderr=log)


def end(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()


def count(heads):
    """Compares what was told with what is kept."""
    store = sqlite3.connect(f"file:{DATA}/site.sqlite?mode=ro", uri=True)
    kept = dict(store.execute("SELECT seq, code FROM fact"))
    lost = sum(1 for sequence, code in heads if kept.get(sequence) != code)
    flights, attempts = {}, 0
    for body, attempt in store.execute(
        "SELECT body, attempt FROM effect WHERE lane = 'flight' AND attempt > 0"
    ):
        text = body.decode() if isinstance(body, bytes) else body
        command = json.loads(text)["command"]["_0"]
        if next(iter(command["order"])) in ("execute", "takeOff"):
            flights[command["flight"]] = flights.get(command["flight"], 0) + attempt
            attempts += attempt
    twice = sum(1 for tries in flights.values() if tries > 1)
    requests = []
    if os.path.exists(f"{LOGS}/notices.jsonl"):
        requests = [json.loads(line) for line in open(f"{LOGS}/notices.jsonl")]
    new = [request["id"] for request in requests if request["is_new"]]
    issued = store.execute("SELECT count(*) FROM fact WHERE code = 'notice.issued'").fetchone()[0]
    bad = sum(1 for request in requests if not request["valid"])
    print(f"facts kept                  {len(kept)}")
    print(f"committed facts lost        {lost}")
    print(f"flights launched            {len(flights)} ({attempts} launch orders)")
    print(f"flights launched twice      {twice}")
    print(f"notices issued              {issued}")
    print(f"web hook: requests          {len(requests)}, distinct {len(set(new))}, bad {bad}")
    print(f"web hook: doubled notices   {len(new) - len(set(new))}")
    return lost == 0 and twice == 0 and bad == 0 and len(new) == len(set(new))


def main():
    os.makedirs(LOGS)
    os.makedirs(f"{DATA}/secrets", mode=0o700)
    secret = f"{DATA}/secrets/catcher-hook"
    with open(os.open(secret, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
        file.write("whsec_" + base64.b64encode(secrets.token_bytes(32)).decode())
    clock = subprocess.check_output(
        [f"{BUILD}/roostd", "clock", "2026-05-12T06:50:00+08:00", SPEED], text=True).strip()
    run = ("run", SITE, "--data", DATA, "--clock", clock)
    others = [
        start("catch", "catch", "--listen", "127.0.0.1:8472", "--secret-file", secret,
              "--log", f"{LOGS}/notices.jsonl"),
    ]
    daemon = start("roostd", *run)
    others.append(start("docksim", *run))
    heads, startups = [], []
    good = False
    try:
        time.sleep(8)
        for number in range(1, KILLS + 1):
            time.sleep(RANDOM.uniform(1.0, 5.0))
            if daemon.poll() is not None:
                print(f"roostd ended by itself with {daemon.returncode}; see {LOGS}/roostd.log")
                return 1
            head = newest_fact()
            daemon.kill()
            daemon.wait()
            if head:
                heads.append(head)
            begun = time.monotonic()
            daemon = start("roostd", *run)
            while newest_fact() is None and time.monotonic() - begun < 10:
                time.sleep(0.02)
            startups.append(time.monotonic() - begun)
            print(f"\rkills {number}/{KILLS}", end="", flush=True)
        time.sleep(20)
        print()
        end(daemon)
        print(f"restart to first answer     median {sorted(startups)[len(startups) // 2]:.2f} s,"
              f" longest {max(startups):.2f} s")
        good = count(heads)
        verified = subprocess.run(
            [f"{BUILD}/roostd", "replay", f"{DATA}/site.sqlite", "--verify"],
            capture_output=True, text=True)
        print(verified.stdout + verified.stderr, end="")
        good = good and verified.returncode == 0
        print("nothing lost, nothing doubled" if good else "FAILED")
        return 0 if good else 1
    finally:
        for process in [daemon, *others]:
            if process.poll() is None:
                end(process)
        if good:
            shutil.rmtree(DATA)
        else:
            print(f"kept: {DATA}")


sys.exit(main())
