"""Clinical content of the synthetic dataset, invented for it: no patient, no published case.

A vignette may hold {article}, {age} and {person}; each variant of a case fills them anew, so a few written
cases give as many case ids as are asked for. Every fragment says what it is worth on its task's
scale, which is how an answer's grade is known when the answer is put together.
"""
