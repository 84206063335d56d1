#include "journal/decoder.hpp"

#include "benchmark/object_members.hpp"
#include "journal/record_fields.hpp"

#include <utility>

namespace preceptron::journal {

namespace {

failure unusable(std::string_view type, std::string_view lacking) {
    return fail(errc::bad_journal,
                "a " + std::string(type) + " record without a usable " + std::string(lacking));
}

result<record_fields> parse_body(std::string_view body, std::string_view type) {
    record_fields f(body);
    if (!f.whole())
        return fail(errc::bad_journal, "a record that is not a JSON object");
    if (f.text("type") != type)
        return fail(errc::bad_journal, "expected a " + std::string(type) + " record");
    return f;
}

token_usage read_usage(const record_fields& f) {
    return {f.integer("input"),      f.integer("cached_input"), f.integer("cache_write"),
            f.integer("hour_write"), f.integer("output"),       f.integer("reasoning"),
            f.number("cost_usd")};
}

phase_times read_phases(const record_fields& f) {
    return {f.number("connected"), f.number("sent"), f.number("first_byte"), f.number("done"),
            f.flag("reused")};
}

std::vector<account_limits> read_limits(std::string_view object) {
    std::vector<account_limits> out;
    object_members accounts(object);
    for (json_member account; accounts.next(account);) {
        const record_fields f(account.value);
        account_limits& a = out.emplace_back();
        a.account = unescaped(account.name);
        a.looks = f.integer<std::uint64_t>("looks").value_or(0);
        a.would_help = f.text("would_help");
        object_members factors(f.value("by"));
        for (json_member factor; factors.next(factor);)
            a.by[unescaped(factor.name)] += unsigned_value(factor.value).value_or(0);
    }
    return out;
}

std::optional<key_layout> layout_of_keys(const record_fields& f) {
    const int number = f.integer<int>("keys").value_or(static_cast<int>(key_layout::entry_first));
    if (number < 1 || number > static_cast<int>(key_layout::judge_first))
        return {};
    return static_cast<key_layout>(number);
}

result<trial_record> read_trial(const record_fields& f, std::string_view type) {
    const auto key = parse_key(f.text("key"));
    if (!key)
        return unusable(type, "key");
    trial_record t{*key,
                   f.text("judge"),
                   f.text("task"),
                   f.text("entry_id"),
                   f.integer<int>("repeat").value_or(0),
                   f.integer<int>("attempts").value_or(0)};
    if (t.judge.empty())
        return unusable(type, "judge");
    return t;
}

} // namespace

result<head_record> decode_head(std::string_view body) {
    const auto parsed = parse_body(body, "head");
    if (!parsed)
        return parsed.error();
    const record_fields& f = *parsed;
    const auto format = f.integer<int>("fmt");
    const auto min_reader = f.integer<int>("min_reader");
    if (!format || !min_reader)
        return unusable("head", "format version");
    head_record r;
    r.format = *format;
    r.min_reader = *min_reader;
    r.segment = f.integer<int>("segment").value_or(1);
    r.version = f.text("version");
    r.run_id = f.text("run");
    r.started = f.time("started");
    const record_fields dataset = f.nested("dataset");
    r.dataset = {dataset.text("path"), dataset.text("sha256"),
                 dataset.integer<std::uint64_t>("entries").value_or(0)};
    r.config_hash = f.text("config");
    r.host = f.text("host");
    r.pid = f.integer("pid").value_or(0);
    r.repeats_from = f.integer<std::uint64_t>("repeats_from");
    const auto keys = layout_of_keys(f);
    if (!keys)
        return unusable("head", "layout of keys");
    r.keys = *keys;
    return r;
}

result<prompt_record> decode_prompt(std::string_view body) {
    const auto parsed = parse_body(body, "prompt");
    if (!parsed)
        return parsed.error();
    const record_fields& f = *parsed;
    const auto keys = layout_of_keys(f);
    if (!keys)
        return unusable("prompt", "layout of keys");
    return prompt_record{f.text("task"), f.text("variant"), f.text("hash"), f.text("text"), *keys};
}

result<start_record> decode_start(std::string_view body) {
    const auto parsed = parse_body(body, "start");
    if (!parsed)
        return parsed.error();
    const record_fields& f = *parsed;
    const auto key = parse_key(f.text("key"));
    if (!key)
        return unusable("start", "key");
    return start_record{*key, f.integer<int>("attempt").value_or(1), f.number("worst_usd"),
                        f.time("time")};
}

result<attempt_record> decode_attempt(std::string_view body) {
    const auto parsed = parse_body(body, "attempt");
    if (!parsed)
        return parsed.error();
    const record_fields& f = *parsed;
    const auto key = parse_key(f.text("key"));
    const auto kind = parse_failure_class(f.text("class"));
    if (!key || !kind)
        return unusable("attempt", !key ? "key" : "class");
    attempt_record r;
    r.key = *key;
    r.attempt = f.integer<int>("attempt").value_or(1);
    r.kind = *kind;
    r.http_status = f.integer<int>("status").value_or(0);
    r.usage = read_usage(f.nested("usage"));
    r.cost_usd = f.number("cost_usd");
    if (const auto wait = f.integer("server_wait_ms"))
        r.server_wait = std::chrono::milliseconds(*wait);
    r.phases = read_phases(f.nested("phases_ms"));
    r.request_id = f.text("request_id");
    r.time = f.time("time");
    return r;
}

namespace {

result<result_record> decode_result_fields(std::string_view body, bool with_raw) {
    const auto parsed = parse_body(body, "result");
    if (!parsed)
        return parsed.error();
    const record_fields& f = *parsed;
    auto trial = read_trial(f, "result");
    if (!trial)
        return trial.error();
    const auto score = f.number("score");
    if (!score)
        return unusable("result", "score");
    result_record r;
    r.seq = f.integer<std::uint64_t>("seq").value_or(0);
    r.trial = std::move(*trial);
    r.score = *score;
    r.justification = f.text("justification");
    if (with_raw)
        r.raw = f.text("raw");
    r.provider = f.text("provider");
    r.model_id = f.text("model_id");
    r.prompt = f.text("prompt");
    r.served_model = f.text("served_model");
    r.fingerprint = f.text("fingerprint");
    r.finish_reason = f.text("finish");
    r.usage = read_usage(f.nested("usage"));
    r.cost_usd = f.number("cost_usd");
    r.phases = read_phases(f.nested("phases_ms"));
    r.context_missing = f.texts("context_missing");
    r.time = f.time("time");
    return r;
}

} // namespace

result<result_record> decode_result(std::string_view body) {
    return decode_result_fields(body, true);
}

result<result_record> decode_result_without_raw(std::string_view body) {
    return decode_result_fields(body, false);
}

result<fail_record> decode_fail(std::string_view body) {
    const auto parsed = parse_body(body, "fail");
    if (!parsed)
        return parsed.error();
    const record_fields& f = *parsed;
    auto trial = read_trial(f, "fail");
    if (!trial)
        return trial.error();
    const auto kind = parse_failure_class(f.text("class"));
    if (!kind)
        return unusable("fail", "class");
    fail_record r;
    r.trial = std::move(*trial);
    r.kind = *kind;
    r.retryable = f.flag("retryable");
    r.http_status = f.integer<int>("status").value_or(0);
    r.provider_code = f.text("code");
    r.request_id = f.text("request_id");
    r.message = f.text("message");
    r.raw = f.text("raw");
    r.retry_after_s = f.number("retry_after_s");
    r.usage = read_usage(f.nested("usage"));
    r.cost_usd = f.number("cost_usd");
    r.phases = read_phases(f.nested("phases_ms"));
    r.time = f.time("time");
    return r;
}

result<tune_record> decode_tune(std::string_view body) {
    const auto parsed = parse_body(body, "tune");
    if (!parsed)
        return parsed.error();
    const record_fields& f = *parsed;
    tune_record r;
    r.by = f.text("by");
    r.time = f.time("time");
    r.old_settings = f.value("old");
    r.new_settings = f.value("new");
    return r;
}

result<refused_record> decode_refused(std::string_view body) {
    const auto parsed = parse_body(body, "refused");
    if (!parsed)
        return parsed.error();
    const record_fields& f = *parsed;
    refused_record r{f.text("judge"), f.text("model_id"), f.text("parameter"), f.time("time")};
    if (r.judge.empty() || r.parameter.empty())
        return unusable("refused", r.judge.empty() ? "judge" : "parameter");
    return r;
}

result<repaired_record> decode_repaired(std::string_view body) {
    const auto parsed = parse_body(body, "repaired");
    if (!parsed)
        return parsed.error();
    return repaired_record{parsed->integer<std::uint64_t>("missing").value_or(0),
                           parsed->time("time")};
}

result<stand_record> decode_stand(std::string_view body) {
    const auto parsed = parse_body(body, "stand");
    if (!parsed)
        return parsed.error();
    const record_fields& f = *parsed;
    auto trial = read_trial(f, "stand");
    if (!trial)
        return trial.error();
    return stand_record{
        trial->key,    std::move(trial->judge), std::move(trial->task), std::move(trial->entry_id),
        trial->repeat, f.time("time")};
}

result<end_record> decode_end(std::string_view body) {
    const auto parsed = parse_body(body, "end");
    if (!parsed)
        return parsed.error();
    const record_fields& f = *parsed;
    return end_record{f.integer<std::uint64_t>("planned").value_or(0),
                      f.integer<std::uint64_t>("scored").value_or(0),
                      f.integer<std::uint64_t>("failed").value_or(0),
                      f.integer<std::uint64_t>("requests").value_or(0),
                      f.time("time"),
                      read_limits(f.value("limits"))};
}

} // namespace preceptron::journal
