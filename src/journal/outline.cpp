#include "journal/outline.hpp"

#include "benchmark/object_members.hpp"
#include "journal/encoded_outline.hpp"
#include "journal/json_values.hpp"

#include <array>
#include <limits>

namespace preceptron::journal {

namespace {

constexpr std::array type_names{
    std::string_view("head"),    std::string_view("prompt"),   std::string_view("start"),
    std::string_view("attempt"), std::string_view("result"),   std::string_view("fail"),
    std::string_view("tune"),    std::string_view("end"),      std::string_view("stand"),
    std::string_view("refused"), std::string_view("repaired"),
};

record_type parse_type(std::string_view name) noexcept {
    for (std::size_t i = 0; i < type_names.size(); ++i)
        if (type_names[i] == name)
            return static_cast<record_type>(i);
    return record_type::unknown;
}

std::uint32_t small_number(std::string_view value) noexcept {
    const auto number = unsigned_value(value).value_or(0);
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(number, std::numeric_limits<std::uint32_t>::max()));
}

void take(outline& o, const json_member& m) {
    const std::string_view name = m.name;
    if (name == "key") {
        if (const auto hex = plain_string(m.value))
            o.key = parse_key(*hex);
    } else if (name == "judge") {
        o.judge = m.value;
    } else if (name == "task") {
        o.task = m.value;
    } else if (name == "entry_id") {
        o.entry_id = m.value;
    } else if (name == "repeat") {
        o.repeat = small_number(m.value);
    } else if (name == "attempt" || name == "attempts") {
        o.attempt = small_number(m.value);
    } else if (name == "seq") {
        o.seq = unsigned_value(m.value).value_or(0);
    } else if (name == "score") {
        o.score = number_value(m.value);
    } else if (name == "worst_usd" || name == "cost_usd") {
        o.usd = number_value(m.value);
    } else if (name == "class") {
        if (const auto text = plain_string(m.value))
            o.kind = parse_failure_class(*text);
    } else if (name == "retryable") {
        o.retryable = m.value == "true";
    } else if (name == "status") {
        o.http_status = static_cast<int>(small_number(m.value) % 1000);
    }
}

// The encoder writes `time` after everything an outline holds, and before all long texts. A writer
// with another order costs time only: the walk then goes on to the end.
bool is_last_of_interest(std::string_view name) noexcept {
    return name == "time";
}

} // namespace

bool outline::names_trial() const noexcept {
    return key && !judge.empty() && !task.empty() && !entry_id.empty();
}

bool outline::complete() const noexcept {
    switch (type) {
    case record_type::start:
    case record_type::attempt:
        return key.has_value();
    case record_type::result:
        return names_trial() && score.has_value();
    case record_type::fail:
        return names_trial() && kind.has_value();
    case record_type::stand:
        return names_trial();
    default:
        return true;
    }
}

std::optional<outline> read_outline(std::string_view body) {
    std::optional<outline> o(std::in_place);
    if (!read_encoded_outline(body, *o))
        o = walk_outline(body);
    return o;
}

std::optional<outline> walk_outline(std::string_view body) {
    outline o;
    object_members members(body);
    bool has_type = false;
    for (json_member m; members.next(m);) {
        if (!has_type && m.name == "type") {
            const auto name = plain_string(m.value);
            if (!name)
                return {};
            o.type_name = *name;
            o.type = parse_type(*name);
            has_type = true;
            if (o.type == record_type::unknown || o.type == record_type::head ||
                o.type == record_type::prompt)
                break;
        } else {
            take(o, m);
            if (has_type && is_last_of_interest(m.name) && o.complete())
                break;
        }
    }
    if (!has_type)
        return {};
    return o;
}

} // namespace preceptron::journal
