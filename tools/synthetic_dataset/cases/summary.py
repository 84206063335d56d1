"""A benchmark that no task file knows: a run reports its entries and leaves them out."""

QUESTION = "Summarize the encounter for the referring clinician in at most three sentences."

CASES = [
    dict(
        key="follow-up-copd",
        vignette="A 67-year-old man was seen two weeks after a hospital stay for an exacerbation of COPD. He has "
        "finished prednisone, uses tiotropium once daily and walks 300 meters. Oxygen saturation is 93% on room air.",
        answers=[
            (4, "Two weeks after discharge for an exacerbation of COPD he has recovered to 300 meters of walking, with "
                "a saturation of 93% on room air. Prednisone is finished and tiotropium continues."),
            (3, "He is better after his COPD exacerbation and continues tiotropium; saturation is 93%."),
            (2, "Follow-up after hospital stay. Stable."),
            (0, "The patient was seen for knee pain and will have an MRI.")]),
    dict(
        key="follow-up-thyroid",
        vignette="A 39-year-old woman with Graves disease was seen after three months of methimazole 10 mg. The pulse "
        "is 78, weight is stable, thyrotropin is still suppressed and free thyroxine is normal. She plans a pregnancy.",
        answers=[
            (4, "After three months of methimazole 10 mg her Graves disease is clinically controlled, with normal free "
                "thyroxine and suppressed thyrotropin. She plans a pregnancy, so treatment has to be discussed."),
            (3, "Graves disease is controlled on methimazole with normal free thyroxine."),
            (2, "Thyroid check, continue tablets."),
            (1, "She was seen for weight gain.")]),
]
