// Ratings by two judges of whom one is right more often, and what an analysis finds in them.
#pragma once

#include "analysis/analysis.hpp"
#include "results/file_ratings.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::tests {

// Two judges, `good` mostly right and `poor` mostly not, or just as good where they are `alike`, on
// so many cases of three entries.
inline results::ratings made_up(int cases, bool alike = false) {
    std::vector<results::rating_row> rows;
    for (int i = 0; i < 3 * cases; ++i)
        for (const bool good : {true, false}) {
            results::rating_row r;
            r.id = std::to_string(i);
            r.case_id = "case" + std::to_string(i / 3);
            r.task = "task";
            r.model = i % 2 ? "gpt-4" : "physician";
            r.judge = good ? "good" : "poor";
            r.max_score = 10.0;
            r.grade = i % 7;
            r.score = good || alike ? i % 7 + (i % 5 == 0 ? 1 : 0) : (i * 5) % 9;
            rows.push_back(r);
        }
    return results::arrange_ratings(rows).value();
}

// Fewer replicates than anybody should publish.
inline analysis::settings quick() {
    analysis::settings s;
    s.replicates = 200;
    return s;
}

inline analysis::report analysed(int cases, analysis::settings s = {}) {
    s.replicates = 200;
    return analysis::analyse(made_up(cases), {}, {}, {}, s);
}

// Physicians' ratings of each entry of made_up, mostly alike.
inline std::vector<agreement::long_rating> ratings_of(int entries,
                                                      const std::vector<std::string>& who) {
    std::vector<agreement::long_rating> out;
    for (int i = 0; i < entries; ++i)
        for (std::size_t k = 0; k < who.size(); ++k)
            out.push_back({std::to_string(i), "", who[k],
                           static_cast<double>(i % 7) + ((i + static_cast<int>(k)) % 3 == 0)});
    return out;
}

inline bool has(const std::vector<std::string>& sentences, std::string_view part) {
    return std::ranges::any_of(sentences, [&](const auto& s) { return s.find(part) != s.npos; });
}

// An entry of twelve cases of six, by grade; a judge's score of it, or none.
using scorer = std::optional<double> (*)(int i, int grade);

inline void add_task(std::vector<results::rating_row>& rows, const char* task, const char* judge,
                     scorer score) {
    for (int i = 0; i < 72; ++i) {
        results::rating_row r;
        r.id = task + std::to_string(i);
        r.case_id = task + std::to_string(i / 6);
        r.task = task;
        r.judge = judge;
        r.max_score = 5.0;
        r.grade = i % 6;
        r.score = score(i, i % 6);
        rows.push_back(r);
    }
}

} // namespace preceptron::tests
