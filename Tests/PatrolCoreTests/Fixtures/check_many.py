# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
"""Checks many plans in one process with check_plan.py.

usage: check_many.py CASES.json    a list of {"instance": file name here, "plan": plan}
prints a list of {"errors": [...], "objective": {...}} in the same order
"""
import json, os, sys

here = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, here)
import check_plan

instances = {}
results = []
for case in json.load(open(sys.argv[1], encoding="utf-8")):
    name = case["instance"]
    if name not in instances:
        with open(os.path.join(here, name), encoding="utf-8") as file:
            instances[name] = check_plan.Instance(json.load(file))
    errors, objective, _ = check_plan.check(instances[name], case["plan"])
    results.append({"errors": errors, "objective": objective})
json.dump(results, sys.stdout)
