#!/usr/bin/env python3
# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
"""Kills `roostd frames replay` again and again and compares its notices with those of a run that was left alone.

usage: replay_kill_test.py ROOSTD SCENARIO.jsonl [--kills 100] [--seed 1]

Each run is killed (SIGKILL) at a random moment and goes on from its store; a run that ends is compared, and the next
begins with an empty store, until there were so many kills. Exit code 0: every run gave the same notices, byte for byte.
"""
import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("roostd")
    options.add_argument("scenario")
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    dice = random.Random(given.seed)
    began = time.monotonic()
    alone = [given.roostd, "frames", "replay", given.scenario]
    wanted = subprocess.run(alone, check=True, capture_output=True).stdout
    whole = time.monotonic() - began
    if not wanted:
        print("the scenario gives no notice: nothing to compare")
        return 2
    kills = runs = 0
    while kills < given.kills:
        folder = tempfile.mkdtemp(prefix="roost-kill-")
        try:
            command = alone + ["--data", folder]
            while True:
                child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                try:
                    # Most of a start is loading; a kill falls anywhere between it and the end.
                    out, errors = child.communicate(timeout=dice.uniform(0.02, whole))
                    if child.returncode != 0:
                        print(errors.decode(), f"run {runs}: exit code {child.returncode}")
                        return 1
                    break
                except subprocess.TimeoutExpired:
                    child.kill()
                    out, _ = child.communicate()
                    kills += 1
                    if out:
                        print(f"kill {kills}: notices were printed before the end")
            runs += 1
            if out != wanted:
                print(f"run {runs}, after {kills} kills, gave other notices:")
                for line in set(wanted.splitlines()) ^ set(out.splitlines()):
                    print(("- " if line in wanted.splitlines() else "+ ") + line.decode())
                return 1
        finally:
            shutil.rmtree(folder)
    print(f"{runs} runs with {kills} kills gave the {len(wanted.splitlines())} notices of the run that was left alone")
    return 0


if __name__ == "__main__":
    sys.exit(main())
