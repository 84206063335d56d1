#include "journal/encoder.hpp"

#include "core/json_text.hpp"
#include "core/printable.hpp"
#include "journal/frame.hpp"

#include <cmath>

namespace preceptron::journal {

namespace {

// Members that readers need for every record come first, long texts last: see outline.hpp.
class record_writer {
  public:
    record_writer(std::string& line, std::string_view type) : line_(line), json_(line) {
        open_frame(line_);
        json_.begin_object().member("type", type);
    }

    void end() {
        json_.end_object();
        close_frame(line_);
    }

    template<class T>
    record_writer& member(std::string_view name, const T& value) {
        json_.member(name, value);
        return *this;
    }

    template<class T>
    record_writer& optional(std::string_view name, const std::optional<T>& value) {
        if (value)
            json_.member(name, *value);
        return *this;
    }

    record_writer& if_told(std::string_view name, const std::string& text) {
        return text.empty() ? *this : member(name, text);
    }

    record_writer& time(std::string_view name, timestamp t) { return member(name, to_string(t)); }

    record_writer& key(const trial_key& k) { return member("key", to_hex(k)); }

    record_writer& trial(const trial_record& t) {
        return key(t.key)
            .member("judge", t.judge)
            .member("task", t.task)
            .member("entry_id", t.entry_id)
            .member("repeat", t.repeat)
            .member("attempts", t.attempts);
    }

    record_writer& usage(const token_usage& u) {
        if (u == token_usage{})
            return *this;
        json_.key("usage").begin_object();
        optional("input", u.input).optional("cached_input", u.cached_input);
        optional("cache_write", u.cache_write).optional("hour_write", u.hour_write);
        optional("output", u.output);
        optional("reasoning", u.reasoning).optional("cost_usd", u.cost_usd);
        json_.end_object();
        return *this;
    }

    record_writer& phases(const phase_times& p) {
        json_.key("phases_ms").begin_object();
        milliseconds("connected", p.connected).milliseconds("sent", p.sent);
        milliseconds("first_byte", p.first_byte).milliseconds("done", p.done);
        json_.member("reused", p.reused_connection).end_object();
        return *this;
    }

    record_writer& raw(std::string_view name, std::string_view json) {
        json_.key(name).raw(json);
        return *this;
    }

    record_writer& list(std::string_view name, const std::vector<std::string>& texts) {
        json_.key(name).begin_array();
        for (const auto& text : texts)
            json_.value(text);
        json_.end_array();
        return *this;
    }

    record_writer& limits(const std::vector<account_limits>& all) {
        if (all.empty())
            return *this;
        json_.key("limits").begin_object();
        for (const account_limits& a : all) {
            json_.key(a.account).begin_object().member("looks", a.looks).key("by").begin_object();
            for (const auto& [factor, looks] : a.by)
                json_.member(factor, looks);
            json_.end_object();
            if_told("would_help", a.would_help);
            json_.end_object();
        }
        json_.end_object();
        return *this;
    }

  private:
    // Whole microseconds: more digits would be noise.
    record_writer& milliseconds(std::string_view name, std::optional<double> ms) {
        if (ms && std::isfinite(*ms))
            json_.member(name, std::round(*ms * 1000) / 1000);
        return *this;
    }

    std::string& line_;
    json_writer json_;
};

// Older versions named none.
std::optional<int> named(key_layout keys) {
    return keys == key_layout::entry_first ? std::nullopt : std::optional(static_cast<int>(keys));
}

} // namespace

void encode(const head_record& r, std::string& line) {
    std::string dataset;
    json_writer(dataset)
        .begin_object()
        .member("path", r.dataset.path)
        .member("sha256", r.dataset.sha256)
        .member("entries", r.dataset.entries)
        .end_object();
    record_writer(line, "head")
        .member("fmt", r.format)
        .member("min_reader", r.min_reader)
        .member("segment", r.segment)
        .optional("repeats_from", r.repeats_from)
        .member("version", r.version)
        .member("run", r.run_id)
        .time("started", r.started)
        .raw("dataset", dataset)
        .member("config", r.config_hash)
        .member("host", r.host)
        .member("pid", r.pid)
        .optional("keys", named(r.keys))
        .end();
}

void encode(const prompt_record& r, std::string& line) {
    record_writer(line, "prompt")
        .member("task", r.task)
        .member("variant", r.variant)
        .member("hash", r.hash)
        .optional("keys", named(r.keys))
        .member("text", r.text)
        .end();
}

void encode(const start_record& r, std::string& line) {
    record_writer(line, "start")
        .key(r.key)
        .member("attempt", r.attempt)
        .optional("worst_usd", r.worst_usd)
        .time("time", r.time)
        .end();
}

void encode(const attempt_record& r, std::string& line) {
    std::optional<std::int64_t> wait;
    if (r.server_wait)
        wait = r.server_wait->count();
    record_writer(line, "attempt")
        .key(r.key)
        .member("attempt", r.attempt)
        .member("class", to_string(r.kind))
        .member("status", r.http_status)
        .optional("cost_usd", r.cost_usd)
        .optional("server_wait_ms", wait)
        .usage(r.usage)
        .phases(r.phases)
        .time("time", r.time)
        .if_told("request_id", r.request_id)
        .end();
}

void encode(const result_record& r, std::string& line) {
    record_writer(line, "result")
        .member("seq", r.seq)
        .trial(r.trial)
        .member("score", r.score)
        .optional("cost_usd", r.cost_usd)
        .time("time", r.time)
        .member("provider", r.provider)
        .member("model_id", r.model_id)
        .member("prompt", r.prompt)
        .member("served_model", r.served_model)
        .if_told("fingerprint", r.fingerprint)
        .member("finish", r.finish_reason)
        .usage(r.usage)
        .phases(r.phases)
        .list("context_missing", r.context_missing)
        .member("justification", r.justification)
        .member("raw", r.raw)
        .end();
}

void encode(const fail_record& r, std::string& line) {
    record_writer(line, "fail")
        .trial(r.trial)
        .member("class", to_string(r.kind))
        .member("retryable", r.retryable)
        .member("status", r.http_status)
        .optional("cost_usd", r.cost_usd)
        .time("time", r.time)
        .member("code", r.provider_code)
        .if_told("request_id", r.request_id)
        .optional("retry_after_s", r.retry_after_s)
        .usage(r.usage)
        .phases(r.phases)
        .member("message", r.message)
        .member("raw", r.raw)
        .end();
}

void encode(const tune_record& r, std::string& line) {
    record_writer(line, "tune")
        .time("time", r.time)
        .member("by", r.by)
        .raw("old", r.old_settings)
        .raw("new", r.new_settings)
        .end();
}

void encode(const refused_record& r, std::string& line) {
    record_writer(line, "refused")
        .time("time", r.time)
        .member("judge", r.judge)
        .member("model_id", r.model_id)
        .member("parameter", r.parameter)
        .end();
}

void encode(const repaired_record& r, std::string& line) {
    record_writer(line, "repaired").time("time", r.time).member("missing", r.missing).end();
}

void encode(const stand_record& r, std::string& line) {
    record_writer(line, "stand")
        .key(r.key)
        .member("judge", r.judge)
        .member("task", r.task)
        .member("entry_id", r.entry_id)
        .member("repeat", r.repeat)
        .time("time", r.time)
        .end();
}

void encode(const end_record& r, std::string& line) {
    record_writer(line, "end")
        .time("time", r.time)
        .member("planned", r.planned)
        .member("scored", r.scored)
        .member("failed", r.failed)
        .member("requests", r.requests)
        .limits(r.limits)
        .end();
}

result<void> can_be_stored(const result_record& r) {
    if (std::isfinite(r.score))
        return {};
    return fail(errc::io, "a score that is not a finite number is never stored (judge " +
                              printable(r.trial.judge) + ", entry " + printable(r.trial.entry_id) +
                              ")");
}

} // namespace preceptron::journal
