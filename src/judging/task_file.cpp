#include "judging/task_file.hpp"

#include "core/nearest.hpp"
#include "judging/task_fields.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace preceptron::judging {

namespace {

using std::string_view;

// Fields a prompt may name without asking for them.
constexpr std::array<string_view, 2> built_in_fields{"max_score", "scale"};

class task_reader {
  public:
    task_reader(const std::string& yaml, yaml_problems& problems)
        : yaml_(yaml), problems_(problems) {}

    task read(const YAML::Node& root) {
        static constexpr std::array<string_view, 9> keys{"task",     "title",     "source",
                                                         "scale",    "tolerance", "aliases",
                                                         "requires", "wants",     "prompts"};
        yaml_mapping file(root, "a task file", keys, problems_);
        task made;
        read_text(file, "task", made.name);
        read_text(file, "title", made.title);
        read_text(file, "source", made.source);
        if (const YAML::Node* node = file.required("scale"))
            made.scale = read_scale(*node);
        if (const YAML::Node* node = file.find("tolerance"))
            made.tolerance = read_tolerance(*node);
        if (const YAML::Node* node = file.find("aliases"))
            made.aliases = read_names(*node, "aliases");
        if (const YAML::Node* node = file.required("requires"))
            made.required = read_requirements(*node);
        if (const YAML::Node* node = file.find("wants"))
            made.wanted = read_names(*node, "wants");
        if (const YAML::Node* node = file.required("prompts"))
            read_variants(*node, made);
        return made;
    }

  private:
    void read_text(yaml_mapping& file, string_view key, std::string& into) {
        if (const YAML::Node* node = file.required(key))
            if (auto text = text_in(*node, key, problems_))
                into = std::move(*text);
    }

    std::optional<double> read_number(const yaml_mapping& from, string_view key) {
        const YAML::Node* const node = from.find(key);
        return node ? number_in(*node, key, problems_) : std::nullopt;
    }

    scale read_scale(const YAML::Node& node) {
        static constexpr std::array<string_view, 4> keys{"values", "min", "max", "step"};
        const yaml_mapping from(node, "scale", keys, problems_);
        scale made;
        if (const YAML::Node* values = from.find("values")) {
            if (from.members().size() > 1)
                problems_.add(from.where(), "scale has either values, or min and max");
            made.values = read_values(*values);
            return made;
        }
        made.min = read_number(from, "min").value_or(0);
        made.step = read_number(from, "step");
        const YAML::Node* const max = from.find("max");
        if (!max)
            problems_.add(from.where(), "scale needs values, or max: a number or max_score");
        else if (!max->IsScalar() || max->Scalar() != "max_score")
            made.max = number_in(*max, "max", problems_);
        if (made.max && *made.max <= made.min)
            problems_.add(max->Mark(), "max must be above min");
        if (made.step && *made.step <= 0)
            problems_.add(from.find("step")->Mark(), "step must be above 0");
        else if (made.has_too_many_steps())
            problems_.add(from.find("step")->Mark(), "step is too small: from min to max there "
                                                     "may be 1,000 of them");
        else if (!made.steps_reach_max())
            problems_.add(from.find("step")->Mark(),
                          "no step ends at max: the best score could never be given");
        return made;
    }

    std::vector<double> read_values(const YAML::Node& node) {
        std::vector<double> values;
        if (!node.IsSequence() || node.size() < 2) {
            problems_.add(node.Mark(), "values must be a list of at least two numbers");
            return values;
        }
        for (const YAML::Node& item : node) {
            const auto value = number_in(item, "a value", problems_);
            if (value && !values.empty() && *value <= values.back())
                problems_.add(item.Mark(), "values must ascend");
            if (value)
                values.push_back(*value);
        }
        return values;
    }

    tolerance read_tolerance(const YAML::Node& node) {
        static constexpr std::array<string_view, 2> keys{"points", "share"};
        const yaml_mapping from(node, "tolerance", keys, problems_);
        const bool points = from.has("points");
        if (points == from.has("share"))
            problems_.add(from.where(), "tolerance has either points or share");
        tolerance made;
        made.of = points ? tolerance::unit::points : tolerance::unit::share;
        made.amount = read_number(from, points ? "points" : "share").value_or(0);
        if (made.amount < 0)
            problems_.add(from.where(), "tolerance must not be negative");
        return made;
    }

    // One name, or a list of them.
    std::vector<std::string> read_names(const YAML::Node& node, string_view what) {
        std::vector<std::string> names;
        if (!node.IsSequence()) {
            problems_.add(node.Mark(), std::string(what) + " must be a list of names");
            return names;
        }
        for (const YAML::Node& item : node)
            if (auto name = text_in(item, "a name in " + std::string(what), problems_))
                names.push_back(std::move(*name));
        return names;
    }

    std::vector<requirement> read_requirements(const YAML::Node& node) {
        std::vector<requirement> all;
        if (!node.IsSequence()) {
            problems_.add(node.Mark(), "requires must be a list of names, or of lists of them");
            return all;
        }
        for (const YAML::Node& item : node) {
            requirement one;
            if (item.IsSequence())
                one = read_names(item, "requires");
            else if (auto name = text_in(item, "a name in requires", problems_))
                one.push_back(std::move(*name));
            if (!one.empty())
                all.push_back(std::move(one));
        }
        return all;
    }

    void read_variants(const YAML::Node& node, task& made) {
        yaml_mapping prompts(node, "prompts", {}, problems_);
        prompts.required("default");
        for (const yaml_mapping::member& m : prompts.members()) {
            static constexpr std::array<string_view, 2> keys{"system", "user"};
            yaml_mapping from(m.value, "prompt \"" + m.key + "\"", keys, problems_);
            prompt_variant variant{m.key, {}, {}};
            if (const YAML::Node* text = from.required("system"))
                variant.system = read_template(*text, "system", made);
            if (const YAML::Node* text = from.required("user"))
                variant.user = read_template(*text, "user", made);
            check_required_are_shown(variant, made, m.where);
            made.variants.push_back(std::move(variant));
        }
    }

    prompt_template read_template(const YAML::Node& node, string_view key, const task& made) {
        auto text = text_in(node, key, problems_);
        if (!text)
            return {};
        std::vector<template_flaw> flaws;
        prompt_template parsed = parse_prompt_template(std::move(*text), flaws);
        for (template_flaw& flaw : flaws)
            problems_.add(mark_of_place(node, flaw.place), std::move(flaw.what));
        const std::vector<string_view> known = known_fields(made);
        for (const prompt_template::piece& piece : parsed.pieces)
            for (const std::string& name : piece.names)
                if (std::ranges::find(known, name) == known.end()) {
                    const auto meant = nearest(name, known);
                    problems_.add(mark_of_place(node, piece.place),
                                  "{{" + name + "}} is in neither requires nor wants" +
                                      (meant ? ": did you mean " + std::string(*meant) + "?" : ""));
                }
        return parsed;
    }

    static std::vector<string_view> known_fields(const task& made) {
        std::vector<string_view> known(built_in_fields.begin(), built_in_fields.end());
        for (const requirement& r : made.required)
            known.insert(known.end(), r.begin(), r.end());
        known.insert(known.end(), made.wanted.begin(), made.wanted.end());
        return known;
    }

    // A judge that is not shown what the task compares with would be paid for a guess.
    void check_required_are_shown(const prompt_variant& variant, const task& made,
                                  const YAML::Mark& where) {
        for (const requirement& r : made.required)
            for (const std::string& name : r)
                if (!variant.system.names_field(name) && !variant.user.names_field(name))
                    problems_.add(where, "prompt \"" + variant.name + "\" does not show {{" + name +
                                             "}}, which the task requires");
    }

    // Where a template's n-th "{{" stands in the file: no style of scalar changes how many there
    // are, but for "\x7b" in double quotes, where the scalar's own place must do.
    YAML::Mark mark_of_place(const YAML::Node& node, std::size_t n) const {
        YAML::Mark mark = node.Mark();
        std::size_t at = static_cast<std::size_t>(std::max(mark.pos, 0));
        at = yaml_.find("{{", at);
        while (n-- > 0 && at != std::string::npos)
            at = yaml_.find("{{", at + 2);
        if (at == std::string::npos)
            return mark;
        const string_view before(yaml_.data(), at);
        mark.line = static_cast<int>(std::ranges::count(before, '\n'));
        mark.column = static_cast<int>(at - (before.rfind('\n') + 1));
        return mark;
    }

    const std::string& yaml_;
    yaml_problems& problems_;
};

// Why a file cannot be read as a text; empty when it can. To open a pipe would wait for its writer.
std::string why_unreadable(const std::filesystem::path& file) {
    namespace fs = std::filesystem;
    std::error_code error;
    switch (fs::status(file, error).type()) {
    case fs::file_type::regular:
        return {};
    case fs::file_type::directory:
        return "it is a folder";
    case fs::file_type::not_found:
        if (const fs::path target = fs::read_symlink(file, error); !error)
            return "it is a link to " + target.string() + ", which is not there";
        return "there is no such file";
    case fs::file_type::none: // not even looked at
        return error.message();
    default:
        return "it is no regular file";
    }
}

failure cannot_read(const std::filesystem::path& file, const std::string& why) {
    return fail(errc::no_such_input, "cannot read the task file " + file.string() + ": " + why);
}

result<task> read_task(const YAML::Node& root, const std::string& yaml, yaml_problems& problems) {
    task made = task_reader(yaml, problems).read(root);
    if (!problems.empty())
        return problems.to_failure();
    return made;
}

} // namespace

result<task> parse_task(const std::string& yaml, const std::string& file) {
    yaml_problems problems(file, yaml);
    const YAML::Node root = load_yaml(yaml, problems);
    if (!problems.empty())
        return problems.to_failure();
    return read_task(root, yaml, problems);
}

result<task> task_from(const YAML::Node& root, const std::string& file) {
    const std::string no_text;
    yaml_problems problems(file, no_text);
    return read_task(root, no_text, problems);
}

result<task> read_task_file(const std::filesystem::path& path) {
    const std::filesystem::path absolute = std::filesystem::absolute(path).lexically_normal();
    if (const std::string why = why_unreadable(absolute); !why.empty())
        return cannot_read(absolute, why);
    std::ifstream file(absolute, std::ios::binary);
    if (!file)
        return cannot_read(absolute, std::generic_category().message(errno));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return parse_task(text, absolute.string());
}

} // namespace preceptron::judging
