"""Growth as a picture: a column for each thing that is doubled; above, what a call costs; below, memory."""

import math

TITLES = {"entries": "entries", "judges": "judges", "journal": "results in the journal", "concurrency": "calls in flight"}
PANEL, HEIGHT, GAP, LEFT, TOP, BETWEEN = 176, 120, 58, 54, 34, 58
# The page's own colour scheme decides, also where the picture is an <img>.
STYLE = """
svg { --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --grid: #d1d9e0; --cost: #0969da; --memory: #bc4c00; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #0d1117; --ink: #f0f6fc; --faint: #9198a1; --grid: #3d444d; --cost: #58a6ff; --memory: #f0883e; }
}
.paper { fill: var(--paper); }
text { font: 11px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--faint); }
.title { font-size: 12px; font-weight: 600; fill: var(--ink); }
.grid { stroke: var(--grid); stroke-width: 1; }
.cost { stroke: var(--cost); fill: none; } .memory { stroke: var(--memory); fill: none; }
.cost, .memory { stroke-width: 2; stroke-linejoin: round; }
circle.cost { fill: var(--cost); stroke: none; } circle.memory { fill: var(--memory); stroke: none; }
"""


def nice_top(value):
    """The least of 1, 2, 5 times a power of ten that is not below `value`."""
    power = 10 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 4, 5, 8, 10) if step * power >= value)


def short(number):
    for size, letter in ((1_000_000, "M"), (1000, "k")):
        if number >= size:
            return f"{number / size:.3g}{letter}"
    return f"{number:g}"


def text(x, y, words, anchor="middle", kind="label"):
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'


def panel(points, field, kind, left, top, most):
    """Doubling is a step to the right; heights begin at nothing, so flat looks flat."""
    out = []
    for part in range(3):
        y = top + HEIGHT - HEIGHT * part / 2
        out.append(f'<line class="grid" x1="{left}" x2="{left + PANEL}" y1="{y:.1f}" y2="{y:.1f}"/>')
        out.append(text(left - 6, y + 4, short(most * part / 2), "end"))
    places = [(left + PANEL * i / max(1, len(points) - 1), top + HEIGHT - HEIGHT * point[field] / most)
              for i, point in enumerate(points)]
    out.append(f'<polyline class="{kind}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>')
    for (x, y), point in zip(places, points):
        out.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{point["x"]:,}: {point[field]:,.1f}</title>'
                   "</circle>")
    for i in (0, len(points) - 1):
        out.append(text(places[i][0], top + HEIGHT + 16, short(points[i]["x"])))
    return out


def growth_chart(found):
    width = LEFT + len(found) * (PANEL + GAP) - GAP + 20
    height = TOP + 2 * HEIGHT + BETWEEN + 44
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
           'aria-label="What a call costs, and memory, as entries, judges, journal and concurrency are doubled">',
           f"<style>{STYLE}</style>", f'<rect class="paper" width="{width}" height="{height}"/>']
    lower = TOP + HEIGHT + BETWEEN
    out.append(text(12, 18, "µs of CPU a call", "start", "title"))
    out.append(text(12, lower - 12, "MiB of memory", "start", "title"))
    for column, (name, points) in enumerate(found.items()):
        left = LEFT + column * (PANEL + GAP)
        for field, kind, top in (("cpu_us", "cost", TOP), ("memory_mib", "memory", lower)):
            # One scale for all costs, so that columns can be compared; memory differs too much for that.
            shown = [p[field] for ps in found.values() for p in ps] if kind == "cost" else [p[field] for p in points]
            out += panel(points, field, kind, left, top, nice_top(max(shown)))
        out.append(text(left + PANEL / 2, height - 10, TITLES[name], kind="title"))
    return "\n".join([*out, "</svg>", ""])
