#include "agreement/golden_check.hpp"

#include "agreement/golden_files.hpp"

#include <cmath>
#include <stdexcept>

namespace golden {

namespace json = boost::json;

namespace {

std::string text(const json::value& v) {
    return v.as_string().c_str();
}

void read_plain(const json::object& file, std::vector<check>& out) {
    for (const json::value& entry : file.at("checks").as_array()) {
        const json::object& o = entry.as_object();
        check c;
        c.stat = text(o.at("stat"));
        c.expected = o.at("expected");
        if (const json::value* params = o.if_contains("params"))
            c.params = *params;
        c.abs = o.at("tol").at("abs").to_number<double>();
        c.rel = o.at("tol").at("rel").to_number<double>();
        const json::value* undefined = o.if_contains("undefined");
        if (c.expected.is_null() != (undefined && undefined->as_bool()))
            throw std::runtime_error(c.stat + ": null, but not said to be undefined");
        out.push_back(std::move(c));
    }
    if (out.size() != file.at("n_checks").to_number<std::size_t>())
        throw std::runtime_error("another number of checks than the file says");
}

// Judge against judge, and jackknife intervals: the entry's remaining members are the expectation.
void read_flat(const json::object& file, std::vector<check>& out) {
    const double tolerance = file.at("tol").to_number<double>();
    for (const json::value& entry : file.at("checks").as_array()) {
        json::object rest = entry.as_object();
        check c{{}, {}, {}, tolerance, tolerance};
        for (const char* key : {"file", "task", "A", "B", "stat"})
            if (rest.contains(key)) {
                c.stat += (c.stat.empty() ? "" : "/") + text(rest.at(key));
                rest.erase(key);
            }
        if (rest.contains("resamples")) {
            c.params = rest.at("resamples");
            rest.erase("resamples");
        }
        c.expected = std::move(rest);
        out.push_back(std::move(c));
    }
}

void read_bootstrap_reference(const json::object& file, std::vector<check>& out) {
    for (const auto& [dataset, reference] : file.at("monte_carlo").as_object())
        for (const auto& [stat, values] : reference.at("stats").as_object()) {
            const std::string head = "monte_carlo/" + std::string(dataset) + "/" + std::string(stat);
            const json::object& v = values.as_object();
            out.push_back({head + "/theta", v.at("theta"), {}, 1e-9, 1e-9});
            const std::pair<const char*, const char*> names[] = {{"boot_mean", "tol_B10000_mean"},
                                                                 {"boot_se", "tol_B10000_se"},
                                                                 {"q0.025", "tol_B10000_q0.025"},
                                                                 {"q0.975", "tol_B10000_q0.975"}};
            for (const auto& [name, tolerance] : names)
                out.push_back({head + "/" + name, v.at(name), {}, v.at(tolerance).as_double(), 0});
        }
    for (const auto& [dataset, reference] : file.at("exact_enumeration").as_object()) {
        const std::string head = "exact_enumeration/" + std::string(dataset) + "/";
        const double tolerance = reference.at("tol").to_number<double>();
        out.push_back({head + "n_distinct_resamples", reference.at("n_distinct_resamples"), {}, 0, 0});
        for (const auto& [stat, values] : reference.at("stats").as_object())
            out.push_back({head + std::string(stat), values, {}, tolerance, tolerance});
    }
}

std::string compare(const json::value& ours, const json::value& expected, const check& c) {
    if (expected.is_number()) {
        if (!ours.is_number())
            return "is not a number";
        const double x = ours.to_number<double>();
        const double e = expected.to_number<double>();
        if (std::abs(x - e) <= c.abs + c.rel * std::abs(e))
            return {};
        return json::serialize(ours) + " is not " + json::serialize(expected);
    }
    if (expected.is_array()) {
        if (!ours.is_array() || ours.as_array().size() != expected.as_array().size())
            return "is not an array of the expected length: " + json::serialize(ours);
        for (std::size_t i = 0; i < expected.as_array().size(); ++i)
            if (const std::string d = compare(ours.as_array()[i], expected.as_array()[i], c); !d.empty())
                return "[" + std::to_string(i) + "] " + d;
        return {};
    }
    if (expected.is_object()) {
        if (!ours.is_object() || ours.as_object().size() != expected.as_object().size())
            return "is not an object of the expected size: " + json::serialize(ours);
        for (const auto& [key, value] : expected.as_object()) {
            const json::value* mine = ours.as_object().if_contains(key);
            if (!mine)
                return "has no " + std::string(key);
            if (const std::string d = compare(*mine, value, c); !d.empty())
                return std::string(key) + ": " + d;
        }
        return {};
    }
    return ours == expected ? "" : json::serialize(ours) + " is not " + json::serialize(expected);
}

} // namespace

std::vector<check> read_checks(const std::string& name) {
    const json::value parsed = read_json(folder() / "expected" / name);
    const json::object& file = parsed.as_object();
    std::vector<check> out;
    if (file.contains("monte_carlo"))
        read_bootstrap_reference(file, out);
    else if (file.contains("n_checks"))
        read_plain(file, out);
    else
        read_flat(file, out);
    return out;
}

std::string difference(const json::value& ours, const check& c) {
    return compare(ours, c.expected, c);
}

} // namespace golden
