#!/usr/bin/env python3
"""Checks every #include of src/ against the floors of src/README.md.

A folder may include itself, `core`, what its row of FLOORS names, and the standard library and
POSIX. Nothing is inherited: what a floor below may use is no permission for the one above.

    tools/check_floors.py [SRC]

Prints a line for each include that breaks a rule. Exit status: 1 if there is one.
"""

import re
import sys
from pathlib import Path

# folder: (other folders, libraries). The order is that of the house, from the ground up.
FLOORS = {
    "boost_impl":   ([], ["Asio", "Beast", "Boost.JSON", "Boost.URL"]),
    "portable":     ([], []),  # stands in for a newer glibc
    "core":         ([], ["Boost.System", "Boost.CRC", "OpenSSL"]),  # OpenSSL: digests, and wiping of secrets

    # The pure wing: waits for nothing, so no Asio.
    "benchmark":    ([], ["Boost.JSON"]),
    "wire":         ([], ["zlib"]),  # bodies may come compressed
    "agreement":    ([], ["Boost.Math"]),
    "config":       (["benchmark"], ["yaml-cpp", "libinih", "Boost.JSON"]),  # JSON: extra_body, manifest
    "dataset":      (["benchmark"], ["Boost.JSON", "zlib"]),
    "judging":      (["benchmark"], ["Boost.JSON", "yaml-cpp"]),
    "pacing":       (["benchmark", "wire"], []),
    "provider":     (["benchmark", "wire"], ["Boost.JSON", "Boost.URL"]),
    "journal":      (["benchmark"], ["Boost.JSON"]),
    "results":      (["benchmark", "journal", "dataset", "agreement"], ["Boost.JSON"]),
    "analysis":     (["results", "agreement"], ["yaml-cpp"]),  # published_agreement.yaml
    "report":       (["benchmark", "results", "analysis", "agreement"], ["Boost.JSON"]),

    # The async wing. Asio brings its error codes, which are Boost.System's.
    "async":        ([], ["Asio", "Boost.System"]),
    "net":          (["wire", "async"], ["Asio", "Beast", "Boost.System", "Boost.URL", "OpenSSL"]),
    "runner":       (["benchmark", "wire", "judging", "provider", "pacing", "journal", "async", "net"],
                     ["Asio", "Boost.System", "Boost.JSON"]),
    "session":      (["benchmark", "wire", "config", "dataset", "judging", "provider", "pacing", "journal",
                      "results", "async", "net", "runner"],
                     ["Asio", "Boost.JSON"]),

    # Shares nothing with what it is there to test.
    "simulator":    ([], ["Asio", "Beast", "Boost.System", "Boost.JSON", "OpenSSL"]),

    "cli":          (["benchmark", "wire", "agreement", "config", "dataset", "judging", "pacing", "provider",
                      "journal", "results", "analysis", "report", "async", "net", "runner", "session", "simulator"],
                     ["CLI11", "Boost.JSON"]),  # JSON: settings kept in a manifest
    "main.cpp":     (["cli"], []),
}

# One file that may use one library more, and why.
EXCEPTIONS = {
    ("cli/cmd_demo.cpp", "Asio"): "runs the simulator on an event loop beside the run's own",
}

LIBRARIES = {  # by the first part of a header's path, within boost/ by the second
    "openssl": "OpenSSL", "yaml-cpp": "yaml-cpp", "ini.h": "libinih", "INIReader.h": "libinih",
    "zlib.h": "zlib", "CLI": "CLI11",
    "boost/asio": "Asio", "boost/beast": "Beast", "boost/json": "Boost.JSON", "boost/url": "Boost.URL",
    "boost/math": "Boost.Math", "boost/crc": "Boost.CRC", "boost/system": "Boost.System",
}

SYSTEM = re.compile(
    r"[a-z_0-9]+"  # the standard library
    r"|(sys|netinet|arpa|ext)/[a-z_0-9]+\.h"
    r"|(dirent|fcntl|malloc|pwd|unistd|netdb|poll|signal|link|pthread|termios|[enw]mmintrin)\.h")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)


def library(header):
    """The library's name; None for the system's own; "" when nobody has heard of it."""
    if SYSTEM.fullmatch(header):
        return None
    parts = header.split("/")
    key = "/".join(parts[:2]) if parts[0] == "boost" else parts[0]
    return LIBRARIES.get(key.removesuffix(".hpp"), "")


def complaint(folder, quote, header):
    """What is wrong with an include in this folder, and which library it is about; ("", "") when it is right."""
    folders, libraries = FLOORS[folder]
    if quote == '"':
        other = header.split("/")[0]
        if other in (folder, "core") or other in folders:
            return "", ""
        if other not in FLOORS:
            return f'"{header}": includes begin with a folder of src/', ""
        return f"{folder} must not include {other}", ""
    used = library(header)
    if used is None or used in libraries:
        return "", ""
    return (f"{folder} must not use {used}" if used else f"<{header}>: of no library that the table knows"), used


def violations(src):
    found, excused = [], set()
    for path in sorted(p for p in src.rglob("*") if p.suffix in (".cpp", ".hpp")):
        name = path.relative_to(src).as_posix()
        folder = name.split("/")[0]
        if folder not in FLOORS:
            found.append(f"{name}:1: '{folder}' has no row in the table of floors")
            continue
        text = path.read_text(encoding="utf-8")
        for include in INCLUDE.finditer(text):
            what, used = complaint(folder, *include.groups())
            if (name, used) in EXCEPTIONS:
                excused.add((name, used))
            elif what:
                line = text.count("\n", 0, include.start(2)) + 1
                found.append(f"{name}:{line}: {what}")
    for name, used in EXCEPTIONS.keys() - excused:
        if (src / name).exists():
            found.append(f"{name}:1: no longer uses {used}: take the exception out of the table")
    return found


def main(arguments):
    src = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[1] / "src"
    found = violations(src)
    for line in found:
        print(f"{src.name}/{line}")
    return 1 if found else 0


if __name__ == "__main__":
    if {"-h", "--help"} & set(sys.argv[1:]):
        sys.exit(print(__doc__))
    sys.exit(main(sys.argv[1:]))
