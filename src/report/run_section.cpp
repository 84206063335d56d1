#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "core/timestamp.hpp"
#include "report/cost_chart.hpp"
#include "report/html.hpp"
#include "report/page_sections.hpp"

namespace preceptron::report {

namespace {

constexpr const char* unknown = "—";

std::string seconds(const std::optional<double>& milliseconds) {
    return milliseconds ? fixed(*milliseconds / 1000, *milliseconds < 9'950 ? 2 : 1) : unknown;
}

std::string three(const results::percentiles& p) {
    return p.p50 ? seconds(p.p50) + " / " + seconds(p.p90) + " / " + seconds(p.p99) : unknown;
}

std::string minute(timestamp t) {
    return to_string(t).substr(0, 16) + "Z";
}

std::string served(const results::judge_facts& j) {
    std::string out;
    for (const results::served_model& m : j.served)
        out += (out.empty() ? "" : "; ") +
               (m.name.empty() ? std::string("not named") : printable(m.name, 60)) +
               (j.served.size() > 1 ? " (" + grouped(m.answers) + ", " + minute(m.first) + " to " +
                                          minute(m.last) + ")"
                                    : "");
    return out.empty() ? unknown : out;
}

analysis::section judge_table(const results::run_facts& f) {
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
            {printable(j.judge, 60),
             j.provider.empty() ? unknown
                                : printable(j.provider, 20) + ": " + printable(j.model_id, 60),
             served(j), grouped(j.answers), grouped(j.retries), three(j.latency),
             three(j.first_byte),
             grouped(static_cast<std::uint64_t>(std::max<std::int64_t>(j.input_tokens, 0))),
             grouped(static_cast<std::uint64_t>(std::max<std::int64_t>(j.output_tokens, 0))),
             j.priced == 0 ? "unknown"
                           : dollars(j.cost_usd) + (j.priced < j.answers ? " (part)" : "")});
    }
    s.remarks.push_back("Times are those of accepted answers, from the moment a call was let onto "
                        "the wire; waiting for a free slot is not in them.");
    if (drift)
        s.remarks.push_back("Drift: a judge was served by more than one model. Its scores may not "
                            "be of one kind.");
    return s;
}

// Which of the things that can hold a run back did so, as far as the journal tells.
std::string limited_by(const page_input& in) {
    const results::run_facts& f = in.facts;
    if (f.active_s <= 0 || f.requests == 0)
        return "too short a run to say";
    const double in_flight = f.waiting_s / f.active_s;
    const std::string flight = "on average " + fixed(in_flight, 1) + " calls were in flight, of " +
                               grouped(in.origin.threads) + " threads";
    if (f.rate_limited * 100 > f.requests)
        return "the provider's limits: " + grouped(f.rate_limited) + " of " + grouped(f.requests) +
               " requests were answered with 429, 503 or 529; " + flight;
    if (in.origin.threads > 0 && in_flight > .75 * static_cast<double>(in.origin.threads))
        return "the number of threads: " + flight;
    return "neither threads nor rate limits: " + flight;
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
        out.push_back({j.judge, std::nullopt});
        if (j.priced > 0)
            out.back().usd_per_thousand = 1000 * j.cost_usd / static_cast<double>(j.priced);
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
    if (f.active_s > 0)
        s.rows.push_back({"throughput", grouped(static_cast<std::uint64_t>(
                                            60 * static_cast<double>(f.answers) / f.active_s)) +
                                            " answers a minute in " + span_text(f.active_s) +
                                            " of activity (pauses over a minute left out)"});
    s.rows.push_back({"held back by", limited_by(in)});
    s.rows.push_back({"made again after", troubles(f)});
    s.rows.push_back({"429, 503, 529", grouped(f.rate_limited)});
    double cost = 0;
    std::uint64_t priced = 0;
    for (const results::judge_facts& j : f.judges) {
        cost += j.cost_usd;
        priced += j.priced;
    }
    s.rows.push_back({"cost of answers", priced == 0 ? "unknown: no price"
                                                     : dollars(cost) + " for " + grouped(priced) +
                                                           " of " + grouped(f.answers)});
    s.rows.push_back({"possibly billed twice",
                      counted(in.doubtful_calls, "call", "calls") +
                          (in.doubtful_usd > 0 ? ", at most " + dollars(in.doubtful_usd) : "")});
    return "<section id=run><h2>How the answers came about</h2>\n" + table(s) +
           table(judge_table(f)) + "</section>\n";
}

} // namespace preceptron::report
