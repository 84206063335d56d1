"""Other clients that people grade with, where they are installed: the bare call, without dataset, prompt or journal.

Each counts its own CPU from its first call to its last: what it took to load is not counted, which favours them.
"""

import json
import shutil
import subprocess
from pathlib import Path

from .cores import CLIENT, Process
from .cores import measure as measure_process

HERE = Path(__file__).parent / "peer_clients"
DEBIAN_PYTHON = "/usr/bin/python3"  # Debian's packages are seen by Debian's Python only
SHORT = {"Python threads + requests": "requests", "OpenAI's SDK for Node": "Node SDK", "curl --parallel": "curl"}


def python_with(module):
    for python in (DEBIAN_PYTHON, "python3"):
        if shutil.which(python) and subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0:
            return python
    return None


def find_peers(node_modules):
    """Those that are installed (name: command), and the names of those that are not."""
    found = {"Python threads + requests": None, "aiohttp": None, "OpenAI's SDK for Node": None, "curl --parallel": None}
    if python := python_with("requests"):
        found["Python threads + requests"] = [python, HERE / "threads_requests.py"]
    if python := python_with("aiohttp"):
        found["aiohttp"] = [python, HERE / "asyncio_aiohttp.py"]
    if shutil.which("node") and (node_modules / "openai").is_dir():
        found["OpenAI's SDK for Node"] = ["node", HERE / "openai_sdk.mjs", node_modules / "openai" / "index.mjs"]
    if shutil.which("curl"):
        found["curl --parallel"] = ["curl"]
    return {n: c for n, c in found.items() if c}, [n for n, c in found.items() if not c]


def curl(load, bench, calls):
    body = bench.folder / "body"
    body.write_bytes(load.request.body)
    headers = [part for n, v in load.request.headers.items() for part in ("-H", f"{n}: {v}")]
    # curl numbers the addresses itself; the number is a query that nginx does not look at.
    used = measure_process(["curl", "--silent", "--parallel", "--parallel-max", "30", "--cacert", bench.nginx.authority,
                            "--data-binary", f"@{body}", *headers, "--output", "/dev/null",
                            f"{load.url}{load.path}?[1-{calls}]"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, limit=300)
    if used.status != 0:
        raise RuntimeError(f"curl ended with {used.status}")
    return used.cpu / calls


def measure(command, load, bench):
    """Seconds of CPU a call."""
    if command == ["curl"]:
        return curl(load, bench, load.calls)
    job = {"url": load.url, "path": load.path, "authority": str(bench.nginx.authority), "threads": 30,
           "calls": max(200, bench.calls // 10), "headers": load.request.headers, "body": load.request.body.decode()}
    with open(bench.folder / "peer.out", "w+") as out, \
            Process(command, CLIENT, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT, text=True) as process:
        process.child.stdin.write(json.dumps(job))
        process.child.stdin.close()
        process.wait(300)
        out.seek(0)
        text = out.read()
    if process.child.returncode != 0 or not text.strip():
        raise RuntimeError(f"{command[-1]}: {text[-300:]}")
    return float(text.split()[-1]) / job["calls"]
