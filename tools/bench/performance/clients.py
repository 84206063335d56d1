"""Clients that send one and the same request over and over: seconds of CPU a call."""

import json
import re
import subprocess

from .cores import measure

LUA = """wrk.method = "POST"
wrk.body = {body}
{headers}
done = function(summary)
    io.write(string.format("BENCH %d %d\\n", summary.requests,
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout))
end
"""


def lua_string(data):
    level = "=" * 8
    return f"[{level}[\n{data}]{level}]"


def wrk(url, path, request, folder, concurrency, calls, rate):
    """wrk counts by time, not by calls: as long as `calls` would take at `rate` a second, whole seconds."""
    script = folder / "wrk.lua"
    headers = "\n".join(f"wrk.headers[{json.dumps(n)}] = {json.dumps(v)}" for n, v in request.headers.items())
    script.write_text(LUA.format(body=lua_string(request.body.decode()), headers=headers))
    seconds = max(1, min(30, round(calls / rate)))
    with open(folder / "wrk.out", "w+") as out:
        used = measure(["wrk", "-t1", f"-c{concurrency}", f"-d{seconds}s", "--timeout", "30s", "-s", script, url + path],
                       stdout=out, stderr=subprocess.STDOUT, limit=120)
        out.seek(0)
        text = out.read()
    found = re.search(r"BENCH (\d+) (\d+)", text)
    if used.status != 0 or not found or int(found[2]) > concurrency or int(found[1]) == 0:
        raise RuntimeError("wrk: " + text[-300:])
    return used.cpu / int(found[1])


def h2load(url, path, request, folder, concurrency, calls, limit=600):
    """The usage of a whole h2load, which speaks HTTP/1.1 here and checks no certificate."""
    body = folder / "body"
    body.write_bytes(request.body)
    headers = [part for n, v in request.headers.items() for part in ("-H", f"{n}: {v}")]
    with open(folder / "h2load.out", "w+") as out:
        used = measure(["h2load", "--h1", "-t1", f"-c{concurrency}", f"-n{calls}", "-d", body, *headers, url + path],
                       stdout=out, stderr=subprocess.STDOUT, limit=limit)
        out.seek(0)
        text = out.read()
    found = re.search(r"status codes: (\d+) 2xx", text)
    if used.status != 0 or not found or int(found[1]) < calls:
        raise RuntimeError("h2load: " + text[-300:])
    return used
