"""Writes the fuzzers' seeds into a folder, one subfolder a target: from the transcripts, configurations, tables and
journals that other tests use. corpus/ holds what fuzzing has found.

    seeds.py FOLDER
"""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "support"))

from journal_line import framed  # noqa: E402

LETTERS = {"openai": "o", "compat": "o", "openrouter": "r", "anthropic": "a", "azure": "z"}


def write(folder, target, name, data):
    (folder / target).mkdir(parents=True, exist_ok=True)
    (folder / target / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def dechunk(body):
    """As far as the framing goes."""
    data = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        try:
            length = int(size.split(b";")[0], 16)
        except ValueError:
            break
        if length == 0:
            break
        data, body = data + rest[:length], rest[length + 2:]
    return data


def transcripts(folder):
    for path in sorted((TESTS / "transcripts").glob("*.http")):
        head, _, body = path.read_bytes().replace(b"\r\n\r\n", b"\n\n", 1).partition(b"\n\n")
        lines = head.decode("latin-1").split("\n")
        if not lines[0].startswith("HTTP/") or len(lines[0].split()) < 2:
            continue
        fields = dict(line.strip().split(": ", 1) for line in lines[1:] if ": " in line)
        lower = {name.lower(): value for name, value in fields.items()}
        if lower.get("transfer-encoding", "").lower() == "chunked":
            body = dechunk(body)
        letter = LETTERS[path.stem.split("_")[0]]
        first = f"{letter}0{lines[0].split()[1]}{lower.get('content-type', '')}\n"
        write(folder, "response", path.stem, first.encode() + body)
        if "event-stream" in lower.get("content-type", ""):
            write(folder, "events", path.stem, body)
        limits = "".join(f"{n}: {v}\n" for n, v in fields.items() if "limit" in n.lower() or "retry" in n.lower())
        if limits:
            write(folder, "limits", path.stem, limits)


def main(folder):
    transcripts(folder)
    write(folder, "response", "blank_before_error",
          b'o0401text/event-stream\n\n{"error":{"message":"wrong","code":"invalid_api_key"}}')
    for path in [*(TESTS.parent / "configs").glob("*.yaml"), *(TESTS / "config").rglob("*.yaml")]:
        write(folder, "configuration", path.stem, path.read_bytes())
    for path in [*(TESTS.parent / "configs").glob("*.ini*"), *(TESTS / "config").rglob("*.ini*")]:
        write(folder, "keys", path.name, path.read_bytes())
    for path in (TESTS / "golden").glob("*.csv"):
        if path.stat().st_size < 20_000:
            write(folder, "ratings", path.stem, path.read_bytes())
    for i, text in enumerate(('{"score": 3, "justification": "x"}', '```json\n{"score": "2.5/5", "rationale": "y"}\n```',
                              '<think>{"score": 1}</think>{"Score": 5}', 'The score is 4.', '{"result": {"score": 2}}',
                              '{"score": 1e999}', '{"score": 1, "score": 2}', '[{"score": 0}]')):
        write(folder, "verdict", str(i), text)
    for i, text in enumerate(("Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
                              "Fri, 31 Dec 9999 23:59:59 GMT")):
        write(folder, "date", str(i), text)
    key = "ab" * 32
    for i, body in enumerate((
            '{"type":"head","fmt":1,"min_reader":1,"segment":1,"version":"0","run":"r","started":"2026-11-25T00:00:00.000Z"}',
            f'{{"type":"start","key":"{key}","attempt":1,"worst_usd":0.1,"time":"2026-11-25T00:00:00.000Z"}}',
            f'{{"type":"result","seq":1,"key":"{key}","judge":"j","task":"t","entry_id":"e","repeat":0,"attempts":1,"score":3.0,'
            '"time":"2026-11-25T00:00:00.000Z","justification":"x","raw":"y"}',
            f'{{"type":"fail","key":"{key}","judge":"j","task":"t","entry_id":"e","repeat":0,"attempts":1,"class":"timeout",'
            '"retryable":true,"time":"2026-11-25T00:00:00.000Z"}')):
        write(folder, "journal", f"body{i}", body)
        write(folder, "journal", f"line{i}", framed(body.encode()) * 2 + b'{"c":"0000')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
