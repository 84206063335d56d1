#include "pacing/price_table.hpp"

#include "benchmark/json_scan.hpp"
#include "benchmark/object_members.hpp"
#include "core/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace preceptron::pacing {

namespace {

// Of a string what is between its quotes: nothing in a table of prices needs an escape.
std::string_view text_of(std::string_view object, std::string_view name) {
    const std::string_view value = member_text(object, name);
    return value.starts_with('"') ? value.substr(1, value.size() - 2) : std::string_view();
}

// A finite number, zero or more; `fallback` where the member is absent.
std::optional<double> read_price(std::string_view row, std::string_view name,
                                 std::optional<double> fallback) {
    if (member_text(row, name).empty())
        return fallback;
    const std::string_view text = text_of(row, name);
    const char* const last = text.data() + text.size();
    double price = 0;
    const auto [end, error] = std::from_chars(text.data(), last, price);
    if (error != std::errc{} || end != last || !std::isfinite(price) || price < 0)
        return {};
    return price;
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

// The rows of an array; nothing where it is none, or holds anything but objects.
std::optional<std::vector<std::string_view>> rows_of(std::string_view array) {
    std::vector<std::string_view> rows;
    if (!array.starts_with('['))
        return {};
    for (std::size_t at = 0;;) { // at the bracket, or at the comma before a row
        const std::size_t begin = skip_blanks(array, at + 1);
        if (rows.empty() && array.substr(begin) == "]")
            return rows;
        if (begin == array.size() || array[begin] != '{')
            return {};
        const std::size_t end = end_of_group(array, begin);
        if (end == no_end)
            return {};
        rows.push_back(array.substr(begin, end - begin));
        at = skip_blanks(array, end);
        if (at == array.size() || array[at] != ',')
            return rows;
    }
}

// Nothing where it is there and not whole.
std::optional<long_context_price> read_long_context(std::string_view row) {
    const std::string_view more = member_text(row, "long_context");
    if (more.empty())
        return long_context_price();
    const auto over = read_price(more, "over_input_tokens", {}),
               input = read_price(more, "input_factor", {}),
               output = read_price(more, "output_factor", {});
    if (!over || !input || !output)
        return {};
    return long_context_price{*over, *input, *output};
}

failure bad_table(const std::string& problem) {
    return fail(errc::bad_configuration, "the price table" + problem);
}

} // namespace

result<price_table> price_table::parse(std::string_view json) {
    const auto rows = rows_of(member_text(json, "models"));
    if (!rows)
        return bad_table(" has no list of models");
    price_table table;
    table.as_of_ = text_of(json, "as_of");
    for (std::size_t n = 0; n < rows->size(); ++n) {
        const auto refuse = [&](const std::string& problem) {
            return bad_table(", row " + std::to_string(n + 1) + ": " + problem);
        };
        const std::string_view row = (*rows)[n];
        const std::string provider(text_of(row, "provider")), model(text_of(row, "model"));
        if (provider.empty() || model.empty())
            return refuse("provider or model is missing");
        const auto input = read_price(row, "input", {});
        const auto output = read_price(row, "output", {});
        const auto cached = read_price(row, "cached_input", input);
        const auto written = read_price(row, "cache_write", input);
        if (!input || !output || !cached || !written)
            return refuse("a price is missing or no number from 0 up");
        const auto longer = read_long_context(row);
        if (!longer)
            return refuse("long_context needs over_input_tokens, input_factor and output_factor");
        if (!table.rows_.try_emplace({provider, model}, *input, *cached, *written, *output, *longer)
                 .second)
            return refuse("listed twice: " + provider + " " + model);
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
