#!/usr/bin/env python3
# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
"""make mutants: do the checkers see deliberate bugs?

Each Tests/Mutants/NN-name.patch is one bug. Its first line says what it breaks, which rule that is
and who should see it. The tree is copied to a scratch folder; there one patch at a time is applied
and built, and either the named tests run or seeded worlds fly until a checker fails. The answer is
written to docs/mutants.md; a row stays until its patch changes or is flown again, so hours of it can be
shared out over nights (--new flies only what has no row). A patch that no longer applies is an error:
bring it up to date.

Exit codes: 0 every mutant was caught, 1 one survived, 2 a patch is stale or the tree is not sound.
"""
import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = """    Row(
        name: "simrun",
        kind: .program,
        ours: ["FleetSim", "RoostModel"],
        others: [arguments],
        hasTests: false
    ),
"""


class Patch:
    def __init__(self, path):
        self.path = path
        self.number, self.name = path.stem.split("-", 1)
        head = path.read_text(encoding="utf-8").splitlines()[0]
        fields = dict(part.split(": ", 1) for part in head.split("; "))
        try:
            self.breaks, self.rule = fields["breaks"], fields["rule"]
            self.expected = fields["caught by"]
        except KeyError as missing:
            sys.exit(f"{path.name}: its first line has no {missing}")
        self.test = fields.get("test")
        self.digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]

    def row(self, verdict, who, seed, tree):
        """Its line in the table; the last two columns say what was flown."""
        who = who if verdict else f"**{who}**"
        return (
            f"| {self.number} {self.name} | {self.breaks} | {self.rule} | {self.expected} "
            f"| {who} | {seed} | {tree} | {self.digest} |"
        )


class Scratch:
    """A copy of the tree in which patches come and go."""

    def __init__(self, folder, prefix):
        self.tree = folder / "tree"
        self.prefix = prefix.split()

    def make(self):
        files = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split("\n")
        for name in filter(None, files):
            source, target = ROOT / name, self.tree / name
            if not source.exists():
                continue
            # Unchanged files keep their time, so that the build goes on from the last run.
            if target.exists() and target.read_bytes() == source.read_bytes():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
        known = set(filter(None, files))
        for target in (self.tree / "Sources").rglob("*.swift"):
            name = target.relative_to(self.tree).as_posix()
            if name not in known and not name.startswith("Sources/simrun/"):
                target.unlink()
        self.add_runner()

    def add_runner(self):
        """`docksim simulate` alone: without broker and web it builds in a fraction of the time."""
        runner = self.tree / "Sources/simrun"
        runner.mkdir(exist_ok=True)
        shutil.copy2(self.tree / "Sources/docksim/Simulate.swift", runner / "Simulate.swift")
        (runner / "Main.swift").write_text(
            "import ArgumentParser\n@main\nenum Main { static func main() { Simulate.main() } }\n"
        )
        package = self.tree / "Package.swift"
        text = package.read_text(encoding="utf-8")
        if "simrun" not in text:
            start = "let rows: [Row] = [\n"
            package.write_text(text.replace(start, start + ROW, 1), encoding="utf-8")

    def apply(self, patch, reverse=False):
        command = ["patch", "-p1", "-s", "-f", "--no-backup-if-mismatch", "-F", "0"]
        if reverse:
            command.append("-R")
        done = subprocess.run(
            command + ["-i", str(patch.path)], cwd=self.tree, capture_output=True, text=True
        )
        return done.returncode == 0

    def swift(self, arguments, only):
        environment = dict(os.environ, ROOST_ONLY=only)
        return subprocess.run(
            self.prefix + ["swift"] + arguments,
            cwd=self.tree, env=environment, capture_output=True, text=True, errors="replace",
        )

    def build_runner(self):
        """Optimised file by file: a patch is one file and a link, not every module behind it."""
        arguments = ["build", "--product", "simrun", "-Xswiftc", "-O", "--scratch-path", "../fast"]
        return self.swift(arguments, "simrun")

    def fly(self, seeds, extra):
        binary = self.tree.parent / "fast/debug/simrun"
        command = [str(binary), "--seed", "1", "--count", str(seeds)] + extra
        return subprocess.run(command, capture_output=True, text=True, errors="replace")

    def test(self, name):
        target = name.split(".")[0].removesuffix("Tests")
        arguments = ["test", "--filter", name, "--scratch-path", "../debug"]
        return self.swift(arguments, target)


def judge_world(scratch, options):
    done = scratch.build_runner()
    if done.returncode:
        return None, "does not build", done.stdout[-1500:] + done.stderr[-500:]
    flown = scratch.fly(options.seeds, options.extra)
    if flown.returncode == 0:
        return False, "survived", f"{options.seeds}"
    found = re.search(r"^seed (\d+): ([^:]+): (.*)$", flown.stdout, re.MULTILINE)
    if found:
        return True, found[2], found[1]
    return True, f"the process ended with {flown.returncode}", "?"


def judge_test(scratch, patch):
    done = scratch.test(patch.test)
    text = done.stdout + done.stderr
    if done.returncode == 0:
        return False, "survived", patch.test
    if re.search(r"error: .*(cannot|expected|no member|not)", text) and "Build complete" not in text:
        return None, "does not build", text[-1500:]
    found = re.search(r'✘ Test "?([^"\n]+?)"? (recorded|failed|with)', text)
    return True, f"{patch.test}: {found[1] if found else 'it ended'}", "test"


def sound(scratch, patches, options):
    """The tree without a patch: every seed and every named test must hold."""
    if any(not patch.test for patch in patches):
        verdict, who, what = judge_world(scratch, options)
        if verdict is not False:
            print(f"the tree itself is not sound: {who}\n{what}")
            return False
    for name in sorted({patch.test for patch in patches if patch.test}):
        if scratch.test(name).returncode:
            print(f"the tree itself is not sound: {name}")
            return False
    return True


def known_rows(file, every):
    """Lines of an earlier table whose patches are still the same, by number."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    cells = [(line, line.strip("| ").split(" | ")) for line in lines if line.startswith("| ")]
    digests = {patch.number: patch.digest for patch in every}
    found = {row[0].split(" ")[0]: (line, row[-1]) for line, row in cells}
    return {number: line for number, (line, digest) in found.items() if digests.get(number) == digest}


def write_table(rows, every, options):
    caught = sum(1 for line in rows.values() if "| **" not in line)
    lines = [
        "# Deliberate bugs and who sees them",
        "",
        f"Written by `make mutants`: {len(rows)} of {len(every)} flown, {caught} of them caught within "
        f"{options.seeds} seeds or by a named test.",
        "",
        "| bug | what it breaks | rule | expected | seen by | seed | tree | patch |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [rows[patch.number] for patch in every if patch.number in rows]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--only", default="", help="numbers or parts of names, by comma")
    parser.add_argument("--new", action="store_true", help="only patches that have no row yet")
    parser.add_argument("--scratch", type=Path, default=ROOT / ".build/mutants")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/mutants.md")
    parser.add_argument("--prefix", default="", help="put before each swift command, such as nice")
    parser.add_argument("--extra", default="", help="more options for each simulation")
    parser.add_argument("--check", action="store_true", help="only whether every patch applies")
    parser.add_argument("--trust-tree", action="store_true", help="skip the run without a patch")
    options = parser.parse_args()
    options.extra = options.extra.split()

    every = [Patch(path) for path in sorted((ROOT / "Tests/Mutants").glob("*.patch"))]
    words = [word for word in options.only.split(",") if word]
    patches = [
        patch for patch in every
        if not words or any(word == patch.number or word in patch.name for word in words)
    ]
    rows = known_rows(options.out, every)
    if options.new:
        patches = [patch for patch in patches if patch.number not in rows]
    tree = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    scratch = Scratch(options.scratch.resolve(), options.prefix)
    scratch.make()
    stale = [patch for patch in patches if not (scratch.apply(patch) and scratch.apply(patch, True))]
    if stale:
        print("stale, bring up to date: " + ", ".join(patch.path.name for patch in stale))
        return 2
    print(f"{len(patches)} patches apply")
    if options.check:
        return 0
    if not options.trust_tree and not sound(scratch, patches, options):
        return 2
    survivors = []
    for patch in patches:
        began = time.monotonic()
        scratch.apply(patch)
        try:
            verdict, who, seed = (
                judge_test(scratch, patch) if patch.test else judge_world(scratch, options)
            )
        finally:
            scratch.apply(patch, True)
        if verdict is None:
            print(f"{patch.path.name} {who}\n{seed}")
            return 2
        rows[patch.number] = patch.row(verdict, who, seed, tree)
        survivors += [] if verdict else [patch.name]
        took = int(time.monotonic() - began)
        print(f"{patch.number} {patch.name}: {who}, {seed} ({took} s)", flush=True)
        write_table(rows, every, options)
    print(f"{len(patches) - len(survivors)} of {len(patches)} caught")
    if survivors:
        print("survived: " + ", ".join(survivors))
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
