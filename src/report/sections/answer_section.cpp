#include "analysis/figures.hpp"
#include "analysis/text/headline_row.hpp"
#include "analysis/text/headline_text.hpp"
#include "core/grouped.hpp"
#include "core/json_text.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/sections/missing_figures.hpp"
#include "report/sections/page_sections.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>

namespace preceptron::report {

namespace {

using agreement::standing;

const analysis::judge_beside_physicians* beside(const analysis::report& r, const std::string& task,
                                                const std::string& judge) {
    for (const analysis::task_ceiling& c : r.ceiling)
        if (c.task == task)
            for (const analysis::judge_beside_physicians& j : c.judges)
                if (j.judge == judge)
                    return &j;
    return nullptr;
}

std::string list_of(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names)
        out += (out.empty() ? "" : ", ") + isolated(printable(name, 60));
    return out;
}

// "r_idea (3 physicians, 30 entries, 3 cases†)": a verdict is worth as much as what it rests on.
std::string with_basis(const std::string& task, const analysis::judge_beside_physicians& j) {
    return isolated(printable(task, 60)) + " (" + analysis::stands_on(j) + ")";
}

bool has_scores(const analysis::report& r, const std::string& judge) {
    return std::ranges::any_of(
        r.cells, [&](const analysis::rated_cell& c) { return c.judge == judge && c.n > 0; });
}

// A judge's sentences: on which tasks its scores may stand for a physician's.
std::string trust_sentence(const analysis::report& r, const std::string& judge) {
    std::vector<std::string> better, good, bad, open;
    std::map<std::string, std::vector<std::string>> not_compared; // by the reason
    for (const analysis::task_ceiling& c : r.ceiling) {
        const auto* const j = beside(r, c.task, judge);
        if (!j)
            continue;
        if (!j->kappa.difference)
            not_compared[analysis::why_not_compared(*j)].push_back(isolated(printable(c.task, 60)) +
                                                                   analysis::too_few_shared(*j));
        else if (j->standing == standing::inferior)
            bad.push_back(with_basis(c.task, *j));
        else
            (j->standing == standing::inconclusive ? open
             : j->standing == standing::superior   ? better
                                                   : good)
                .push_back(with_basis(c.task, *j));
    }
    const std::string name = "<b>" + in_our_words(judge_names(r)(judge)) + "</b>";
    const std::string margin = number_text(r.used.margin);
    std::string out;
    if (!better.empty())
        out += name +
               " agrees with the other physicians <span class=good>better than a physician "
               "does</span> on " +
               joined(better, ", ") + ". ";
    if (!good.empty())
        out += name +
               " grades <span class=good>as well as a physician</span>, within the margin of " +
               margin + " QWK, on " + joined(good, ", ") + ". ";
    if (!bad.empty())
        out += name + " grades <span class=bad>worse than a physician</span> by more than " +
               margin + " QWK on " + joined(bad, ", ") + ". ";
    if (!open.empty())
        out += "For " + name + " on " + joined(open, ", ") + " the data do not decide. ";
    if (!has_scores(r, judge)) // that is said below
        return "";
    for (const auto& [reason, tasks] : not_compared)
        out += name + " cannot be compared with a physician on " + joined(tasks, ", ") + ": " +
               escaped(reason) + ". ";
    return out.empty() ? "" : "<p class=lead>" + out + "</p>\n";
}

bool rests_on_few_cases(const analysis::report& r) {
    return std::ranges::any_of(r.ceiling, [](const analysis::task_ceiling& c) {
        return std::ranges::any_of(c.judges, &analysis::judge_beside_physicians::few_cases);
    });
}

std::vector<std::string> tasks_without_physicians(const analysis::report& r) {
    std::vector<std::string> out;
    for (const analysis::rated_cell& cell : r.cells)
        if (!cell.by_case && std::ranges::find(out, cell.task) == out.end() &&
            std::ranges::find(r.ceiling, cell.task, &analysis::task_ceiling::task) ==
                r.ceiling.end())
            out.push_back(cell.task);
    return out;
}

constexpr const char* not_compared = "– not compared";

// A sentence for each reason, with the tasks.
std::vector<std::string> why_not_compared(const analysis::report& r) {
    std::map<std::string, std::vector<std::string>> tasks;
    for (const analysis::task_ceiling& c : r.ceiling)
        for (const analysis::judge_beside_physicians& j : c.judges)
            if (!j.kappa.difference && j.scored > 0)
                add_new(tasks[analysis::why_not_compared(j)], printable(c.task, 60));
    std::vector<std::string> out;
    for (const auto& [reason, where] : tasks)
        out.push_back(std::string(not_compared) + " on " + listed(where) + ": " + reason + ".");
    return out;
}

std::string verdict_word(const analysis::report& r, const analysis::rated_cell& cell) {
    const auto* const j = beside(r, cell.task, cell.judge);
    if (!j)
        return {};
    if (!j->kappa.difference)
        return cell.n == 0 ? "" : not_compared;
    // With blanks at which no line ends.
    const char* const sign = j->standing == standing::inferior       ? "✗\u00a0"
                             : j->standing == standing::inconclusive ? "?\u00a0"
                                                                     : "✓\u00a0";
    return sign + analysis::signed_figure(j->kappa.difference, 3) +
           (j->kappa.interval ? " " + analysis::verdict_limits(*j->kappa.interval, r.used.margin)
                              : "") +
           (j->few_cases ? analysis::few_cases_mark : "") +
           (j->cases == cell.cases
                ? ""
                : " on " + (j->cases_known ? counted(j->cases, "case", "cases")
                                           : counted(j->cases, "entry", "entries")));
}

// How many cases a task's figures rest on: "60", "57–60" where judges differ.
std::string cases_of(const analysis::report& r, const std::string& task) {
    std::uint32_t least = std::numeric_limits<std::uint32_t>::max(), most = 0;
    bool known = true;
    for (const analysis::rated_cell& cell : r.cells)
        if (cell.task == task) {
            least = std::min(least, cell.cases);
            most = std::max(most, cell.cases);
            known = known && cell.cases_known;
        }
    return (known && least < most ? grouped(least) + "–" : "") + analysis::case_count(most, known);
}

bool has_verdict_interval_of_few_cases(const analysis::report& r) {
    return std::ranges::any_of(r.ceiling, [](const analysis::task_ceiling& c) {
        return std::ranges::any_of(c.judges, [](const analysis::judge_beside_physicians& j) {
            return j.few_cases && j.kappa.interval;
        });
    });
}

std::string few_cases_remark(const analysis::report& r) {
    const bool intervals = has_interval_of_few_cases(r) || has_verdict_interval_of_few_cases(r);
    return analysis::few_cases_words(cases_known(r)) +
           (intervals ? std::string(analysis::too_narrow) + ", and a verdict by it is weak."
                      : std::string("."));
}

// A row a judge, where tasks by judges would be too wide for the page.
analysis::section turned(const analysis::section& s) {
    analysis::section out{"", {"judge"}, 0, {}, s.remarks};
    for (const auto& row : s.rows)
        out.heads.push_back(row[0] + " (" + row[1] + ")");
    out.first_number = out.heads.size(); // cells are more than a number
    for (std::size_t j = 2; j < s.heads.size(); ++j) {
        out.rows.push_back({s.heads[j]});
        for (const auto& row : s.rows)
            out.rows.back().push_back(row[j]);
    }
    out.remarks.insert(out.remarks.begin(), "In brackets: the number of cases.");
    return out;
}

// Tasks by judges: agreement, and the verdict where there is one.
analysis::section grid(const analysis::report& r) {
    const std::vector<std::string> judges = judges_of(r);
    const judge_names names(judges);
    analysis::section s{"", {"task", "cases"}, judges.size() + 2, {}, {}};
    for (const std::string& judge : judges)
        s.heads.push_back(names(judge));
    bool any_few = false;
    for (const std::string& task : tasks_of(r)) {
        std::vector<std::string> row{printable(task, 60), cases_of(r, task)};
        row.resize(judges.size() + 2);
        for (const analysis::rated_cell& cell : r.cells)
            if (cell.task == task) {
                const std::string word = verdict_word(r, cell),
                                  few = few_cases_mark(cell, kappa_of(cell, r));
                any_few = any_few || !few.empty();
                row[position(judges, cell.judge) + 2] =
                    analysis::row_of(cell, r, false).kappa + few + (word.empty() ? "" : " " + word);
            }
        s.rows.push_back(std::move(row));
    }
    s.remarks.push_back(
        r.ceiling.empty()
            ? "QWK with its 95 % interval. It says how alike judge and physician grade; whether "
              "that "
              "is enough takes a second physician's grades to compare with."
            : "QWK with its 95 % interval; then judge less physician" +
                  std::string(analysis::physicians_comparable(r.used) ? "" : " (QWK by points)") +
                  ", both against the mean of the other physicians. ✓ the interval lies above -" +
                  number_text(r.used.margin) +
                  " (as good as a physician; wholly above 0: better), ✗ below it (worse), ? "
                  "neither: undecided.");
    if (any_few && !rests_on_few_cases(r)) // then it is said already, above
        s.remarks.push_back(few_cases_remark(r));
    std::ranges::move(why_not_compared(r), std::back_inserter(s.remarks));
    std::ranges::move(missing_figures(r), std::back_inserter(s.remarks));
    if (!std::ranges::all_of(r.cells, &analysis::rated_cell::cases_known))
        s.remarks.push_back(
            std::string(cases_known(r) ? "Where cases are not known," : "No case ids:") +
            " entries are taken as independent, so that intervals may be too "
            "narrow.");
    constexpr std::size_t most_columns = 7;
    return judges.size() > std::max(most_columns, s.rows.size()) ? turned(s) : s;
}

} // namespace

std::string answer_section(const page_input& in) {
    const analysis::report& r = in.agreement;
    std::string out = "<section id=answer>\n";
    if (r.cells.empty() || r.counts.analysed == 0)
        return out +
               "<p class=lead>Nothing can be said: no graded entry has a judge's score yet."
               "</p>\n" +
               key_of_names(judge_names(in)) + "</section>\n";
    if (r.ceiling.empty())
        out += "<p class=lead>Whether a judge may stand in for a physician <b>cannot be said</b> "
               "from these data: " +
               std::string(r.raters_of_others
                               ? "the ratings of physicians that were given are of other entries"
                               : "each entry has one physician's grade") +
               ", and how much two physicians differ on these is not known. What can be said is "
               "how closely each judge "
               "follows the one grade.</p>\n";
    for (const std::string& judge : judges_of(r))
        out += trust_sentence(r, judge);
    if (const std::string many = analysis::number_of_verdicts(r); !many.empty())
        out += "<p class=remark>" + many + "</p>\n";
    if (rests_on_few_cases(r))
        out += "<p class=remark>" + few_cases_remark(r) + "</p>\n";
    if (const auto rest = tasks_without_physicians(r); !r.ceiling.empty() && !rest.empty())
        out += "<p>On " + list_of(rest) +
               " nothing can be said of this kind: too few entries have several physicians' "
               "grades.</p>\n";
    if (r.counts.unfinished())
        out += paragraph("The run is not finished: " + r.counts.unfinished_part() +
                         ". Figures will change.");
    out += "<ul>\n";
    const analysis::report named = with_names_of(r);
    // The verdicts are said above, and in the table.
    for (const auto& sentences : {analysis::findings(named), analysis::remarks(named)})
        for (const std::string& sentence : sentences)
            out += "<li>" + in_our_words(sentence) + "\n";
    return out + "</ul>\n" + table(grid(r), "Agreement by task and judge") +
           key_of_names(judge_names(in)) + "</section>\n";
}

} // namespace preceptron::report
