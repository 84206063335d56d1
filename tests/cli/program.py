"""Drives the real binary against the real simulated provider, as a user would."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("PRECEPTRON_BINARY", str(ROOT / "build" / "release" / "src" / "preceptron"))
TOOL = ROOT / "tools" / "make_dataset.py"

# A machine's own settings must not decide a test.
FOREIGN = ("OPENAI_API_KEY", "OPENROUTER_API_KEY", "ANTHROPIC_API_KEY", "AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT",
           "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_FILE", "NO_COLOR")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in FOREIGN}


def preceptron(*arguments, timeout=120, environment=(), **more):
    """What ran: returncode, stdout and stderr as text."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run([BINARY, *map(str, arguments)], text=True, timeout=timeout,
                          env={**ENVIRONMENT, **dict(environment)}, **{**streams, **more})


def take_signals():
    """Undoes what the tests' own surroundings ignore (nohup, a background job): the program would go on ignoring it."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def start(*arguments, environment=(), preexec_fn=None, stdin=subprocess.DEVNULL, **more):
    """A process that goes on while the test does something to it."""
    def prepare():
        take_signals()
        if preexec_fn:
            preexec_fn()

    return subprocess.Popen([BINARY, *map(str, arguments)], text=True, stdin=stdin, preexec_fn=prepare,
                            env={**ENVIRONMENT, **dict(environment)}, **more)


def generated_entries(count, seed=1):
    """Entries of the published shape; the dataset tool makes any number of them."""
    done = subprocess.run([sys.executable, "-B", str(TOOL), str(count), "--seed", str(seed), "--chars", "400"],
                          capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


class Simulator:
    """`preceptron simulate` on a free port, with its request log."""

    def __init__(self, folder, *flags):
        self.ca_file = folder / "simulated-ca.pem"
        self.log_file = folder / "requests.jsonl"
        self.process = start("simulate", "--port", 0, "--ca-out", self.ca_file, "--log", self.log_file, *flags,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        line = self.process.stdout.readline()
        if not line.startswith("listening "):
            raise AssertionError("the simulator did not start: " + line + self.process.stderr.read())
        self.address = line.split()[1]

    def requests(self):
        if not self.log_file.exists():
            return []
        whole_lines = self.log_file.read_bytes().split(b"\n")[:-1]  # the last one may be half written
        return [json.loads(line) for line in whole_lines]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=20)


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="preceptron-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        self.results = self.folder / "results"

    def simulator(self, *flags):
        provider = Simulator(self.folder, *flags)
        self.addCleanup(provider.stop)
        return provider

    def write_dataset(self, entries, name="dataset.json"):
        path = self.folder / name
        path.write_text(json.dumps(entries, indent=1))
        return path

    def write_config(self, address="https://127.0.0.1:9", judges=("sim-strong",), more="", dataset="dataset.json",
                     name="config.yaml"):
        """A configuration whose judges are simulated ones at `address`; `more` is added as it is."""
        authority = "ca_file: simulated-ca.pem" if (self.folder / "simulated-ca.pem").exists() else ""
        lines = [f"dataset_path: {dataset}", "output_dir: results", authority, more, "models:"]
        lines += [f"  - {{name: {judge}, provider: simulated, model_id: {judge}, base_url: '{address}/v1'}}"
                  for judge in judges]
        path = self.folder / name
        path.write_text("\n".join(lines) + "\n")
        return path

    def run_config(self, config, *flags, **more):
        return preceptron("run", "--config", config, "--progress", "none", *flags, **more)

    def assert_refused(self, done, status, *words):
        self.assertEqual(done.returncode, status, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertEqual(done.stdout, "")

    def summary(self, config, *flags, **more):
        """The parsed JSON summary of a run, and the process."""
        done = self.run_config(config, "--format", "json", *flags, **more)
        self.assertTrue(done.stdout, done.stderr)
        return json.loads(done.stdout), done

    def progress(self, config, *flags):
        """The run's JSON progress lines, all its JSON lines, and its exit status."""
        process = start("run", "--config", config, "--progress", "json", *flags, stdout=-3, stderr=-1)
        _, text = process.communicate(timeout=120)
        lines = [json.loads(line) for line in text.splitlines()]
        return [line for line in lines if line["schema"] == "preceptron.progress/1"], lines, process.returncode

    def result_files(self):
        """Name → bytes of what a run published."""
        return {path.name: path.read_bytes() for path in sorted(self.results.glob("*.json*"))}

    def saved(self):
        """Entry ids by judge and task, as the journal has them."""
        ids = {}
        for line in self.journal_lines():
            record = line["r"]
            if record["type"] == "result":
                ids.setdefault((record["judge"], record["task"]), []).append(record["entry_id"])
        return ids

    def journal_lines(self):
        lines = []
        for path in sorted((self.results / "checkpoint").glob("journal*.jsonl")):
            *whole, tail = path.read_bytes().split(b"\n")
            lines += map(json.loads, whole)
            with contextlib.suppress(ValueError):  # torn, or not yet whole
                lines.append(json.loads(tail))
        return lines

    def wait_for(self, what, seconds=30):
        """Polls: what another process does cannot be awaited otherwise."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if what():
                return
            time.sleep(0.01)
        self.fail("did not happen within %d s" % seconds)
