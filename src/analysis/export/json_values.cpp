#include "analysis/export/json_values.hpp"

namespace preceptron::analysis {

using namespace agreement;

json_writer& count(json_writer& out, std::string_view name, std::size_t n) {
    return out.member(name, static_cast<std::uint64_t>(n));
}

void write_value(json_writer& out, const statistic& s) {
    s ? out.value(*s) : out.null();
}

void write_value(json_writer& out, const interval_estimate& i) {
    if (!i) {
        out.null();
        return;
    }
    out.begin_array().value(i->lo).value(i->hi).end_array();
}

namespace {

void write_reason(json_writer& out, std::string_view reason) {
    out.key("undefined");
    reason.empty() ? out.null() : out.value(reason);
}

void write_method(json_writer& out, std::string_view method) {
    out.key("ci_method");
    method.empty() ? out.null() : out.value(method);
}

// Writes the estimate; gives the reason when there is none.
struct writer {
    json_writer& out;

    std::string_view operator()(const statistic& s) const {
        write_value(out, s);
        return s.undefined_reason;
    }
    std::string_view operator()(const interval_estimate& i) const {
        write_value(out, i);
        return i.undefined_reason;
    }
    std::string_view operator()(const count_table& table) const {
        out.begin_array();
        for (const auto& row : table) {
            out.begin_array();
            for (const std::int64_t n : row)
                out.value(n);
            out.end_array();
        }
        out.end_array();
        return {};
    }
    std::string_view operator()(const keyed_numbers& numbers) const {
        out.begin_object();
        for (const auto& [key, number] : numbers)
            out.member(key, number);
        out.end_object();
        return {};
    }
};

} // namespace

void write_cases(json_writer& out, std::size_t cases, bool known) {
    out.key("cases");
    known ? out.value(static_cast<std::uint64_t>(cases)) : out.null();
    out.member("intervals_by", known ? "case" : "entry");
}

void write_estimate(json_writer& out, std::string_view name, const estimate& e) {
    out.key(name).begin_object().key("estimate");
    write_value(out, e.value);
    out.key("ci");
    write_value(out, e.interval);
    write_method(out, e.method);
    write_reason(out, e.value.undefined_reason);
    out.key("ci_undefined"); // why a number has no limits
    if (!e.value || e.interval)
        out.null();
    else
        out.value(e.interval.undefined_reason.empty() ? "not computed"
                                                      : e.interval.undefined_reason);
    out.end_object();
}

void write_estimate(json_writer& out, const named_estimate& e) {
    out.key(e.name).begin_object().key("estimate");
    const std::string_view reason = std::visit(writer{out}, e.value);
    out.key("ci").null();
    write_method(out, {});
    write_reason(out, reason);
    out.end_object();
}

} // namespace preceptron::analysis
