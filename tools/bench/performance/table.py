"""What was measured, beside its yardstick and its targets: rows, and the table they make."""

import statistics
from dataclasses import asdict, dataclass

WIDTHS = (41, 9, 17, 7, 7, 6, 7)  # 100 columns with a blank between two
TITLES = ("what", "ours", "yardstick", "ratio", "first", "goal", "verdict")


@dataclass
class Row:
    what: str
    unit: str
    ours: float = None
    yardstick: str = ""
    theirs: float = None
    first: float = None
    goal: float = None
    compared: str = "ours"  # what the targets bind: ours or ratio
    more_is_better: bool = False
    note: str = ""  # why there is no figure, or how it was got

    @property
    def ratio(self):
        return self.ours / self.theirs if self.ours is not None and self.theirs else None

    @property
    def verdict(self):
        value = self.ratio if self.compared == "ratio" else self.ours
        if value is None:
            return "none"
        reaches = (lambda target: value >= target) if self.more_is_better else (lambda target: value <= target)
        if self.goal is not None and reaches(self.goal):
            return "goal"
        if self.first is None:
            return ""
        return "first" if reaches(self.first) else "missed"

    def as_json(self):
        return {**asdict(self), "ratio": self.ratio, "verdict": self.verdict}

    @staticmethod
    def from_json(found):
        return Row(**{name: found[name] for name in Row.__dataclass_fields__})


def median(values):
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def figure(value, unit=""):
    if value is None:
        return "—"
    if unit == "%":
        return f"{value:.2f} %" if value < 10 else f"{value:.1f} %"
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
    return f"{text} {unit}".rstrip()


def target(row, value):
    if value is None:
        return ""
    sign = "≥" if row.more_is_better else "≤"
    return f"{sign} {value:g}" + (" %" if row.unit == "%" and row.compared == "ours" else "")


def cells(row):
    theirs = f"{row.yardstick} {figure(row.theirs)}".strip() if row.theirs is not None else row.yardstick
    return (row.what, figure(row.ours, row.unit), theirs, figure(row.ratio) if row.ratio is not None else "",
            target(row, row.first), target(row, row.goal), row.verdict)


def text_table(rows):
    def line(values):
        first, *others = values
        return " ".join([first.ljust(WIDTHS[0]), *(v.rjust(w) for v, w in zip(others, WIDTHS[1:]))]).rstrip()
    lines = [line(TITLES), line(["─" * w for w in WIDTHS])]
    for row in rows:
        lines.append(line(cells(row)))
        if row.ours is None and row.note:
            lines.append("  " + row.note[:96])
    return "\n".join(lines)


def markdown_table(rows):
    lines = ["| " + " | ".join(TITLES) + " |", "|---|" + "--:|" * (len(TITLES) - 2) + "---|"]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in cells(row)) + " |" for row in rows]
    return "\n".join(lines)
