// A task: the rubric by which answers of one kind are judged, as a task file describes it.
#pragma once

#include "judging/prompt_template.hpp"
#include "judging/scale.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace preceptron::judging {

// How far a judge may be from the physician and still count as agreeing.
struct tolerance {
    enum class unit { points, share }; // share of the scale's width
    unit of = unit::share;
    double amount = 0.1;
};

// A field that must be there, or several of which one must.
using requirement = std::vector<std::string>;

struct prompt_variant {
    std::string name;
    prompt_template system;
    prompt_template user;
};

struct task {
    std::string name; // the dataset's `benchmark` value
    std::string title;
    std::string source; // where the rubric comes from
    judging::scale scale;
    judging::tolerance tolerance;
    std::vector<std::string> aliases;     // other `benchmark` values judged with this rubric
    std::vector<requirement> required;    // without them nothing is sent
    std::vector<std::string> wanted;      // without them the prompt says "(not available)"
    std::vector<prompt_variant> variants; // "default" among them

    // The variant of this name. A task without it is judged with its default: which variants help
    // is a matter of the task.
    const prompt_variant& variant(std::string_view name_of_it) const noexcept;

    // "cpc_bond: Differential diagnosis, Bond scale (0, 2, 2.5, …)".
    std::string describe() const;
};

// SHA-256, in hex, of what the variant would send, before any entry's text is filled in.
std::string prompt_template_hash(const prompt_variant& variant);

} // namespace preceptron::judging
