#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/page_sections.hpp"

namespace preceptron::report {

namespace {

std::string example(const results::failed_trial& f, const judge_names& names) {
    std::string where =
        names(f.judge) + ", " + printable(f.task, 60) + ", entry " + printable(f.id, 60);
    if (f.http_status != 0 && f.http_status != 200)
        where += ": HTTP " + std::to_string(f.http_status);
    if (!f.provider_code.empty())
        where += " " + printable(f.provider_code, 60);
    std::string out = "<li>" + isolated(where);
    if (!f.message.empty())
        out += " – " + isolated(printable(f.message, 300));
    if (!f.raw.empty())
        out += "<blockquote>" + isolated(shortened(f.raw, 300)) + "</blockquote>";
    return out + "\n";
}

// A further repeat, or an entry that no figure is of, is counted here only.
std::string what_is_counted(const page_input& in) {
    std::uint64_t all = 0, missing = 0;
    for (const results::failed_class& c : in.failures) {
        for (const auto& [judge, n] : c.trials)
            all += n;
        const auto& flow = in.agreement.counts.missing;
        if (const auto above = flow.find(std::string(to_string(c.kind))); above != flow.end())
            missing += above->second;
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

} // namespace

std::string failures_section(const page_input& in) {
    std::string out = "<section id=failures><h2>What has no score, and why</h2>\n";
    if (in.failures.empty())
        return out + paragraph("Every judgement that ended has a score.") + "</section>\n";
    const std::vector<std::string> judges = judges_of(in.agreement);
    const judge_names names(in);
    analysis::section counts{"", {"class"}, 1, {}, {}};
    for (const std::string& judge : judges)
        counts.heads.push_back(names(judge));
    counts.heads.push_back("all");
    for (const results::failed_class& c : in.failures) {
        std::vector<std::string> row{std::string(to_string(c.kind))};
        std::uint64_t all = 0;
        for (const auto& [judge, n] : c.trials)
            all += n;
        for (const std::string& judge : judges) {
            const auto n = c.trials.find(judge);
            row.push_back(n == c.trials.end() ? "" : grouped(n->second));
        }
        row.push_back(grouped(all));
        counts.rows.push_back(std::move(row));
    }
    counts.remarks.push_back(what_is_counted(in));
    out += table(counts);
    for (const results::failed_class& c : in.failures) {
        out += "<details><summary>" + std::string(to_string(c.kind)) + ": examples</summary><ul>\n";
        for (const results::failed_trial& f : c.examples)
            out += example(f, names);
        out += "</ul></details>\n";
    }
    return out + "</section>\n";
}

} // namespace preceptron::report
