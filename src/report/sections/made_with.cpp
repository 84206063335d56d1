#include "report/sections/made_with.hpp"

#include "benchmark/object_members.hpp"
#include "benchmark/write_json.hpp"
#include "core/json_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <exception>

namespace preceptron::report {

namespace json = boost::json;

namespace {

std::string text(const json::object& o, std::string_view name) {
    const json::value* const v = o.if_contains(name);
    return v && v->is_string() ? std::string(v->as_string()) : std::string();
}

std::string plain_number(const json::value& v) {
    std::string number = number_text(v.to_number<double>());
    if (number.ends_with(".0"))
        number.resize(number.size() - 2);
    return number;
}

std::string json_text_of(const json::value& value) {
    std::string written;
    json_writer out(written);
    write_json(out, value);
    return written;
}

made_judge read_judge(const json::object& o) {
    made_judge j;
    j.name = text(o, "name");
    j.provider = text(o, "provider");
    j.model_id = text(o, "model_id");
    j.origin = text(o, "origin");
    j.prompt = text(o, "prompt");
    j.prompt_file = text(o, "prompt_file");
    j.reasoning_effort = text(o, "reasoning_effort");
    if (const json::value* const body = o.if_contains("extra_body");
        body && body->is_object() && !body->get_object().empty())
        j.extra_body = json_text_of(*body);
    if (const json::value* const prompts = o.if_contains("prompts"))
        for (const auto& [task, prompt] : prompts->as_object())
            j.prompts.emplace_back(task, prompt.as_string());
    const json::value& temperature = o.at("temperature");
    j.temperature = temperature.is_number() ? plain_number(temperature) : text(o, "temperature");
    j.repeats = o.at("repeats").to_number<std::int64_t>();
    if (const json::value& price = o.at("price_usd_per_million"); price.is_object()) {
        const json::object& p = price.get_object();
        j.price = "$" + plain_number(p.at("input")) + " / $" + plain_number(p.at("cached_input")) +
                  " cached / $" + plain_number(p.at("output"));
    }
    return j;
}

made_task read_task(const json::object& o) {
    made_task t{text(o, "name"), text(o, "title"), text(o, "source"), text(o, "scale"), {}};
    for (const auto& [variant, hash] : o.at("prompt_hashes").as_object())
        t.prompt_hashes.emplace_back(variant, hash.as_string());
    return t;
}

} // namespace

result<made_with> read_made_with(std::string_view manifest) {
    try {
        const json::value root = json::parse(manifest);
        const json::object& o = root.as_object();
        made_with m;
        m.version = text(o, "version");
        const json::object& data = o.at("dataset").as_object();
        m.dataset = text(data, "path");
        m.dataset_sha256 = text(data, "sha256");
        m.entries = data.at("entries").to_number<std::uint64_t>();
        for (const json::value& judge : o.at("judges").as_array())
            m.judges.push_back(read_judge(judge.as_object()));
        for (const json::value& task : o.at("tasks").as_array())
            m.tasks.push_back(read_task(task.as_object()));
        for (const json::value& account : o.at("config").at("accounts").as_array()) {
            m.threads += account.at("threads").to_number<std::uint64_t>();
            ++m.accounts;
        }
        m.prices_as_of = text(o, "prices_as_of");
        m.config_hash = text(o, "config_hash");
        m.config =
            member_text(manifest, "config"); // as it stands: Boost.JSON would write 7.0 as 7E0
        return m;
    } catch (const std::exception& e) { // Boost.JSON's word for what is not there, or is no JSON
        return fail(errc::bad_journal, "the manifest cannot be read: " + std::string(e.what()));
    }
}

} // namespace preceptron::report
