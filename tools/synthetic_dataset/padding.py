"""Sentences that any clinical answer may contain: they make an answer long, never better or worse."""

from itertools import accumulate

SENTENCES = (
    "I would confirm the medication list with the pharmacy and the family.",
    "The order of events matters here, so I would take the history once more, alone with the patient.",
    "Vital signs should be repeated every hour until the trend is clear.",
    "Pretest probability is shifted by age and by the tempo of the illness.",
    "Earlier records and images ought to be requested today.",
    "Allergies and past reactions have to be checked before anything is ordered.",
    "No single finding settles the matter; the pattern does.",
    "If the course changes, I would reconsider every step of this assessment.",
    "Travel, work, animals and hobbies deserve one more question.",
    "A colleague who has not seen the patient should hear the story and be asked what was missed.",
    "I would write down what result would change my mind before I see it.",
    "Anchoring on the first impression is the main danger at this point.",
    "Family history is incomplete and worth a telephone call.",
    "The physical examination should be repeated in good light, skin and joints included.",
    "Laboratory values need a baseline from before this illness.",
    "Common conditions with unusual faces remain more frequent than rare ones.",
    "It helps to separate what is known from what is assumed.",
    "The patient should be told what we think, what we do not know, and when we will know more.",
    "Results that arrive after hours need a named person who acts on them.",
    "Where two explanations compete, the more dangerous one is excluded first.",
    "Kidney and liver function will decide which doses are safe.",
    "I would avoid a test whose result could not alter the next decision.",
    "Time is a diagnostic instrument, provided that safety nets are in place.",
    "The nurse who admitted the patient may have noticed what the chart leaves out.",
    "I see no reason to repeat what another hospital has already done well.",
    "Findings that do not fit should be listed rather than explained away.",
    "A normal value early in an illness does not carry the weight of a normal value late.",
    "The threshold for escalation should be agreed upon before the night.",
    "Some of these considerations overlap, and more than one process may be at work.",
    "The plan stays open to revision when new information comes.",
)

TEXT = " ".join(SENTENCES)
STARTS = (0, *(end for end in accumulate(len(s) + 1 for s in SENTENCES)))[:-1]


def padding(length, rng):
    """About `length` characters of whole sentences, beginning at a random one; "" below 40."""
    if length < 40:
        return ""
    start = STARTS[int(rng() * len(STARTS))]
    text = TEXT[start:] + " "
    while len(text) < length:
        text += TEXT + " "
    end = text.find(". ", max(0, length - 60))
    return text[: end + 1]
