"""What the proofs share: a run to do harm to, and the tools that do it.

A proof whose tool or right is missing says so and is skipped. PRECEPTRON_FAULTS=full (`tools/test --faults`) asks for the
long form of each; otherwise a shortened one runs.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))

from program import BINARY, ENVIRONMENT, ProgramTest, generated_entries, preceptron, start  # noqa: E402,F401

FULL = os.environ.get("PRECEPTRON_FAULTS") == "full"
# A provider as quick as it can be.
QUICK = ("--ttft", "5ms", "--gap", "1ms", "--events", "3")
LIBC = ctypes.CDLL(None, use_errno=True)


# What shows that a tool is not only there but may do its work: containers forbid much.
PROBES = {"strace": ["strace", "-qq", "-o", "/dev/null", "true"], "unshare": ["unshare", "-m", "true"]}


def works(tool):
    if not shutil.which(tool):
        return False
    return tool not in PROBES or subprocess.run(PROBES[tool], capture_output=True, check=False).returncode == 0


def needs(*tools):
    """Skips a test whose tools are not installed (tools/install_packages test installs them), or are not allowed."""
    missing = [tool for tool in tools if not works(tool)]
    return unittest.skipIf(missing, "not installed, or not allowed here: " + ", ".join(missing))


needs_root = unittest.skipIf(os.geteuid() != 0, "needs root")


def longer(full, short):
    return full if FULL else short


def strace(*injections, log=None, path=None):
    """A command line that runs what follows it with these faults, each as `write:error=ENOSPC:when=3+`; with `path`,
    which must be there, calls on that file alone."""
    command = ["strace", "-f", "-qq", "-o", str(log or "/dev/null")]
    calls = ",".join(sorted({each.split(":")[0] for each in injections}))
    command += ["-e", "trace=" + calls, "-e", "signal=none"]
    if path:
        command += ["-P", str(path)]
    for each in injections:
        command += ["-e", "inject=" + each]
    return command


def mount(*arguments):
    done = subprocess.run(["mount", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise unittest.SkipTest("cannot mount: " + done.stderr.strip())


def open_descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Proof(ProgramTest):
    """A dataset of ENTRIES entries, and runs over it."""

    ENTRIES = 40

    def setUp(self):
        super().setUp()
        self.entries = generated_entries(self.ENTRIES)
        self.write_dataset(self.entries)
        self.results.mkdir()

    def tmpfs(self, path, size):
        mount("-t", "tmpfs", "-o", "size=" + size, "none", path)
        self.addCleanup(subprocess.run, ["umount", "-l", str(path)], check=False)

    def run_under(self, wrapper, config, *flags, timeout=120, environment=(), **more):
        """A run below another program: strace, faketime, prlimit."""
        return subprocess.run([*map(str, wrapper), BINARY, "run", "--config", str(config), "--progress", "none", *flags],
                              capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL,
                              env={**ENVIRONMENT, **dict(environment)}, **more)

    def begin(self, config, *flags, **more):
        """A run that goes on; what it says is in self.messages()."""
        self.message_file = self.folder / "messages.txt"
        with open(self.message_file, "w") as messages:
            process = start("run", "--config", config, "--progress", "none", *flags, stdout=subprocess.DEVNULL,
                            stderr=messages, **more)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def messages(self):
        return self.message_file.read_text()

    def saved(self):
        """As the program reads it: what a failed sync had written twice counts once."""
        ids = {}
        for record in {line["r"]["seq"]: line["r"] for line in self.journal_lines() if line["r"]["type"] == "result"}.values():
            ids.setdefault((record["judge"], record["task"]), []).append(record["entry_id"])
        return ids

    def saved_ids(self):
        return [entry for ids in self.saved().values() for entry in ids]

    def records(self, kind):
        return [line["r"] for line in self.journal_lines() if line["r"]["type"] == kind]

    def all_ids(self):
        return sorted(str(entry["id"]) for entry in self.entries)

    def assert_all_scored_once(self, requests=None):
        ids = self.saved_ids()
        self.assertEqual(sorted(map(str, ids)), self.all_ids())
        if requests is not None:
            self.assertEqual(requests, len(self.entries))

    def published(self):
        """The published files' bytes but for what differs between any two runs: how long a call took."""
        pattern = rb'"(latency_ms|first_byte_ms|attempts)": ?[0-9.]+'
        return {name: re.sub(pattern, rb'"\1": 0', text) for name, text in self.result_files().items()}

    def artefacts(self):
        """Every byte of every file of the output folder."""
        return b"".join(path.read_bytes() for path in self.results.rglob("*") if path.is_file())
