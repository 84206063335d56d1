"""Where and of what a measurement was made. The commit is the tree's: a program of another tree may be of another."""

import datetime
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path


def said(*command):
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=20)
    except OSError:
        return ""
    return (done.stdout + done.stderr).strip()


def version(command, *arguments, pattern=r"\d+(?:\.\d+)+"):
    found = re.search(pattern, said(command, *arguments)) if shutil.which(command) else None
    return found[0] if found else None


def facts(root, program):
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return {
        "cpu": model[1] if model else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "kernel": platform.release(),
        "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20,
        "load_before": round(os.getloadavg()[0], 2),
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "program": str(program),
        "commit": said("git", "-C", root, "rev-parse", "--short", "HEAD"),
        "versions": {
            "preceptron": said(program, "--version").rpartition(" ")[2],
            "nginx": version("nginx", "-v"), "wrk": version("wrk", "-v"), "h2load": version("h2load", "--version"),
            "openssl": version("openssl", "version"), "curl": version("curl", "--version"),
            "node": version("node", "--version"), "python": platform.python_version(),
        },
    }
