#include "session/planning/question_settings.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <set>

namespace preceptron::session {

namespace {

auto find(auto& used, std::string_view judge, std::string_view task) {
    return std::ranges::find_if(
        used, [&](const question_settings& s) { return s.judge == judge && s.task == task; });
}

bool has(const std::vector<std::string>& digests, std::string_view digest) {
    return std::ranges::find(digests, digest) != digests.end();
}

// Visits each graded entry of the task with what is stored of its repeats.
void for_each_entry(std::span<const entry> entries, std::string_view judge, std::string_view task,
                    int repeats, const journal::stored_results& stored, auto&& visit) {
    std::vector<journal::stored_trial> found; // by repeat
    for (const entry& e : entries) {
        if (!e.grade || e.task != task)
            continue;
        stored.find_repeats(judge, task, e.id, static_cast<std::uint32_t>(repeats), found);
        visit(e, found);
    }
}

std::uint64_t standing_answers(std::span<const entry> entries, std::string_view judge,
                               std::string_view task, int repeats,
                               const journal::stored_results& stored) {
    std::uint64_t n = 0;
    for_each_entry(entries, judge, task, repeats, stored, [&n](const entry&, const auto& found) {
        n += static_cast<std::uint64_t>(
            std::ranges::count_if(found, [](const auto& trial) { return trial.standing(); }));
    });
    return n;
}

// How many answers stand for entries beside the cell's that are to another question than theirs
// now.
std::uint64_t other_answers_beside(const plan_cell& cell, const run_inputs& inputs,
                                   const journal::stored_results& stored) {
    const prepared_judge& judge = inputs.judges[cell.judge];
    std::vector<bool> planned(inputs.data.entries.size());
    for (const std::uint32_t e : cell.entries)
        planned[e] = true;
    std::uint64_t n = 0;
    for_each_entry(inputs.data.entries, judge.spec.name, cell.task, cell.repeats, stored,
                   [&](const entry& e, const auto& found) {
                       for (std::size_t repeat = 0; !planned[e.index] && repeat < found.size();
                            ++repeat) {
                           const auto* const answer = found[repeat].standing();
                           if (!answer) // spares its prompt
                               continue;
                           const auto key =
                               key_of(judge, stored.keys(), e, static_cast<int>(repeat));
                           n += !key || !answer->answers(*key);
                       }
                   });
    return n;
}

// The ways in which the answers that stand now may have been asked for.
std::vector<std::string> ways_so_far(const question_settings& known, bool same_dataset,
                                     const run_inputs& inputs, const plan_cell& cell,
                                     const journal::stored_results& stored) {
    if (known.present.empty())
        return known.digests;
    std::vector<std::string> ways = known.otherwise;
    const bool none_came = same_dataset && known.others &&
                           standing_answers(inputs.data.entries, known.judge, known.task,
                                            cell.repeats, stored) <= *known.others;
    if (has(known.digests, known.present) && !has(ways, known.present) && !none_came)
        ways.push_back(known.present);
    return ways;
}

void add_plan(question_settings& known, bool same_dataset, const run_inputs& inputs,
              const planned_run& planned, const plan_cell& cell,
              const journal::stored_results& stored) {
    const std::string digest = settings_digest(inputs.judges[cell.judge], cell.task);
    auto others = ways_so_far(known, same_dataset, inputs, cell, stored);
    std::erase(others, digest);
    known.others = 0;
    if (!others.empty())
        known.others =
            (planned.keeps_stale ? cell.stale : 0) + other_answers_beside(cell, inputs, stored);
    known.otherwise.clear();
    if (*known.others > 0)
        known.otherwise = std::move(others);
    known.present = digest;
    if (cell.open.empty())
        return;
    if (known.epochs.empty() && known.digests.size() == 1) // from an older version
        begin_epoch(known.epochs, known.digests.front(), {});
    begin_epoch(known.epochs, digest, stored.last_result());
    if (!has(known.digests, digest))
        known.digests.push_back(digest);
}

// Of a cell with results of which nobody knows how they were asked for: of another program's files,
// of an older version, or of a manifest that was lost. What comes from now on is known.
question_settings after_unknown(const prepared_judge& judge, const run_inputs& inputs,
                                const planned_run& planned, const plan_cell& cell,
                                const journal::stored_results& stored) {
    const std::string unknown, digest = settings_digest(judge, cell.task);
    question_settings made{judge.spec.name, cell.task, {unknown, digest}, digest, {}, 0, {}};
    made.others =
        (planned.keeps_stale ? cell.stale : 0) + other_answers_beside(cell, inputs, stored);
    if (*made.others > 0)
        made.otherwise.push_back(unknown);
    if (!cell.open.empty())
        begin_epoch(made.epochs, digest, stored.last_result());
    return made;
}

// Of a judge and task, how many answers count, and of them those that stand beside the `present`.
struct standing_counts {
    std::uint64_t all = 0, others = 0;
    bool exact = false; // else nobody knows how many are others
};

standing_counts count_standing(const question_settings& cell,
                               std::span<const results::published_judge> judges,
                               std::span<const entry> entries, bool same_dataset,
                               const journal::stored_results& stored) {
    standing_counts n;
    const auto judge = std::ranges::find(judges, cell.judge, &results::published_judge::name);
    if (judge == judges.end())
        return n;
    n.all = standing_answers(entries, cell.judge, cell.task, std::max(1, judge->repeats), stored);
    n.exact = cell.others && same_dataset && !cell.present.empty();
    n.others = n.exact ? std::min(*cell.others, n.all) : 0;
    return n;
}

std::string up_to_ways(std::size_t n) {
    return "in up to " + grouped(n) + " ways";
}

} // namespace

bool was_asked_with(const std::string& digest, const question_settings& known,
                    const journal::location& where) {
    const bool always_the_same = known.digests.size() == 1;
    return digest == (always_the_same ? known.digests.front() : digest_at(known.epochs, where));
}

std::string settings_digest(const prepared_judge& judge, const std::string& task) {
    const judging::task& asked = *judge.tasks->find(task);
    const judging::prompt_variant& prompt = judge.prompt.of(asked);
    const prompt_messages templates{prompt.system.text + '\0' + asked.scale.describe({}),
                                    prompt.user.text};
    // In the older layout, as all manifests have it.
    journal::judge_keys keys(judge.spec, journal::key_layout::entry_first);
    return to_hex(keys.of(task, {}, templates).of(0));
}

std::vector<question_settings> settings_with(std::vector<question_settings> before,
                                             bool same_dataset, const run_inputs& inputs,
                                             const planned_run& planned,
                                             const journal::stored_results& stored) {
    std::set<const question_settings*> in_plan;
    const std::size_t known_before = before.size();
    before.reserve(known_before + planned.work.cells.size()); // places stay
    for (const plan_cell& cell : planned.work.cells) {
        const prepared_judge& judge = inputs.judges[cell.judge];
        const auto known = find(before, judge.spec.name, cell.task);
        if (known != before.end()) {
            add_plan(*known, same_dataset, inputs, planned, cell, stored);
            in_plan.insert(&*known);
        } else if (stored.knows_cell(judge.spec.name, cell.task)) {
            before.push_back(after_unknown(judge, inputs, planned, cell, stored));
        } else {
            const std::string digest = settings_digest(judge, cell.task);
            before.push_back({judge.spec.name, cell.task, {digest}, digest, {}, 0, {{digest, {}}}});
        }
    }
    for (std::size_t i = 0; !same_dataset && i < known_before; ++i)
        if (!in_plan.contains(&before[i]) && !before[i].otherwise.empty())
            before[i].others.reset(); // they were counted among other entries
    for (question_settings& cell : before) {
        const auto judge = std::ranges::find(inputs.judges, cell.judge,
                                             [](const prepared_judge& j) { return j.spec.name; });
        const bool is_known = judge != inputs.judges.end() && judge->tasks->find(cell.task);
        cell.configured = is_known ? settings_digest(*judge, cell.task) : std::string();
    }
    return before;
}

std::vector<std::string> mixed_settings(std::span<const question_settings> used,
                                        std::span<const results::published_judge> judges,
                                        std::span<const entry> entries, bool same_dataset,
                                        const journal::stored_results& stored) {
    std::vector<std::string> sentences;
    for (const question_settings& cell : used) {
        if (cell.otherwise.empty())
            continue;
        const auto [all, others, exact] =
            count_standing(cell, judges, entries, same_dataset, stored);
        const std::uint64_t present = all - others;
        const std::size_t ways = cell.otherwise.size() + (present > 0 && !cell.present.empty());
        if (ways < 2 || all == 0)
            continue;
        const std::string whose =
            " of '" + printable(cell.judge, 60) + "' about " + printable(cell.task, 60);
        if (exact && present > 0)
            sentences.push_back(
                "of the " + counted(all, "answer", "answers") + whose + " that count, " +
                grouped(others) + (others == 1 ? " was" : " were") +
                " asked for in another way than the other " + grouped(present) +
                " (prompt, model, sampling or entry)" +
                (cell.otherwise.size() > 1 ? ", " + up_to_ways(cell.otherwise.size()) : ""));
        else
            sentences.push_back("the answers" + whose + " that count may have been asked for " +
                                up_to_ways(ways) + " (prompt, model or sampling)");
    }
    return sentences;
}

std::vector<answers_otherwise>
asked_otherwise(std::span<const question_settings> used,
                std::span<const results::published_judge> judges, std::span<const entry> entries,
                bool same_dataset, const journal::stored_results& stored) {
    std::vector<answers_otherwise> found;
    for (const question_settings& cell : used) {
        if (cell.configured.empty() || cell.present.empty())
            continue;
        const bool planned_so = cell.present == cell.configured;
        if (planned_so && cell.otherwise.empty())
            continue;
        const standing_counts n = count_standing(cell, judges, entries, same_dataset, stored);
        const bool may_be_so = !planned_so && has(cell.otherwise, cell.configured);
        const std::uint64_t most = planned_so && n.exact ? n.others : n.all;
        if (most > 0)
            found.push_back({cell.judge, cell.task, most, n.all,
                             (n.exact || !planned_so) && !may_be_so});
    }
    return found;
}

std::vector<std::string> outdated_settings(std::span<const answers_otherwise> cells) {
    std::vector<std::string> sentences;
    for (const answers_otherwise& cell : cells)
        if (cell.exact && cell.answers == cell.of)
            sentences.push_back(
                "all " + counted(cell.of, "answer", "answers") + " of '" +
                printable(cell.judge, 60) + "' about " + printable(cell.task, 60) +
                " that count " + (cell.of == 1 ? "was" : "were") +
                " asked for in another way than the last run was configured (prompt, model or "
                "sampling)");
    return sentences;
}

bool only_entries_changed(std::span<const question_settings> used, const run_inputs& inputs,
                          const planned_run& planned) {
    const auto& cells = planned.work.cells;
    std::vector<std::string> now(cells.size()); // of those with a stale answer
    return planned.stale > 0 &&
           std::ranges::all_of(planned.stale_answers, [&](const stale_answer& answer) {
               const prepared_judge& judge = inputs.judges[cells[answer.cell].judge];
               const std::string& task = cells[answer.cell].task;
               std::string& digest = now[answer.cell];
               if (digest.empty())
                   digest = settings_digest(judge, task);
               const auto known = find(used, judge.spec.name, task);
               return known != used.end() && was_asked_with(digest, *known, answer.where);
           });
}

} // namespace preceptron::session
