"""Two cores: one for the client that is measured, one for the server it talks to; and what a process used."""

import contextlib
import os
import resource
import signal
import subprocess
import time
from dataclasses import dataclass

CORES = sorted(os.sched_getaffinity(0))
CLIENT, SERVER = CORES[0], CORES[-1]


@dataclass
class Usage:
    cpu: float  # seconds, user and system
    wall: float
    status: int
    peak_kib: int  # largest resident memory


@contextlib.contextmanager
def pinned(core):
    """What is started inside inherits the core; nothing runs between fork and exec that would be counted as its own."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Process:
    """A child on one core. Leaving the `with` ends it, whatever happened."""

    def __init__(self, command, core, **more):
        more.setdefault("stdin", subprocess.DEVNULL)
        with pinned(core):
            self.began = time.monotonic()
            self.child = subprocess.Popen([str(part) for part in command], **more)
        self.pid = self.child.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def running(self):
        return self.child.returncode is None and os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def wait(self, limit):
        """The usage of the whole process. One that has not ended after `limit` seconds is killed: TimeoutError."""
        end = time.monotonic() + limit
        pause, peak = 0.001, 0
        while self.running():
            peak = max(peak, peak_kib(self.pid))
            if time.monotonic() > end:
                self.stop()
                raise TimeoutError(f"{self.child.args[0]}: not finished after {limit} s")
            time.sleep(pause)
            pause = min(0.02, pause * 1.5)
        ended = time.monotonic()
        _, status, used = os.wait4(self.pid, 0)
        self.child.returncode = os.waitstatus_to_exitcode(status)
        # What wait4 calls the largest is never below that of the process that forked, this one: Linux takes it over at
        # exec. Below it only what was seen counts, which lacks the last hundredths of a second.
        if used.ru_maxrss > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss:
            peak = used.ru_maxrss
        return Usage(used.ru_utime + used.ru_stime, ended - self.began, self.child.returncode, peak)

    def stop(self):
        if self.child.returncode is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(5)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()


def measure(command, core=CLIENT, limit=600, **more):
    with Process(command, core, **more) as process:
        return process.wait(limit)


def cpu_so_far(pid):
    """Seconds, user and system, of a process that goes on."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_kib(pid):
    """The largest resident memory since exec; nothing once the process has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def resident_kib(pid):
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
