#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/sections/page_sections.hpp"
#include "results/ratings.hpp"

#include <algorithm>
#include <string_view>

namespace preceptron::report {

namespace {

std::string example(const results::failed_trial& f, const judge_names& names) {
    std::string where =
        names(f.judge) + ", " + printable(f.task, 60) + ", entry " + printable(f.id, 60);
    if (f.http_status != 0 && f.http_status != 200)
        where += ": HTTP " + std::to_string(f.http_status);
    if (!f.provider_code.empty())
        where += " " + printable(f.provider_code, 60);
    std::string out = "<li>" + in_our_words(where);
    if (!f.message.empty())
        out += " – " + isolated(printable(f.message, 300));
    if (!f.raw.empty())
        out += "<blockquote>" + isolated(shortened(f.raw, 300)) + "</blockquote>";
    return out + "\n";
}

std::uint64_t trials_of(const results::failed_class& c) {
    std::uint64_t all = 0;
    for (const auto& [judge, n] : c.trials)
        all += n;
    return all;
}

// A further repeat, or an entry that no figure is of, is counted here only.
std::string what_is_counted(const page_input& in) {
    std::uint64_t all = 0, missing = 0;
    for (const results::failed_class& c : in.failures) {
        const std::uint64_t failed = trials_of(c);
        all += failed;
        const auto& flow = in.agreement.counts.missing;
        if (const auto above = flow.find(std::string(to_string(c.kind))); above != flow.end())
            missing += std::min<std::uint64_t>(above->second, failed); // the rest: left_out_later
    }
    if (all == missing)
        return "A failure never becomes a number: these judgements are missing from every figure "
               "above.";
    return "A failure never becomes a number. Counted here is each judgement that has no score: " +
           grouped(all) +
           ", each repeat of an entry by itself, and entries that no figure is of as well. In the "
           "figures above an entry counts once for each judge, and " +
           grouped(missing) + " are missing for these reasons.";
}

// Scores that the run took and the analysis did not, such as those beyond --scale.
std::string left_out_later(const page_input& in) {
    std::string out;
    for (const auto& [why, n] : in.agreement.counts.missing) {
        if (why == results::not_asked || why == results::not_judged)
            continue;
        std::uint64_t failed = 0;
        for (const results::failed_class& c : in.failures)
            if (to_string(c.kind) == why)
                failed = trials_of(c);
        if (n > failed)
            out += (out.empty() ? "" : ", ") + printable(why, 40) + " " + grouped(n - failed);
    }
    return out.empty() ? "" : " Scores that the analysis itself left out: " + out + ".";
}

std::string_view words_of(failure_class c) {
    switch (c) {
    case failure_class::http_error:
        return "the server answered with an HTTP status other than 200";
    case failure_class::provider_error:
    case failure_class::stream_error:
        return "the provider sent an error in place of an answer";
    case failure_class::truncated:
        return "the answer broke off";
    case failure_class::length:
        return "the answer reached the limit of its length";
    case failure_class::filtered:
        return "the provider's content filter withheld or cut the answer";
    case failure_class::refusal:
        return "the judge declined";
    case failure_class::empty:
        return "the answer had no text";
    case failure_class::bad_body:
        return "what the server sent was no answer of a model";
    case failure_class::transport:
        return "the connection failed";
    case failure_class::timeout:
        return "no answer in time";
    case failure_class::unparsed:
        return "the answer did not have exactly one score";
    case failure_class::out_of_scale:
        return "the score is none that the task's scale has";
    case failure_class::missing_context:
        return "the entry lacks what its task compares with; nothing was sent";
    case failure_class::budget:
        return "the budget was reached; nothing was sent";
    case failure_class::stopped:
        return "the account or the judge was stopped; nothing was sent";
    }
    return {};
}

} // namespace

std::string failures_section(const page_input& in) {
    std::string out = "<section id=failures><h2>What failed in the run, and why</h2>\n";
    if (in.failures.empty())
        return out + paragraph("No judgement has failed." + left_out_later(in)) + "</section>\n";
    const std::vector<std::string> judges = judges_of(in.agreement);
    const judge_names names(in);
    analysis::section counts{"", {"class"}, 1, {}, {}};
    for (const std::string& judge : judges)
        counts.heads.push_back(names(judge));
    counts.heads.push_back("all");
    for (const results::failed_class& c : in.failures) {
        std::vector<std::string> row{std::string(to_string(c.kind)) + ": " +
                                     std::string(words_of(c.kind))};
        for (const std::string& judge : judges) {
            const auto n = c.trials.find(judge);
            row.push_back(n == c.trials.end() ? "" : grouped(n->second));
        }
        row.push_back(grouped(trials_of(c)));
        counts.rows.push_back(std::move(row));
    }
    counts.remarks.push_back(what_is_counted(in) + left_out_later(in));
    out += table(counts, "Judgements without a score, by class and judge");
    for (const results::failed_class& c : in.failures) {
        out += "<details><summary>" + std::string(to_string(c.kind)) + ": examples</summary><ul>\n";
        for (const results::failed_trial& f : c.examples)
            out += example(f, names);
        out += "</ul></details>\n";
    }
    return out + "</section>\n";
}

} // namespace preceptron::report
