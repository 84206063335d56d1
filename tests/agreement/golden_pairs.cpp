#include "agreement/golden_files.hpp"
#include "agreement/golden_values.hpp"

#include <algorithm>

namespace golden {

using namespace preceptron::agreement;
namespace json = boost::json;

json::value to_json(const statistic& s) {
    return s ? json::value(*s) : json::value();
}

json::value to_json(const interval_estimate& i) {
    return i ? json::value{i->lo, i->hi} : json::value();
}

namespace {

json::value to_json(const count_table& table) {
    json::array rows;
    for (const auto& row : table)
        rows.emplace_back(json::array(row.begin(), row.end()));
    return rows;
}

json::value to_json(const keyed_numbers& numbers) {
    json::object out;
    for (const auto& [key, number] : numbers)
        out[key] = number;
    return out;
}

} // namespace

json::value to_json(const estimate& e) {
    return std::visit([](const auto& v) -> json::value { return to_json(v); }, e);
}

scale declared_scale(const std::vector<check>& checks, std::string_view stat) {
    std::vector<double> values;
    for (const check& c : checks)
        if (c.stat == stat && c.params.is_object())
            for (const json::value& v : c.params.at("categories").as_array())
                values.push_back(v.to_number<double>());
    return scale(values);
}

computed pair_values(const std::string& dataset, const std::vector<check>& checks) {
    task_ratings task = read_task(dataset + ".csv");
    if (dataset == "G06_mgmt_norm")
        task = normalised(task);
    const auto missing = [](const std::vector<rating>& column) {
        return std::ranges::count(column, rating());
    };
    const pairs p = complete_pairs(task, 0);
    computed out;
    out["n_rows"] = task.size();
    out["n_clusters"] = p.case_count;
    out["n_missing_pred"] = missing(task.judges[0].scores);
    out["n_missing_grade"] = missing(task.grades);
    out["n_clusters_with_pairs"] = cases_with_pairs(p);
    out["n_pairs"] = p.size();
    for (const named_estimate& e : pair_statistics(p, declared_scale(checks, "kappa.none.full")))
        out[e.name] = to_json(e.value);
    return out;
}

} // namespace golden
