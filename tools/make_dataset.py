#!/usr/bin/env python3
"""Writes a synthetic dataset of the published shape, of any size, to standard output.

The clinical content was invented for this purpose: no patient, no published case, no real answer.
The same arguments give the same bytes on every machine and every Python from 3.9.
"""

import argparse
import json
import os
import sys

from synthetic_dataset import sample
from synthetic_dataset.entries import PLANS, plan_entries, proportional_counts

BATCH = 500  # records a write


def records(total, seed, chars):
    for number, (plan, count) in enumerate(zip(PLANS, proportional_counts(total))):
        yield from plan_entries(plan, count, plan.cases, seed * len(PLANS) + number, chars)


def write(found, separator, out):
    """One record a line, `separator` at the end of every line but the last."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    batch, first = [], True
    for record in found:
        batch.append(encode(record))
        if len(batch) == BATCH:
            out.write(("" if first else separator) + separator.join(batch))
            batch, first = [], False
    if batch:
        out.write(("" if first else separator) + separator.join(batch))


def whole_number(text):
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return value


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="make_dataset.py",
        description="Write a synthetic dataset of the published shape to standard output.",
        epilog="Examples: make_dataset.py 5250 > dataset.json; make_dataset.py 1000000 --lines | gzip > big.jsonl.gz. "
        "Entries are made one at a time, so memory stays the same at any size.")
    parser.add_argument("entries", metavar="N", type=whole_number, nargs="?",
                        help="how many entries; the six tasks keep their published proportions")
    parser.add_argument("--seed", metavar="S", type=int, default=1, help="another seed, another dataset (default 1)")
    parser.add_argument("--lines", action="store_true", help="JSON Lines instead of one JSON array")
    parser.add_argument("--chars", metavar="C", type=whole_number, default=2100,
                        help="typical length of a response in characters (default 2100: records of 2-3 KB; the "
                        "published ones are longer, about 5000 comes near)")
    parser.add_argument("--sample", action="store_true",
                        help="the shipped data/sample_dataset.json; takes no other option")
    options = parser.parse_args(arguments)
    if options.sample == (options.entries is not None):
        parser.error("give either a number of entries or --sample")
    return options


def main(arguments):
    options = parse(arguments)
    out = sys.stdout
    out.reconfigure(encoding="utf-8", newline="\n")
    try:
        if options.sample:
            json.dump(sample.entries(), out, ensure_ascii=False, indent=2)
            out.write("\n")
        elif options.lines:
            write(records(options.entries, options.seed, options.chars), "\n", out)
            out.write("\n" if options.entries else "")
        else:
            out.write("[\n")
            write(records(options.entries, options.seed, options.chars), ",\n", out)
            out.write("\n]\n" if options.entries else "]\n")
        out.flush()
    except BrokenPipeError:
        # The reader has had enough (| head). Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        return 141  # 128 + SIGPIPE
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
