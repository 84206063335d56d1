"""Instructions and cache misses of a call, counted by Valgrind's Cachegrind: nearly the same figure every day."""

import re
import shutil
from collections import defaultdict
from dataclasses import dataclass

from .job import Job, write_dataset
from .loads import CONCURRENCY, LOADS

FEW, MANY = 1_000, 3_000  # calls; what is the same for both, start and end, cancels out
UNNAMED = "???"  # libraries without symbols: OpenSSL, which computes without the processor's help under Valgrind


@dataclass
class Count:
    """A call's share. Misses are of first-level caches of 32 KB, which most processors have."""
    instructions: float = 0
    code_misses: float = 0
    data_misses: float = 0

    def __add__(self, other):
        return Count(self.instructions + other.instructions, self.code_misses + other.code_misses,
                     self.data_misses + other.data_misses)

    def __sub__(self, other):
        return Count(self.instructions - other.instructions, self.code_misses - other.code_misses,
                     self.data_misses - other.data_misses)

    def __truediv__(self, n):
        return Count(self.instructions / n, self.code_misses / n, self.data_misses / n)

    def add(self, events):
        self.instructions += events["Ir"]
        self.code_misses += events["I1mr"]
        self.data_misses += events["D1mr"] + events["D1mw"]


def read_profile(path):
    """Function: Count, of a file that Cachegrind wrote."""
    counts, names, function = defaultdict(Count), [], UNNAMED
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith("events:"):
                names = line.split()[1:]
            elif line.startswith("fn="):
                function = re.sub(r"\(.*", "", line[3:].strip()) or UNNAMED
            elif line[0].isdigit():
                counts[function].add(dict(zip(names, map(int, line.split()[1:]))))
    return counts


def profile(program, letter, calls, folder, nginx, size):
    _, _, _, provider, streamed = LOADS[letter]
    dataset = write_dataset(folder / "counted.jsonl", calls, size)
    base = nginx.address(letter.lower()) + ("/v1" if provider == "openai" else "")
    job = Job(program, folder / "counted", dataset, base, nginx.authority, provider, CONCURRENCY, streamed).write()
    found = folder / "profile"
    job.under = ["valgrind", "-q", "--tool=cachegrind", "--cache-sim=yes", "--I1=32768,8,64", "--D1=32768,8,64",
                 f"--cachegrind-out-file={found}"]
    job.measure()
    shutil.rmtree(job.folder)
    return read_profile(found)


def count(program, letter, folder, nginx, size):
    """Function: Count, a call."""
    few = profile(program, letter, FEW, folder, nginx, size)
    many = profile(program, letter, MANY, folder, nginx, size)
    return {name: (many[name] - few.get(name, Count())) / (MANY - FEW) for name in many}
