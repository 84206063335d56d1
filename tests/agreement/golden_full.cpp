// File 50, six tasks and five judges; 81, judges against each other; 70, adjusted p values.
#include "agreement/bootstrap_interval.hpp"
#include "agreement/concordance.hpp"
#include "agreement/correlation.hpp"
#include "agreement/deviation.hpp"
#include "agreement/golden_files.hpp"
#include "agreement/golden_values.hpp"
#include "agreement/macro_average.hpp"
#include "agreement/p_adjustment.hpp"
#include "agreement/paired.hpp"
#include "agreement/replicates.hpp"
#include "agreement/scaled_errors.hpp"
#include "agreement/systems.hpp"

#include <algorithm>

namespace golden {

using namespace preceptron::agreement;
namespace json = boost::json;

namespace {

struct full_data {
    std::map<std::string, task_ratings> tasks; // management is normalised
    std::map<std::string, task_ratings> raw;
    std::vector<std::string> judges;
    std::map<std::string, std::string> family;
    std::map<std::string, json::object> statuses;
    std::size_t items = 0;
};

full_data read_full() {
    const csv items = read_csv("G50_full_items.csv");
    const csv predictions = read_csv("G50_full_predictions.csv");
    const std::vector<rating> grades = items.numbers("grade");
    const std::vector<rating> max_scores = items.numbers("max_score");
    const std::vector<rating> characters = items.numbers("response_chars");
    full_data out;
    out.items = items.rows;
    std::map<std::string, std::pair<std::string, std::size_t>> place;
    for (std::size_t i = 0; i < items.rows; ++i) {
        task_ratings& t = out.raw[items["task"][i]];
        t.task = items["task"][i];
        place[items["id"][i]] = {t.task, t.size()};
        t.grades.push_back(grades[i]);
        t.case_ids.push_back(items["case_id"][i]);
        t.studies.push_back(items["study"][i]);
        t.models.push_back(items["model"][i]);
        t.max_scores.push_back(max_scores[i]);
        t.characters.push_back(characters[i]);
    }
    const std::vector<rating> scores = predictions.numbers("predicted_score");
    for (std::size_t i = 0; i < predictions.rows; ++i) {
        const std::string& judge = predictions["judge"][i];
        const auto known = std::ranges::find(out.judges, judge);
        const auto j = static_cast<std::size_t>(known - out.judges.begin());
        if (known == out.judges.end()) {
            out.judges.push_back(judge);
            for (auto& [name, t] : out.raw)
                t.judges.push_back({judge, std::vector<rating>(t.size())});
        }
        const auto& [task, row] = place.at(predictions["id"][i]);
        out.raw.at(task).judges[j].scores[row] = scores[i];
        out.family[judge] = predictions["judge_family"][i];
        json::value& count = out.statuses[judge][predictions["status"][i]];
        count = count.is_null() ? 1 : count.to_number<int>() + 1;
    }
    for (const auto& [name, t] : out.raw)
        out.tasks[name] = name == "management_reasoning" ? normalised(t) : t;
    return out;
}

void add_systems(computed& out, const std::string& head, const task_ratings& t, std::size_t judge) {
    std::vector<std::string> models;
    for (std::size_t i = 0; i < t.size(); ++i)
        if (t.grades[i] && t.judges[judge].scores[i])
            models.push_back(t.models[i]);
    const std::vector<system_mean> means = system_means(complete_pairs(t, judge), models);
    json::object object;
    for (const system_mean& m : means)
        object[m.system] = {m.grade, m.score};
    const system_ranking ranking = rank(means);
    out[head + "system.means"] = std::move(object);
    out[head + "system.kendall_tau_b"] = to_json(ranking.kendall_tau_b);
    out[head + "system.spearman"] = to_json(ranking.spearman);
    out[head + "system.pairwise_accuracy"] = to_json(ranking.pairwise_accuracy);
}

// As the oracle has it: the name up to the first '-', and o1 is a gpt.
std::string_view family_of(std::string_view model) {
    return model.starts_with("o") ? "gpt" : model.substr(0, model.find('-'));
}

void add_bias(computed& out, const full_data& data, std::size_t judge) {
    std::vector<judged_task> tasks;
    for (const auto& [name, t] : data.raw)
        tasks.push_back({&t, judge});
    const std::vector<scaled_error> errors = scaled_errors(tasks);
    const std::string head = data.judges[judge] + ".";
    std::vector<std::string> studies, own;
    for (const scaled_error& e : errors) {
        studies.emplace_back(e.study);
        if (family_of(e.model) == data.family.at(data.judges[judge]))
            own.emplace_back(e.model);
    }
    for (const group_error& g : errors_by(errors, studies))
        out[head + "bias_by_study." + g.group] = {g.n, to_json(g.bias),
                                                  to_json(g.mean_absolute_error)};
    out[head + "length_bias_slope"] = to_json(length_slope(errors).value);
    out[head + "length_bias_spearman"] = to_json(length_rank_correlation(errors));
    out[head + "self_preference_nbias_diff"] =
        to_json(prefers_itself(errors, own).difference.value);
}

void add_macro(computed& out, const full_data& data, std::size_t judge) {
    std::vector<task_part> kappa, tau, error;
    for (const auto& [name, t] : data.tasks) {
        const pairs p = complete_pairs(t, judge);
        kappa.push_back({concordance(p), {}});
        tau.push_back({kendall_tau_b(p), {}});
        error.push_back(
            {mean_absolute_error(complete_pairs(normalised(data.raw.at(name)), judge)), {}});
    }
    const std::string head = data.judges[judge] + ".macro.";
    out[head + "qwk_value"] = to_json(average(kappa).estimate);
    out[head + "kendall_tau_b"] = to_json(average(tau).estimate);
    out[head + "nmae"] = to_json(average(error).estimate);
}

} // namespace

computed full_values(const std::vector<check>& checks) {
    const full_data data = read_full();
    computed out;
    out["n_items"] = data.items;
    for (std::size_t j = 0; j < data.judges.size(); ++j) {
        const std::string& judge = data.judges[j];
        out[judge + ".status_counts"] = data.statuses.at(judge);
        for (const auto& [task, t] : data.tasks) {
            const std::string head = judge + "." + task + ".";
            const pairs p = complete_pairs(t, j);
            out[head + "n_pairs"] = p.size();
            const scale full = declared_scale(checks, head + "confusion.full");
            for (const named_estimate& e : pair_statistics(p, full)) {
                out[head + e.name] = to_json(e.value);
                out[head + "xcheck." + e.name] = to_json(e.value); // a second package's value
            }
            add_systems(out, head, t, j);
        }
        add_bias(out, data, j);
        add_macro(out, data, j);
    }
    const table_statistic wanted[] = {table_statistic::kappa_quadratic_value, table_statistic::mae};
    for (std::size_t a = 0; a < data.judges.size(); ++a)
        for (std::size_t b = a + 1; b < data.judges.size(); ++b)
            for (const auto& [task, t] : data.tasks) {
                const paired_scores both =
                    scored_by_both(t.grades, t.judges[a].scores, t.judges[b].scores,
                                   number_cases(t.case_ids, t.size()));
                const std::vector<double> d = differences(tables_of(both), wanted);
                out["paired." + data.judges[a] + "-" + data.judges[b] + "." + task] =
                    json::object{{"n", both.size()}, {"d_qwk_value", d[0]}, {"d_mae", d[1]}};
            }
    return out;
}

computed adjusted_p_values(const std::vector<check>& checks) {
    computed out;
    for (const check& c : checks) {
        std::vector<double> p;
        for (const json::value& v : c.params.at("p").as_array())
            p.push_back(v.to_number<double>());
        const auto adjusted = c.stat == "padjust.holm"         ? holm(p)
                              : c.stat == "padjust.fdr_bh"     ? benjamini_hochberg(p)
                              : c.stat == "padjust.fdr_by"     ? benjamini_yekutieli(p)
                              : c.stat == "padjust.bonferroni" ? bonferroni(p)
                                                               : std::vector<double>();
        out[c.stat] = json::array(adjusted.begin(), adjusted.end());
    }
    return out;
}

namespace {

// "task/A/B/stat", in the order of golden_check.cpp.
std::vector<std::string> parts_of(std::string name) {
    std::vector<std::string> parts;
    for (std::size_t slash; (slash = name.find('/')) != name.npos; name.erase(0, slash + 1))
        parts.push_back(name.substr(0, slash));
    parts.push_back(name);
    return parts;
}

void add_bootstrap(json::object& out, const paired_tables& tables,
                   const json::value& resamples_name, const table_statistic s) {
    const std::string file = std::string(resamples_name.as_string()) + "_B2000.csv";
    const resamples draws = resamples::fixed(tables.a.clusters(), read_resamples(file));
    const cluster_tables* const judges[] = {&tables.a, &tables.b};
    const auto store = bootstrap_tables(draws, judges, std::span(&s, 1), 2);
    std::vector<double> differences;
    for (std::size_t b = 0; b < draws.size(); ++b)
        differences.push_back(store[0].of(0)[b] - store[1].of(0)[b]);
    bootstrap_distribution distribution(differences, draws.weights());
    out["boot_se"] = distribution.standard_error();
    out["ci_percentile"] = to_json(percentile_interval(distribution));
    out["p_boot"] = distribution.p_of_zero();
}

// Holm's p over all pairs of judges on one task, where the oracle has it.
void add_holm(computed& out, const std::vector<check>& checks) {
    std::map<std::string, std::vector<const check*>> families; // by task and statistic
    for (const check& c : checks)
        if (c.expected.as_object().contains("p_holm_over_10_pairs"))
            families[parts_of(c.stat)[0] + parts_of(c.stat)[3]].push_back(&c);
    for (const auto& [name, family] : families) {
        std::vector<double> p;
        for (const check* c : family)
            p.push_back(out.at(c->stat).at("p_boot").to_number<double>());
        const std::vector<double> adjusted = holm(p);
        for (std::size_t i = 0; i < family.size(); ++i)
            out.at(family[i]->stat).as_object()["p_holm_over_10_pairs"] = adjusted[i];
    }
}

} // namespace

computed paired_values(const std::vector<check>& checks) {
    const full_data data = read_full();
    computed out;
    for (const check& c : checks) {
        const std::vector<std::string> part = parts_of(c.stat);
        const task_ratings& t = data.tasks.at(part[0]);
        const auto scores = [&](const std::string& judge) -> const std::vector<rating>& {
            return std::ranges::find(t.judges, judge, &judge_scores::judge)->scores;
        };
        const paired_scores rows = scored_by_both(t.grades, scores(part[1]), scores(part[2]),
                                                  number_cases(t.case_ids, t.size()));
        const paired_tables tables = tables_of(rows);
        const table_statistic wanted[] = {statistic_named(part[3])};
        json::object mine{
            {"n", rows.size()}, {"C", rows.a.case_count}, {"diff", differences(tables, wanted)[0]}};
        if (c.params.is_null())
            mine["p_swap_exact"] = exchange_cases(tables, wanted, 10000, 1, c.stat).p[0];
        else
            add_bootstrap(mine, tables, c.params, wanted[0]);
        out[c.stat] = std::move(mine);
    }
    add_holm(out, checks);
    return out;
}

} // namespace golden
