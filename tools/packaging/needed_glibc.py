#!/usr/bin/env python3
"""Which glibc a program needs: prints the version. Refuses one that would not start elsewhere.

    tools/packaging/needed_glibc.py --at-most 2.31 PROGRAM

Exit status 1, with every reason named: a symbol of a newer glibc, or a shared library besides glibc's own.
"""

import argparse
import re
import subprocess
import sys

# What glibc consists of; before 2.34, threads and dlopen are libraries of their own.
OWN_LIBRARIES = re.compile(r"(libc|libm|libpthread|libdl|librt|libresolv|ld-linux-[a-z0-9-]+)\.so\.[0-9]+")
# "0000000000000000      DF *UND*  0000000000000000 (GLIBC_2.34) pthread_create", the brackets for some
UNDEFINED = re.compile(r"\*UND\*\s+[0-9a-f]+\s+\(?GLIBC_([0-9.]+|PRIVATE)\)?\s+(\S+)")


def objdump(flag, program):
    return subprocess.run(["objdump", flag, program], check=True, capture_output=True, text=True).stdout


def number(version):
    return tuple(int(part) for part in version.split("."))


def examine(listing, headers, limit):
    """The newest version needed, and what speaks against shipping the program."""
    newest, complaints = "2.0", []
    for version, name in UNDEFINED.findall(listing):
        if version == "PRIVATE":
            complaints.append(f"{name} is glibc's own affair, and may change")
        elif number(version) > number(limit):
            complaints.append(f"{name} needs glibc {version}; at most {limit} is wanted")
        else:
            newest = max(newest, version, key=number)
    complaints += [f"{name} would have to be there, too" for name in re.findall(r"^\s*NEEDED\s+(\S+)", headers, re.M)
                   if not OWN_LIBRARIES.fullmatch(name)]
    return newest, complaints


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("--at-most", metavar="VERSION", required=True)
    wanted = arguments.parse_args()
    newest, complaints = examine(objdump("-T", wanted.program), objdump("-p", wanted.program), wanted.at_most)
    for complaint in complaints:
        print(f"{wanted.program}: {complaint}", file=sys.stderr)
    if complaints:
        return 1
    print(newest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
