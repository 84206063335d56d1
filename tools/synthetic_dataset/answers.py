"""Puts an answer together from a case's fragments and says what it is worth.

`quality` runs from 0 to 1 and steers chance, it is not the score: the score is what the fragments
that went in are worth on the task's scale. `rng` is a function that returns a float in [0, 1).
"""

from .padding import padding

OPENERS = ("", "Assessment:\n", "Thank you for this case.\n", "My reading of the case follows.\n")


def pick(items, rng):
    return items[int(rng() * len(items))]


def level(quality, steps):
    """The first level whose threshold `quality` exceeds; `steps` ends with threshold -1."""
    for threshold, value in steps:
        if quality > threshold:
            return value
    raise ValueError("steps must end with a threshold of -1")


def shuffled(items, rng):
    """A new list in random order; random.shuffle's draws are not promised to stay the same."""
    keyed = [(rng(), i) for i in range(len(items))]
    keyed.sort()
    return [items[i] for _, i in keyed]


def finish(opener, body, chars, rng):
    """Opener, body and as many neutral sentences as `chars` leaves room for."""
    rest = padding(chars - len(opener) - len(body), rng)
    return f"{opener}{body}\n\n{rest}" if rest else opener + body


# -------------------------------------------------------------------------------- differential

BOND_STEPS = ((0.64, 5), (0.50, 4), (0.38, 3), (0.26, 2), (-1, 0))
BOND_FIELDS = {5: "exact", 4: "close", 3: "related", 2: "remote"}


def numbered(items):
    return "\n".join(f"{i}. {name}: {why}." for i, (name, why) in enumerate(items, 1))


def bold(items):
    return "\n".join(f"- **{name}** – {why}." for name, why in items)


def running(items):
    (first, why), *others = items
    rest = "; ".join(f"{n} ({w})" for n, w in others)
    return f"Leading diagnosis – {first}: {why}. Also possible – {rest}."


def terse(items):
    return "Ddx: " + ", ".join(name for name, _ in items) + "."


def differential(case, quality, chars, rng):
    """A list of diagnoses whose best item is worth the score; its rank is left to chance."""
    score = level(quality, BOND_STEPS)
    items = shuffled(case["wrong"], rng)[: 2 + int(rng() * 3)]
    for value, field in BOND_FIELDS.items():
        if value == score or (value < score and rng() < 0.35):
            items.append(pick(case[field], rng))
    items = shuffled(items, rng)
    form = pick((numbered, bold, running), rng) if chars > 500 else pick((numbered, terse), rng)
    return finish(pick(OPENERS, rng), form(items), chars, rng), float(score)


# ---------------------------------------------------------------------------------- testing plan


def testing_plan(case, quality, chars, rng):
    score = level(quality, ((0.55, 2), (0.33, 1), (-1, 0)))
    body = pick(case[("unhelpful", "helpful", "right")[score]], rng)
    if score == 2 and rng() < 0.4:
        body += " " + pick(case["helpful"], rng)
    return finish(pick(OPENERS, rng), body, chars, rng), float(score)


# ---------------------------------------------------------------------------------------- R-IDEA

R_IDEA_PARTS = (("summary", 4), ("differential", 2), ("lead", 2), ("alternatives", 2))


def r_idea(case, quality, chars, rng):
    texts, score = [], 0
    for part, most in R_IDEA_PARTS:
        points = min(most, int((quality + 0.3 * (rng() - 0.45)) * (most + 1)))
        points = max(0, points)
        score += points
        texts.append(pick(case[part][points], rng))
    return finish("", "\n\n".join(t for t in texts if t), chars, rng), float(score)


# -------------------------------------------------------------------------- structured reflection


def reflection(case, quality, chars, rng):
    score, texts = 0.0, []
    weak = shuffled(case["off"], rng)
    for rank, (name, support, oppose) in enumerate(case["diagnoses"]):
        if rng() < quality + 0.25 - 0.1 * rank:
            kept = [[f for f in findings if rng() < quality + 0.1] for findings in (support, oppose)]
            score += 1 + len(kept[0]) + len(kept[1])
        else:
            name, finding = weak[rank]
            kept = [[finding], []]
        pro, con = ("; ".join(findings) or "none stated" for findings in kept)
        texts.append(f"{rank + 1}. {name}\n   For: {pro}.\n   Against: {con}.")
    points = level(quality + 0.3 * (rng() - 0.5), ((0.5, 2), (0.32, 1), (-1, 0)))
    final = (weak[0][0], case["near"], case["diagnoses"][0][0])[points]
    steps = [s for s in case["next"] if rng() < quality + 0.1]
    score += points + (0, 1, 1.5, 2)[len(steps)]
    texts.append(f"Final diagnosis: {final}.")
    texts.append("Next steps: " + ("; ".join(steps) or "observe and repeat routine laboratory tests") + ".")
    return finish("", "\n".join(texts), chars, rng), score


# ------------------------------------------------------------------------------------ management


def management(question, quality, chars, rng):
    """`question` is (text, rubric items, weak sentences)."""
    _, rubric, weak = question
    score, sentences = 0, []
    for points, _, sentence in rubric:
        if rng() < quality:
            sentences.append(sentence)
            score += points
    if rng() > quality or not sentences:
        sentences.append(pick(weak, rng))
    body = "\n".join("- " + s for s in sentences) if rng() < 0.5 else " ".join(sentences)
    return finish(pick(OPENERS, rng), body, chars, rng), float(score)
