#include "analysis/figures.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "core/timestamp.hpp"
#include "report/charts/cost_chart.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/sections/held_back.hpp"
#include "report/sections/page_sections.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace preceptron::report {

namespace {

std::string seconds(const std::optional<double>& milliseconds) {
    return milliseconds ? fixed(*milliseconds / 1000, *milliseconds < 9'950 ? 2 : 1)
                        : analysis::no_figure;
}

std::string three(const results::percentiles& p) {
    return p.p50 ? seconds(p.p50) + " / " + seconds(p.p90) + " / " + seconds(p.p99)
                 : analysis::no_figure;
}

std::string minute(timestamp t) {
    return to_string(t).substr(0, 16) + "Z";
}

std::string served(const results::judge_facts& j) {
    std::string out;
    for (const results::served_model& m : j.served)
        out += (out.empty() ? "" : "; ") +
               (m.name.empty() ? std::string("not named") : printable(m.name, 200)) +
               (j.served.size() > 1 ? " (" + grouped(m.answers) + ", " + minute(m.first) + " to " +
                                          minute(m.last) + ")"
                                    : "");
    return out.empty() ? analysis::no_figure : out;
}

std::string cost_of(const results::judge_facts& j) {
    if (j.priced == 0 && j.cost_usd == 0)
        return j.unpriced > 0 ? "unknown" : dollars(0);
    return dollars(j.cost_usd) + (j.unpriced > 0 ? " (part)" : "");
}

// Of all calls, whatever came of them.
std::string whole_cost(const results::run_facts& f) {
    double usd = f.unassigned.usd, failed = f.unassigned.usd;
    std::uint64_t priced = 0, unpriced = f.unassigned.unpriced;
    for (const results::judge_facts& j : f.judges) {
        usd += j.cost_usd;
        failed += j.failed_usd;
        priced += j.priced;
        unpriced += j.unpriced;
    }
    if (priced == 0 && usd == 0 && unpriced > 0)
        return "unknown: no price, or no usage was told";
    std::string out = dollars(usd);
    if (failed > 0)
        out += ", " + dollars(failed) + " of it for calls without a score";
    if (unpriced > 0)
        out += "; " + counted(unpriced, "answer", "answers") + " of unknown cost not among it";
    return out;
}

analysis::section judge_table(const results::run_facts& f, const judge_names& names) {
    analysis::section s{"",
                        {"judge", "asked for", "served", "answers", "retries", "seconds, p50/90/99",
                         "first byte, p50/90/99", "tokens in", "out", "cost"},
                        3,
                        {},
                        {}};
    bool drift = false;
    for (const results::judge_facts& j : f.judges) {
        drift = drift || j.served.size() > 1;
        s.rows.push_back(
            {names(j.judge),
             j.provider.empty() ? analysis::no_figure
                                : printable(j.provider, 20) + ": " + printable(j.model_id, 200),
             served(j), grouped(j.answers), grouped(j.retries), three(j.latency),
             three(j.first_byte),
             grouped(static_cast<std::uint64_t>(std::max<std::int64_t>(j.input_tokens, 0))),
             grouped(static_cast<std::uint64_t>(std::max<std::int64_t>(j.output_tokens, 0))),
             cost_of(j)});
    }
    s.remarks.push_back(
        "Tokens and cost are those of all calls, also of those that came to no score.");
    s.remarks.push_back("Times are those of accepted answers, from the moment a call was let onto "
                        "the wire; waiting for a free slot is not in them.");
    if (drift)
        s.remarks.push_back("Drift: a judge was served by more than one model. Its scores may not "
                            "be of one kind.");
    return s;
}

// Of less activity no rate is told.
constexpr double telling_s = 1;

// Of all runs, beside what the last of them was allowed.
std::string in_flight(const page_input& in) {
    std::string out = fixed(in.facts.waiting_s / in.facts.active_s, 1) + " on average";
    if (in.origin.threads > 0)
        out += "; threads" + std::string(in.origin.accounts > 1 ? ", all accounts together" : "") +
               ": " + grouped(in.origin.threads);
    return out;
}

std::string troubles(const results::run_facts& f) {
    std::string out;
    for (const auto& [kind, n] : f.troubles)
        out += (out.empty() ? "" : ", ") + std::string(to_string(kind)) + " " + grouped(n);
    return out.empty() ? "none" : out;
}

} // namespace

std::vector<judge_cost> costs_of(const results::run_facts& facts) {
    std::vector<judge_cost> out;
    for (const results::judge_facts& j : facts.judges) {
        out.push_back({j.judge, std::nullopt, j.unpriced, j.answers});
        if (const auto each = j.usd_an_answer())
            out.back().usd_per_thousand = 1000 * *each;
    }
    return out;
}

std::string run_section(const page_input& in) {
    const results::run_facts& f = in.facts;
    analysis::section s{"", {"", ""}, 2, {}, {}};
    if (f.first)
        s.rows.push_back({"from, to (UTC)", minute(*f.first) + " to " + minute(*f.last) +
                                                (in.running ? "; a run is at work" : "")});
    s.rows.push_back({"requests, answers", grouped(f.requests) + ", " + grouped(f.answers)});
    if (f.active_s >= telling_s)
        s.rows.push_back({"throughput", grouped(static_cast<std::uint64_t>(
                                            60 * static_cast<double>(f.answers) / f.active_s)) +
                                            " answers a minute in " + span_text(f.active_s) +
                                            " of activity (pauses over a minute left out)"});
    if (f.active_s >= telling_s && f.requests > 0)
        s.rows.push_back({"calls in flight", in_flight(in)});
    s.rows.push_back({"held back by", held_back_text(f, in.running)});
    s.rows.push_back({"made again after", troubles(f)});
    s.rows.push_back({"429, 503, 529", grouped(f.rate_limited)});
    s.rows.push_back({"cost", whole_cost(f)});
    s.rows.push_back({"possibly billed twice",
                      counted(in.doubtful_calls, "call", "calls") +
                          (in.doubtful_usd > 0 ? ", at most " + dollars(in.doubtful_usd) : "")});
    return "<section id=run><h2>How the answers came about</h2>\n" +
           table(s, "The run as a whole") + table(judge_table(f, judge_names(in)), "By judge") +
           "</section>\n";
}

} // namespace preceptron::report
