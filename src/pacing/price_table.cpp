#include "pacing/price_table.hpp"

#include "core/ascii.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>

namespace preceptron::pacing {

namespace {

std::string where(const YAML::Node& node) {
    return "line " + std::to_string(node.Mark().line + 1);
}

failure bad_row(const YAML::Node& row, std::string_view problem) {
    return fail(errc::bad_configuration,
                "the price table, " + where(row) + ": " + std::string(problem));
}

bool has_value(const YAML::Node& node) {
    return node.IsDefined() && !node.IsNull();
}

// A finite number, zero or more; `fallback` where the member is absent or null.
std::optional<double> read_price(const YAML::Node& row, const char* name,
                                 std::optional<double> fallback) {
    const YAML::Node node = row[name];
    if (!has_value(node))
        return fallback;
    double price = 0;
    if (!node.IsScalar() || !YAML::convert<double>::decode(node, price) || !std::isfinite(price) ||
        price < 0)
        return {};
    return price;
}

std::string read_name(const YAML::Node& row, const char* name) {
    const YAML::Node node = row[name];
    return has_value(node) && node.IsScalar() ? node.Scalar() : std::string();
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, is_digit);
}

// Without "-YYYY-MM-DD" or "-YYYYMMDD"; empty when there is neither.
std::string_view without_date(std::string_view model) {
    const auto stem = [&](std::size_t length) {
        return model.size() > length ? model.substr(0, model.size() - length) : std::string_view();
    };
    if (const auto base = stem(9);
        !base.empty() && model[base.size()] == '-' && all_digits(model.substr(base.size() + 1)))
        return base;
    if (const auto base = stem(11); !base.empty()) {
        const std::string_view date = model.substr(base.size());
        if (date[0] == '-' && date[5] == '-' && date[8] == '-' && all_digits(date.substr(1, 4)) &&
            all_digits(date.substr(6, 2)) && all_digits(date.substr(9)))
            return base;
    }
    return {};
}

// Without what is there for people: comments, and where a price is from. Of YAML a kilobyte takes
// nearly a millisecond to read, and every start reads this. Lines keep their numbers.
std::string prices_only(std::string_view yaml) {
    std::string out;
    while (!yaml.empty()) {
        const std::string_view line = yaml.substr(0, yaml.find('\n'));
        std::string_view text = line;
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        const bool for_people = text.starts_with("#") || text.starts_with("source: \"") ||
                                text.starts_with("status: \"") || text.starts_with("note: \"");
        if (!for_people || (!text.starts_with("#") && !text.ends_with('"')))
            out += line;
        out += '\n';
        yaml.remove_prefix(std::min(line.size() + 1, yaml.size()));
    }
    return out;
}

} // namespace

result<price_table> price_table::parse(std::string_view yaml) {
    YAML::Node root;
    try {
        root = YAML::Load(prices_only(yaml));
    } catch (const YAML::ParserException& e) {
        return fail(errc::bad_configuration,
                    "the price table, line " + std::to_string(e.mark.line + 1) + ": " + e.msg);
    }
    if (!root.IsMap() || !root["models"].IsDefined() || !root["models"].IsSequence())
        return fail(errc::bad_configuration, "the price table has no list of models");
    price_table table;
    table.as_of_ = read_name(root, "as_of");
    for (const YAML::Node& row : root["models"]) {
        if (!row.IsMap())
            return bad_row(row, "not a row of names and values");
        const std::string provider = read_name(row, "provider");
        const std::string model = read_name(row, "model");
        if (provider.empty() || model.empty())
            return bad_row(row, "provider or model is missing");
        const auto input = read_price(row, "input", {});
        const auto output = read_price(row, "output", {});
        const auto cached = read_price(row, "cached_input", input);
        const auto written = read_price(row, "cache_write", input);
        if (!input || !output || !cached || !written)
            return bad_row(row, "a price is missing or no number from 0 up");
        if (!table.rows_.try_emplace({provider, model}, *input, *cached, *written, *output).second)
            return bad_row(row, "listed twice: " + provider + " " + model);
    }
    return table;
}

std::optional<token_price> price_table::find(std::string_view provider,
                                             std::string_view model) const {
    for (const std::string_view name : {model, without_date(model)})
        if (const auto found = rows_.find({std::string(provider), std::string(name)});
            found != rows_.end())
            return found->second;
    return {};
}

} // namespace preceptron::pacing
