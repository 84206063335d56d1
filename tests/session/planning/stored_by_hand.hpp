// A journal's index that is filled by hand, and what a plan leaves open after it.
#pragma once

#include "session/planning/prepared_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace preceptron::tests {

struct stored_by_hand {
    explicit stored_by_hand(const session::run_inputs& i) : inputs(i) {}

    const entry& at(std::string_view id) const {
        const entry* const found = inputs.data.find(id);
        BOOST_REQUIRE(found != nullptr);
        return *found;
    }
    journal::trial_key right_key(std::string_view id, int repeat = 0) const {
        return session::key_of(inputs.judges[0], index.keys(), at(id), repeat)
            .value_or(journal::trial_key{});
    }
    void result(std::string_view id, const journal::trial_key& key, std::uint32_t repeat = 0) {
        index.add_result({"one", "cpc_bond", id, repeat}, key, journal::make_location(1, 0, 1));
    }
    void result(std::string_view id) { result(id, right_key(id)); }
    void withdraw(std::string_view id) {
        index.let_stand({"one", "cpc_bond", id, 0}, right_key(id));
    }
    void failure(std::string_view id, failure_class kind, bool retryable = false) {
        failure(id, kind, retryable, right_key(id));
    }
    void failure(std::string_view id, failure_class kind, bool retryable,
                 const journal::trial_key& key) {
        index.add_failure({"one", "cpc_bond", id, 0}, {.key = key,
                                                       .where = journal::make_location(1, 0, 1),
                                                       .kind = kind,
                                                       .retryable = retryable});
    }

    const session::run_inputs& inputs;
    journal::stored_results index;
};

inline const journal::trial_key other_key{1, 2, 3};

// "e1 e4", "e1 e1#1": the open trials of the plan's first cell.
inline std::string open(const session::run_inputs& inputs, const session::planned_run& planned) {
    std::string text;
    for (const trial t : planned.work.cells.at(0).open) {
        text += (text.empty() ? "" : " ") + std::string(inputs.data.entries[t.entry].id);
        if (t.repeat > 0)
            text += "#" + std::to_string(t.repeat);
    }
    return text;
}

// One judge's plan with what `fill` puts into the index.
template<class Fill>
std::string open_after(Fill fill, const session::run_options& chosen, session::planned_run& planned,
                       std::string_view more = "") {
    const prepared_folder folder(more);
    session::run_options options = chosen;
    options.config = folder.options.config;
    options.judges = {"one"};
    const auto inputs = folder.inputs(options);
    stored_by_hand stored(*inputs);
    fill(stored);
    planned = session::make_plan(*inputs, options, stored.index);
    return open(*inputs, planned);
}

template<class Fill>
std::string open_after(Fill fill, const session::run_options& chosen = {}) {
    session::planned_run ignored;
    return open_after(fill, chosen, ignored);
}

inline constexpr auto nothing = [](stored_by_hand&) {};

} // namespace preceptron::tests
