"""What a physician's grade is beside an answer's worth: the same, most of the time.

All take the worth, the scale's maximum and a function that returns a float in [0, 1).
"""

BOND = (0.0, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0)


def bond_grade(score, _, rng):
    """The worth of an answer, now and then one step or two of the scale away from it."""
    draw = rng()
    if draw < 0.78:
        return score
    steps = 1 if draw < 0.92 else 2
    index = BOND.index(score) + (steps if rng() < 0.5 else -steps)
    return BOND[max(0, min(len(BOND) - 1, index))]


def summed_grade(score, most, rng):
    """A sum of points that two graders add up differently by a half, a whole or two points."""
    draw = rng()
    if draw < 0.62:
        return score
    distance = 0.5 if draw < 0.84 else 1.0 if draw < 0.96 else 2.0
    return max(0.0, min(most, score + (distance if rng() < 0.5 else -distance)))


def plan_grade(score, most, rng):
    """A whole number from 0; one in twelve is a point away."""
    if rng() < 11 / 12:
        return score
    return max(0.0, min(most, score + (1.0 if rng() < 0.5 else -1.0)))
