"""A job for preceptron: a dataset, a configuration, and the command that does all of it."""

import json
import re
import socket
import threading
from dataclasses import dataclass, field
from pathlib import Path

from .cores import CLIENT, Process

BODY = 5900  # bytes of a request's body: what a real entry of the benchmark makes of it
WORDS = ("the patient presented with abdominal pain that began around the umbilicus and settled in the right lower "
         "quadrant, with fever, anorexia and a raised white count, so that acute appendicitis leads the differential; ")


def entry(number, size):
    text = f"Answer {number}: " + WORDS
    text = (text * (size // len(text) + 1))[:size]
    return {"id": f"e{number}", "case_id": f"c{number % 97}", "benchmark": "cpc_bond", "study": "synthetic", "model": "gpt-4",
            "grade": number % 6, "response": text, "final_diagnosis": "acute appendicitis"}


def write_dataset(path, count, size):
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps(entry(number, size)) + "\n")
    return path


@dataclass
class Job:
    """What is judged, by whom; `folder` is new for each, so nothing is resumed."""
    program: Path
    folder: Path
    dataset: Path
    base_url: str
    authority: Path = None
    provider: str = "openai"
    threads: int = 30
    stream: bool = True
    judges: int = 1
    repeats: int = 1
    under: list = field(default_factory=list)  # a command that runs it, as Valgrind does

    def write(self):
        self.folder.mkdir(exist_ok=True)
        trusted = f"ca_file: {self.authority}\n" if self.authority else ""
        judges = "".join(
            f'  - {{name: judge{i}, provider: {self.provider}, model_id: gpt-6-sol, base_url: "{self.base_url}", key: none, '
            f"stream: {str(self.stream).lower()}, repeats: {self.repeats}}}\n" for i in range(self.judges))
        (self.folder / "config.yaml").write_text(
            f"dataset_path: {self.dataset}\noutput_dir: results\n{trusted}threads: {self.threads}\nadaptive: false\n"
            f"timeouts: {{connect: 60s, first_byte: 120s, idle: 120s, total: 600s}}\nmodels:\n{judges}")
        return self

    def command(self, *more):
        return [*self.under, self.program, "run", "--config", self.folder / "config.yaml", "--progress", "none", "--quiet", *more]

    def start(self, *more, core=CLIENT):
        log = open(self.folder / "messages", "w")
        with log:
            return Process(self.command(*more), core, stdout=log, stderr=log)

    def measure(self, *more, limit=600):
        with self.start(*more) as process:
            return self.checked(process.wait(limit))

    def checked(self, usage):
        """A run that left something unjudged is no measurement."""
        if usage.status != 0:
            failures = self.folder / "results" / "failures.jsonl"
            told = failures if failures.exists() and failures.stat().st_size else self.folder / "messages"
            raise RuntimeError(f"preceptron ended with {usage.status}: {told.read_text()[:600]}")
        return usage


@dataclass
class Request:
    headers: dict
    body: bytes


def recorded_request(program, folder, dataset, provider="openai", stream=True):
    """What preceptron sends for the first entry of `dataset`, so that others can send the same bytes."""
    received = b""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        def receive():
            nonlocal received
            peer, _ = listener.accept()
            with peer:
                size = None
                while size is None or len(received) < size:
                    piece = peer.recv(65536)
                    if not piece:
                        return
                    received += piece
                    head, border, _ = received.partition(b"\r\n\r\n")
                    if border:
                        size = len(head) + 4 + int(re.search(rb"(?i)content-length: *(\d+)", head)[1])
        job = Job(program, folder, dataset, f"http://127.0.0.1:{listener.getsockname()[1]}/v1", provider=provider,
                  stream=stream, threads=1).write()
        listener.settimeout(20)
        reader = threading.Thread(target=receive)
        reader.start()
        with job.start("--limit", "1", "--drain", "0s"):
            reader.join(20)
    head, _, body = received.partition(b"\r\n\r\n")
    if not body:
        raise RuntimeError("preceptron sent no request: " + (folder / "messages").read_text()[-500:])
    lines = (line.split(": ", 1) for line in head.decode("ascii").split("\r\n")[1:])
    return Request({name: value for name, value in lines if name.lower() not in ("host", "content-length")}, body)


def size_for_body(program, folder):
    """How long an answer must be so that the request has BODY bytes."""
    probe = 1000
    dataset = write_dataset(folder / "probe.jsonl", 1, probe)
    sent = recorded_request(program, folder / "probe", dataset)
    return probe + BODY - len(sent.body)
