#include "dataset/record_entry.hpp"

#include "benchmark/field_text.hpp"
#include "benchmark/result_fields.hpp"

#include <charconv>
#include <cmath>

namespace preceptron::dataset {

namespace {

// The record's members that an entry is made of, as they stand in it. Of equal names the last.
struct raw_fields {
    std::string_view id, case_id, benchmark, study, model, grade, max_score;
    std::uint8_t result_fields = 0;
};

std::string_view* field_named(raw_fields& fields, std::string_view key) {
    struct named {
        std::string_view name;
        std::string_view raw_fields::*field;
    };
    static constexpr named all[] = {
        {"id", &raw_fields::id},
        {"case_id", &raw_fields::case_id},
        {"study", &raw_fields::study},
        {"benchmark", &raw_fields::benchmark},
        {"model", &raw_fields::model},
        {"grade", &raw_fields::grade},
        {"max_score", &raw_fields::max_score},
    };
    for (const named& n : all)
        if (n.name == key)
            return &(fields.*n.field);
    return nullptr;
}

// A bit, or 0.
std::uint8_t result_field_named(std::string_view key) {
    for (std::size_t i = 0; i < result_fields.size(); ++i)
        if (result_fields[i] == key)
            return static_cast<std::uint8_t>(1u << i);
    return 0;
}

raw_fields find_fields(std::string_view record) {
    raw_fields fields;
    object_members members(record);
    std::string room;
    for (json_member m; members.next(m);) {
        const std::string_view name = name_text(m, room);
        if (std::string_view* field = field_named(fields, name))
            *field = m.value;
        else
            fields.result_fields |= result_field_named(name);
    }
    return fields;
}

bool is_absent(std::string_view json) {
    return json.empty() || json == "null";
}

// A string's content, or the text of anything else.
std::string_view text_of(std::string_view json, const text_keeper& texts) {
    if (is_absent(json))
        return {};
    if (json.front() != '"')
        return texts.of_record(json);
    const std::string_view quoted = json.substr(1, json.size() - 2);
    if (quoted.find('\\') == std::string_view::npos)
        return texts.of_record(quoted);
    return texts.copy(string_content(json).value_or(""));
}

// JSON's numbers are the ones from_chars reads; a string or a word it refuses.
std::optional<double> number_of(std::string_view json) {
    double value = 0;
    const auto [end, error] = std::from_chars(json.data(), json.data() + json.size(), value);
    if (error != std::errc() || end != json.data() + json.size() || !std::isfinite(value))
        return {};
    return value;
}

} // namespace

record_entry read_record(std::string_view record, const text_keeper& texts) {
    const raw_fields fields = find_fields(record);
    record_entry made;
    entry& row = made.row;
    row.record = record;
    row.case_id = text_of(fields.case_id, texts);
    row.task = text_of(fields.benchmark, texts);
    row.study = text_of(fields.study, texts);
    row.model = text_of(fields.model, texts);
    row.grade = number_of(fields.grade);
    row.max_score = number_of(fields.max_score);
    row.result_fields = fields.result_fields;
    made.bad_grade = !row.grade && !is_absent(fields.grade);
    made.bad_max_score = !row.max_score && !is_absent(fields.max_score);
    if (is_absent(fields.id)) {
        made.id = id_state::missing;
    } else if (fields.id.front() == '{' || fields.id.front() == '[') {
        made.id = id_state::not_scalar;
    } else {
        made.id = id_state::usable;
        row.id = text_of(fields.id, texts);
    }
    return made;
}

} // namespace preceptron::dataset
