#!/usr/bin/env python3
"""Writes a C++ source that holds files byte for byte.

The function it defines is declared by whoever uses the files:

    std::span<const preceptron::embedded_file> NAME();

An embedded file goes by its name without the folder; two of one name are an error.
"""

import argparse
import pathlib
import sys


def literal(line: bytes) -> str:
    """A C string literal of these bytes; all but plain ASCII as three octal digits."""
    plain = {b: chr(b) for b in range(0x20, 0x7F)}
    plain.update({0x0A: "\\n", 0x22: '\\"', 0x5C: "\\\\", 0x3F: "\\?"})
    return '"' + "".join(plain.get(b) or f"\\{b:03o}" for b in line) + '"'


def source(function: str, files: list[pathlib.Path]) -> str:
    namespace, _, name = function.rpartition("::")
    arrays, rows = [], []
    for number, path in enumerate(files):
        lines = path.read_bytes().splitlines(keepends=True) or [b""]
        text = "\n    ".join(literal(line) for line in lines)
        arrays.append(f"constexpr char text_{number}[] =\n    {text};\n")
        file_name = literal(path.name.encode())
        rows.append(f"    {{{file_name}, std::string_view(text_{number}, sizeof text_{number} - 1)}},\n")
    return (
        "// Written by tools/embed_files.py.\n"
        '#include "core/embedded_file.hpp"\n\n'
        "#include <array>\n"
        "#include <span>\n\n"
        f"namespace {namespace} {{\n\n"
        f"std::span<const preceptron::embedded_file> {name}();\n\n"
        "namespace {\n\n"
        + "\n".join(arrays)
        + f"\nconstexpr std::array<preceptron::embedded_file, {len(files)}> table{{{{\n"
        + "".join(rows)
        + "}};\n\n} // namespace\n\n"
        f"std::span<const preceptron::embedded_file> {name}() {{\n    return table;\n}}\n\n"
        f"}} // namespace {namespace}\n"
    )


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--output", required=True, type=pathlib.Path)
    arguments.add_argument("--function", required=True, help="with its namespaces: a::b::name")
    arguments.add_argument("files", nargs="+", type=pathlib.Path)
    given = arguments.parse_args()
    names = [path.name for path in given.files]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        print(f"embed_files: named twice: {', '.join(twice)}", file=sys.stderr)
        return 1
    given.output.write_text(source(given.function, given.files), encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
