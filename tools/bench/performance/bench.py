"""One run of all measurements, interleaved: each round takes a sample of each of them."""

import contextlib
import fcntl
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from .bootstrap import Bootstrap
from .job import size_for_body
from .limits import Limits
from .loads import Load
from .makespan import Makespan
from .million import Million
from .nginx import Nginx
from .peers import find_peers
from .plan import Plan
from .start import Start
from .streams import Streams

CALLS = 20_000
CHOICES = {  # name on the command line: what it measures
    "A": lambda bench: [Load("A", bench)],
    "B": lambda bench: [Load("B", bench)],
    "C": lambda bench: [Load("C", bench)],
    "D": lambda bench: [Load("D", bench)],
    "streams": lambda bench: [Streams(1000, bench), Streams(10_000, bench)],
    "makespan": lambda bench: [Makespan(1000, bench), Makespan(10_000, bench)],
    "limits": lambda bench: [Limits(bench)],
    "start": lambda bench: [Start(bench)],
    "memory": lambda bench: [Million(bench)],  # and the resume of what it leaves behind
    "plan": lambda bench: [Plan(bench)],
    "bootstrap": lambda bench: [Bootstrap(bench)],
}
SERVED_BY_NGINX = {"A", "B", "C", "D"}


def end_by_exception():
    """Ten thousand sockets at either end; and an end by signal is an exception, so that everything is cleaned up."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit("stopped by a signal"))
    os.environ.pop("SSLKEYLOGFILE", None)  # a client that writes its keys down would be measured doing so


def be_alone():
    """Two at a time would have the same two cores and spoil each other's figures. The lock ends with the process."""
    place = os.open(os.path.join(tempfile.gettempdir(), f"preceptron-bench-{os.getuid()}.lock"),
                    os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("another benchmark is running on this machine: wait for its end")


class Bench:
    """What the measurements share."""

    def __init__(self, root, folder, options):
        self.root, self.folder, self.program = root, folder, options.preceptron
        self.bootstrap, self.limits, self.quick = options.bootstrap, options.limits, options.quick
        self.calls = CALLS // 10 if options.quick else CALLS
        self.peers, self.absent = find_peers(options.node_modules)
        self.absent += [tool for tool in ("wrk", "h2load") if not shutil.which(tool)]
        self.answer_size = size_for_body(self.program, folder)
        self.nginx = None


class Measurements:
    """Those that still go on, and why the others do not."""

    def __init__(self, every):
        self.every, self.failures = every, {}

    def attempt(self, measurement, step, *arguments):
        if measurement in self.failures:
            return
        try:
            getattr(measurement, step)(*arguments)
        except (OSError, RuntimeError, ValueError, subprocess.SubprocessError) as problem:
            self.failures[measurement] = f"not measured: {problem}".replace("\n", " ")

    def rows(self):
        return [row for measurement in self.every for row in
                (measurement.failed(self.failures[measurement]) if measurement in self.failures else measurement.rows())]


def say(text):
    """On a terminal only: the table is the output."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def measure(bench, names, rounds):
    with contextlib.ExitStack() as stack:
        if SERVED_BY_NGINX & set(names):
            bench.nginx = stack.enter_context(Nginx(bench.folder / "nginx").running())
        measurements = Measurements([m for name in CHOICES if name in names for m in CHOICES[name](bench)])
        began = time.monotonic()
        for measurement in measurements.every:
            say(f"preparing {type(measurement).__name__}")
            measurements.attempt(measurement, "prepare")
        for turn in range(rounds):
            for measurement in measurements.every:
                say(f"round {turn + 1} of {rounds}, {time.monotonic() - began:.0f} s: {type(measurement).__name__}")
                measurements.attempt(measurement, "take", turn)
        say("")
        return measurements.rows()
