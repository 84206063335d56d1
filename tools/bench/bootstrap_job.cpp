// Times the whole resampling job of an analysis: tasks x judges x 12 statistics, 10,000 replicates,
// with percentile, BCa and jackknife-t intervals of every series; tasks of seven cases or fewer are
// enumerated instead.
//   bench_bootstrap ITEMS.csv PREDICTIONS.csv [THREADS] [REPEATS]
// Reads the two files of tests/golden named G50_full_*; reading is not timed.
#include "agreement/bootstrap_interval.hpp"
#include "agreement/jackknife.hpp"
#include "agreement/replicates.hpp"
#include "agreement/task_ratings.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using namespace preceptron::agreement;

namespace {

using row = std::vector<std::string>;

std::vector<row> read_rows(const char* path) {
    std::ifstream in(path);
    std::vector<row> rows;
    std::string line;
    std::getline(in, line); // the header
    while (std::getline(in, line)) {
        std::istringstream cells(line);
        row& r = rows.emplace_back();
        for (std::string cell; std::getline(cells, cell, ',');)
            r.push_back(cell);
    }
    return rows;
}

// items: id,case_id,study,model,task,max_score,grade,...; predictions: judge,family,id,score,status
std::vector<task_ratings> read_tasks(const char* items, const char* predictions) {
    std::map<std::string, task_ratings> tasks;
    std::map<std::string, std::pair<std::string, std::size_t>> place;
    for (const row& r : read_rows(items)) {
        task_ratings& t = tasks[r[4]];
        t.task = r[4];
        place[r[0]] = {r[4], t.size()};
        t.case_ids.push_back(r[1]);
        t.max_scores.push_back(std::stod(r[5]));
        t.grades.push_back(std::stod(r[6]));
    }
    for (const row& r : read_rows(predictions)) {
        const auto& [task, at] = place.at(r[2]);
        task_ratings& t = tasks[task];
        if (t.judges.empty() || t.judges.back().judge != r[0]) {
            std::size_t j = 0;
            while (j < t.judges.size() && t.judges[j].judge != r[0])
                ++j;
            if (j == t.judges.size())
                t.judges.push_back({r[0], std::vector<rating>(t.size())});
        }
        for (judge_scores& j : t.judges)
            if (j.judge == r[0] && r.size() > 3 && !r[3].empty())
                j.scores[at] = std::stod(r[3]);
    }
    std::vector<task_ratings> out;
    for (auto& [name, t] : tasks)
        out.push_back(name == "management_reasoning" ? normalised(t) : std::move(t));
    return out;
}

constexpr table_statistic wanted[] = {
    table_statistic::exact_agreement,    table_statistic::within_one,
    table_statistic::mae,                table_statistic::rmse,
    table_statistic::bias,               table_statistic::pearson,
    table_statistic::spearman,           table_statistic::kendall_tau_b,
    table_statistic::kappa_none,         table_statistic::kappa_linear_value,
    table_statistic::kappa_quadratic_value, table_statistic::calib_slope,
};

struct tally {
    std::size_t series = 0;
    double checksum = 0; // of all limits, so that nothing can be optimised away
};

void add(tally& t, const interval_estimate& i) {
    if (i)
        t.checksum += i->lo + i->hi;
}

void run_task(const task_ratings& task, unsigned threads, tally& t) {
    std::vector<cluster_tables> tables;
    for (std::size_t j = 0; j < task.judges.size(); ++j) {
        const pairs p = complete_pairs(task, j);
        tables.emplace_back(p, observed_scale(p));
    }
    std::vector<const cluster_tables*> judges;
    for (const cluster_tables& c : tables)
        judges.push_back(&c);
    const std::uint32_t cases = tables[0].clusters();
    const resamples draws = cases <= resamples::most_clusters_enumerated
                                ? resamples::exhaustive(cases)
                                : resamples::random(cases, 10000, 1, task.task);
    const auto store = bootstrap_tables(draws, judges, wanted, threads);
    for (std::size_t j = 0; j < judges.size(); ++j) {
        const std::vector<double> theta = read_total(tables[j], wanted);
        const replicate_values left_out = jackknife_tables(tables[j], wanted);
        for (std::size_t s = 0; s < std::size(wanted); ++s) {
            bootstrap_distribution distribution(store[j].of(s), draws.weights());
            add(t, percentile_interval(distribution));
            add(t, bca(distribution, theta[s], left_out.of(s)).interval);
            add(t, jackknife_t_interval(theta[s], left_out.of(s)));
            ++t.series;
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "usage: bench_bootstrap ITEMS.csv PREDICTIONS.csv [THREADS] [REPEATS]\n");
        return 2;
    }
    const unsigned threads = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 1;
    const int repeats = argc > 4 ? std::atoi(argv[4]) : 5;
    const std::vector<task_ratings> tasks = read_tasks(argv[1], argv[2]);
    for (int i = 0; i < repeats; ++i) {
        tally t;
        const std::clock_t cpu_start = std::clock();
        const auto start = std::chrono::steady_clock::now();
        for (const task_ratings& task : tasks)
            run_task(task, threads, t);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        const double cpu = double(std::clock() - cpu_start) / CLOCKS_PER_SEC; // of all threads
        std::printf("%zu series, %u thread(s): %.3f s (%.3f s of CPU), checksum %.12f\n", t.series, threads,
                    took.count(), cpu, t.checksum);
    }
}
