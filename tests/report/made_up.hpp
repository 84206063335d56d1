// A small report with something in every chart: two judges, two tasks, three physicians on one of
// them, five systems, a missing score.
#pragma once

#include "report/report_page.hpp"
#include "results/file_ratings.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace preceptron::report::test {

struct made_up_names {
    std::string good = "good-judge", poor = "poor-judge";
    std::string first_task = "cpc_bond", second_task = "r_idea";
    std::string model = "gpt-4", study = "study one";
};

// The same numbers each time, whatever the machine.
inline std::uint32_t made_up_number(std::uint32_t seed) {
    std::uint32_t x = seed * 2654435761U;
    x ^= x >> 15;
    x *= 2246822519U;
    return x ^ (x >> 13);
}

inline std::vector<results::rating_row> made_up_rows(const made_up_names& names, int entries) {
    static constexpr double bond[] = {0, 2, 2.5, 3, 3.5, 4, 4.5, 5};
    std::vector<results::rating_row> rows;
    for (const std::string* task : {&names.first_task, &names.second_task})
        for (int i = 0; i < entries; ++i)
            for (const std::string* judge : {&names.good, &names.poor}) {
                const bool first = task == &names.first_task, good = judge == &names.good;
                const std::uint32_t n = made_up_number(static_cast<std::uint32_t>(2 * i + first));
                const std::uint32_t noise = made_up_number(n + good);
                results::rating_row r;
                r.id = (first ? "b" : "r") + std::to_string(i);
                r.case_id = "case " + std::to_string(i / 4);
                r.task = *task;
                r.study = i % 3 == 0 ? names.study : "study two";
                r.model = i % 5 == 0 ? names.model : "physician-00" + std::to_string(i % 5);
                r.judge = *judge;
                r.max_score = first ? 5.0 : 10.0;
                r.characters = 400 + n % 900;
                const auto level = static_cast<int>(n % (first ? 8 : 11));
                const int off =
                    good ? static_cast<int>(noise % 3) / 2 : static_cast<int>(noise % 5);
                const int given = std::max(0, level - off);
                r.grade = first ? bond[level] : level;
                if (i != 7)
                    r.score = first ? bond[given] : given;
                rows.push_back(r);
            }
    return rows;
}

inline page_input made_up_input(const made_up_names& names = {}, int entries = 120) {
    page_input in;
    const std::vector<results::rating_row> rows = made_up_rows(names, entries);
    std::vector<agreement::long_rating> raters;
    for (int i = 0; i < entries; ++i)
        for (const char* who : {"a", "b", "c"}) {
            const results::rating_row& row = rows[static_cast<std::size_t>(2 * i)];
            const std::uint32_t noise = made_up_number(static_cast<std::uint32_t>(i) + who[0]) % 4;
            raters.push_back({row.id, row.case_id, who,
                              noise == 0 ? std::max(0.0, *row.grade - 1) : *row.grade});
        }
    analysis::settings s;
    s.replicates = 200;
    in.agreement = analysis::analyse(results::arrange_ratings(made_up_rows(names, entries)).value(),
                                     {}, raters, {}, s);
    in.origin.version = "0.1.0";
    in.origin.dataset = "/data/dataset.json";
    in.origin.dataset_sha256 = "d1";
    in.origin.config = "{}";
    for (const std::string* judge : {&names.good, &names.poor}) {
        results::judge_facts facts;
        facts.judge = *judge;
        facts.answers = facts.priced = 1000;
        facts.cost_usd = judge == &names.good ? 4 : 0.25;
        in.facts.judges.push_back(std::move(facts));
    }
    return in;
}

} // namespace preceptron::report::test
