#!/usr/bin/env python3
"""Adds up what `meson test` wrote into its JSON logs, test case by test case.

Meson counts programs. Those of Boost.Test (with BOOST_TEST_REPORT_LEVEL=short) and of Python's
unittest say how many cases they ran; any other program is one case. A program that did not end well
is at least one failure, whatever it said before: it may have crashed or leaked at its very end.

The last line is "N passed, N failed". Exit status: 1 when a case failed, or none ran.
"""

import json
import re
import sys
from dataclasses import dataclass

BOOST = re.compile(r"^ *(\d+) test cases? out of \d+ (passed|passed with warnings|failed|skipped)$", re.M)
UNITTEST_RAN = re.compile(r"^Ran (\d+) tests? in ", re.M)
UNITTEST_END = re.compile(r"^(?:OK|FAILED|NO TESTS RAN)(?: \((.*)\))?$", re.M)
UNITTEST_FAILED = ("failures", "errors", "unexpected successes")


@dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


def reported(output):
    """What the program says of its cases; None when it says nothing."""
    boost = BOOST.findall(output)
    if boost:
        counts = Counts()
        for number, what in boost:
            what = what.split()[0]
            setattr(counts, what, getattr(counts, what) + int(number))
        return counts
    ran, end = UNITTEST_RAN.findall(output), UNITTEST_END.findall(output)
    if ran and end:
        named = dict(re.findall(r"([a-z ]+)=(\d+)", end[-1].replace(", ", ",")))
        failed = sum(int(named.get(what, 0)) for what in UNITTEST_FAILED)
        skipped = int(named.get("skipped", 0))
        return Counts(max(int(ran[-1]) - failed - skipped, 0), failed, skipped)
    return None


def count(test):
    """The counts of one program, a line of meson's log."""
    result = test["result"]
    if result == "SKIP":
        return Counts(skipped=1)
    counts = reported(test.get("stdout", "") + "\n" + test.get("stderr", ""))
    if result in ("OK", "EXPECTEDFAIL"):
        return counts or Counts(passed=1)
    counts = counts or Counts()
    counts.failed = max(counts.failed, 1)
    return counts


def main(logs):
    total = Counts()
    for log in logs:
        with open(log, encoding="utf-8") as lines:
            for line in lines:
                test = json.loads(line)
                counts = count(test)
                if counts.failed:
                    print(f"failed: {test['name']} ({counts.failed}), see {log.replace('.json', '.txt')}")
                total.add(counts)
    if total.skipped:
        print(f"{total.skipped} skipped")
    if not total.passed and not total.failed:
        print("no test ran")
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    if {"-h", "--help"} & set(sys.argv[1:]):
        sys.exit(print(__doc__))
    sys.exit(main(sys.argv[1:]))
