#!/usr/bin/env python3
"""The job of bench_bootstrap in numpy, for comparison, and both timed in one run.

    bootstrap_numpy.py ITEMS.csv PREDICTIONS.csv [--binary BENCH_BOOTSTRAP] [--replicates 10000]

Per task and judge 12 statistics, resampled by case, with percentile, BCa and jackknife-t intervals.
Vectorised as far as it goes: the tables of all replicates are one matrix product. Tasks of seven
cases or fewer are enumerated, as the program does. Needs numpy only; one thread (set before the import).
"""

import argparse
import csv
import itertools
import math
import os
import statistics
import subprocess
import time
from collections import Counter, defaultdict

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np  # noqa: E402

NORMAL = statistics.NormalDist()


def read(items, predictions):
    """Per task: case numbers, grades, and each judge's scores (NaN = missing); management over max_score."""
    tasks = defaultdict(lambda: {"case": [], "grade": [], "most": [], "scores": {}})
    place = {}
    for row in csv.DictReader(open(items)):
        task = tasks[row["task"]]
        place[row["id"]] = (row["task"], len(task["case"]))
        task["case"].append(row["case_id"])
        task["grade"].append(float(row["grade"]))
        task["most"].append(float(row["max_score"]))
    for row in csv.DictReader(open(predictions)):
        name, at = place[row["id"]]
        column = tasks[name]["scores"].setdefault(row["judge"], np.full(len(tasks[name]["case"]), np.nan))
        column[at] = float(row["predicted_score"] or "nan")
    for name, task in tasks.items():
        scale = np.array(task["most"]) if name == "management_reasoning" else 1.0
        task["grade"] = np.array(task["grade"]) / scale
        task["scores"] = {judge: column / scale for judge, column in task["scores"].items()}
        numbers = {}
        task["case"] = np.array([numbers.setdefault(c, len(numbers)) for c in task["case"]])
    return tasks


def case_tables(case, cases, grade, score):
    values = np.unique(np.round(np.concatenate([grade, score]), 9))
    cell = np.searchsorted(values, np.round(grade, 9)) * len(values) + np.searchsorted(values, np.round(score, 9))
    tables = np.zeros((cases, len(values) ** 2))
    np.add.at(tables, (case, cell), 1)
    return values, tables


def statistics_of(tables, values):
    """Rows are tables: twelve statistics each."""
    size = len(values)
    t = tables.reshape(-1, size, size)
    n = t.sum((1, 2))
    row, column = t.sum(2), t.sum(1)
    distance = np.abs(values[:, None] - values[None, :])
    share = lambda weights: (t * weights).sum((1, 2)) / n
    mean_g, mean_p = row @ values / n, column @ values / n
    sgg = row @ values**2 / n - mean_g**2
    spp = column @ values**2 / n - mean_p**2
    sgp = np.einsum("bij,i,j->b", t, values, values, optimize=True) / n - mean_g * mean_p
    rank_g, rank_p = np.cumsum(row, 1) - row / 2, np.cumsum(column, 1) - column / 2
    centre = (n / 2)[:, None]
    rg, rp = rank_g - centre, rank_p - centre
    spearman = np.einsum("bij,bi,bj->b", t, rg, rp, optimize=True) / np.sqrt(
        (row * rg**2).sum(1) * (column * rp**2).sum(1))
    above = np.cumsum(np.cumsum(t, 1), 2)
    lower = np.zeros_like(t)
    lower[:, 1:, 1:] = above[:, :-1, :-1]
    concordant = (t * lower).sum((1, 2))
    to_right = np.cumsum(np.cumsum(t, 1)[:, :, ::-1], 2)[:, :, ::-1]
    upper = np.zeros_like(t)
    upper[:, 1:, :-1] = to_right[:, :-1, 1:]
    discordant = (t * upper).sum((1, 2))
    pairs = lambda margin: n * (n - 1) / 2 - (margin * (margin - 1) / 2).sum(1)
    tau = (concordant - discordant) / np.sqrt(pairs(row) * pairs(column))
    exact = share(distance == 0)
    chance = (row * column).sum(1) / n**2
    mae, square = share(distance), share(distance**2)
    linear = np.einsum("bi,ij,bj->b", row, distance, column, optimize=True) / n**2
    quadratic = np.einsum("bi,ij,bj->b", row, distance**2, column, optimize=True) / n**2
    return np.stack([exact, share(distance <= 1 + 1e-9), mae, np.sqrt(square), mean_p - mean_g,
                     sgp / np.sqrt(sgg * spp), spearman, tau, (exact - chance) / (1 - chance), 1 - mae / linear,
                     1 - square / quadratic, sgp / spp])


def in_pieces(counts, tables, values):
    piece = max(1, 4_000_000 // tables.shape[1])
    return np.concatenate([statistics_of(counts[i:i + piece] @ tables, values)
                           for i in range(0, len(counts), piece)], 1)


def draws(cases, replicates, rng):
    """Counts of each case in each replicate, and the replicates' probabilities (None = alike)."""
    if cases > 7:
        return rng.multinomial(cases, np.full(cases, 1 / cases), replicates).astype(float), None
    counts, weights = [], []
    for drawn in itertools.combinations_with_replacement(range(cases), cases):
        times = Counter(drawn)
        counts.append([times[c] for c in range(cases)])
        ways = math.factorial(cases) / math.prod(math.factorial(k) for k in times.values())
        weights.append(ways / cases**cases)
    return np.array(counts, float), np.array(weights)


def quantile(x, weights, p):
    if weights is None:
        return np.quantile(x, p)
    order = np.argsort(x)
    return x[order][np.searchsorted(np.cumsum(weights[order]), p - 1e-12)]


def intervals(theta, replicates, weights, left_out):
    """Limits of the percentile and the BCa interval, and the jackknife's standard error."""
    keep = np.isfinite(replicates)
    x, w = replicates[keep], None if weights is None else weights[keep] / weights[keep].sum()
    plain = [quantile(x, w, 0.025), quantile(x, w, 0.975)]
    below = (x < theta - 1e-12) + 0.5 * (np.abs(x - theta) <= 1e-12)
    below = below.mean() if w is None else (below * w).sum()
    u = left_out.mean() - left_out
    bca = plain
    if 0 < below < 1 and (u**2).sum() > 1e-28:
        z0, a = NORMAL.inv_cdf(below), (u**3).sum() / (6 * (u**2).sum() ** 1.5)
        levels = [NORMAL.cdf(z0 + (z0 + z) / (1 - a * (z0 + z))) for z in (-1.959963984540054, 1.959963984540054)]
        bca = [quantile(x, w, level) for level in levels]
    c = len(left_out)
    return plain, bca, math.sqrt((c - 1) / c * (u**2).sum())


def job(tasks, replicates, seed=1):
    rng = np.random.default_rng(seed)
    series = 0
    for task in tasks.values():
        cases = int(task["case"].max()) + 1
        counts, weights = draws(cases, replicates, rng)
        without = 1 - np.eye(cases)
        for score in task["scores"].values():
            there = np.isfinite(score)
            values, tables = case_tables(task["case"][there], cases, task["grade"][there], score[there])
            with np.errstate(invalid="ignore", divide="ignore"):
                theta = in_pieces(np.ones((1, cases)), tables, values)[:, 0]
                resampled = in_pieces(counts, tables, values)
                left_out = in_pieces(without, tables, values)
            for s in range(len(theta)):
                intervals(theta[s], resampled[s], weights, left_out[s])
                series += 1
    return series


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("items")
    parser.add_argument("predictions")
    parser.add_argument("--binary", help="bench_bootstrap, to be timed beside")
    parser.add_argument("--replicates", type=int, default=10_000)
    options = parser.parse_args()
    tasks = read(options.items, options.predictions)
    start = time.perf_counter()
    cpu = time.process_time()
    series = job(tasks, options.replicates)
    print("numpy: %d series, %d replicates: %.2f s (%.2f s of CPU)" %
          (series, options.replicates, time.perf_counter() - start, time.process_time() - cpu))
    if options.binary:
        subprocess.run([options.binary, options.items, options.predictions, "1", "3"], check=True)


if __name__ == "__main__":
    main()
