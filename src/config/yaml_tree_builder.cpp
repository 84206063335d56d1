#include "config/yaml_tree_builder.hpp"

#include "config/quotable.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <utility>

namespace preceptron::config {

namespace {

constexpr std::size_t deepest = 32;
constexpr std::size_t most_entries = 1000; // of one list or map

} // namespace

void yaml_tree_builder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    check_anchor(mark, anchor);
    complete({.where = at(mark), .members = {}});
}

void yaml_tree_builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
    if (!lenient_here())
        add(at(mark), "aliases (*name) are read below x-… keys only: write the value itself");
    complete({.type = yaml_value::kind::unusable, .where = at(mark), .members = {}});
}

void yaml_tree_builder::OnScalar(const YAML::Mark& mark, const std::string& tag,
                                 YAML::anchor_t anchor, const std::string& value) {
    check_anchor(mark, anchor);
    const bool refused = check_tag(mark, tag);
    check_quote(mark);
    complete({.type = refused ? yaml_value::kind::unusable : yaml_value::kind::scalar,
              .where = at(mark),
              .text = with_stray_bytes_as_characters(value),
              .quoted = tag != "?",
              .members = {}});
}

void yaml_tree_builder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                        YAML::anchor_t anchor, YAML::EmitterStyle::value) {
    open(yaml_value::kind::list, mark, tag, anchor);
}

void yaml_tree_builder::OnMapStart(const YAML::Mark& mark, const std::string& tag,
                                   YAML::anchor_t anchor, YAML::EmitterStyle::value) {
    open(yaml_value::kind::map, mark, tag, anchor);
}

void yaml_tree_builder::add(position where, std::string message) {
    problems.push_back({where, std::move(message)});
}

bool yaml_tree_builder::lenient_here() const {
    if (skipping_ > 0)
        return true;
    if (stack_.empty())
        return false;
    const frame& top = stack_.back();
    return top.lenient || (!top.literal && top.key && is_extension(top.key->name));
}

void yaml_tree_builder::check_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0 && !lenient_here())
        add(at(mark), "anchors (&name) are read below x-… keys only: remove it");
}

bool yaml_tree_builder::check_tag(const YAML::Mark& mark, const std::string& tag) {
    const bool refused = !tag.empty() && tag != "?" && tag != "!" && !lenient_here();
    if (refused)
        add(at(mark), "tags (!name) are not read: remove it, and quote what is meant as text");
    return refused;
}

void yaml_tree_builder::check_quote(const YAML::Mark& mark) {
    const auto start = static_cast<std::size_t>(mark.pos);
    if (start >= text_.size() || (text_[start] != '"' && text_[start] != '\''))
        return;
    const char quote = text_[start];
    for (std::size_t i = start + 1; i < text_.size(); ++i) {
        if (quote == '"' && text_[i] == '\\')
            ++i;
        else if (text_[i] == quote && quote == '\'' && text_.compare(i, 2, "''") == 0)
            ++i;
        else if (text_[i] == quote)
            return;
    }
    open_quote = at(mark);
}

void yaml_tree_builder::open(yaml_value::kind type, const YAML::Mark& mark, const std::string& tag,
                             YAML::anchor_t anchor) {
    check_anchor(mark, anchor);
    check_tag(mark, tag);
    if (skipping_ > 0 || stack_.size() == deepest) {
        if (!too_deep)
            too_deep = at(mark);
        ++skipping_;
        return;
    }
    frame next;
    next.value.type = type;
    next.value.where = at(mark);
    next.lenient = lenient_here();
    next.literal =
        !stack_.empty() &&
        (stack_.back().literal || (stack_.back().key && stack_.back().key->name == "extra_body"));
    stack_.push_back(std::move(next));
}

void yaml_tree_builder::close() {
    if (skipping_ > 0) {
        if (--skipping_ == 0)
            complete({.type = yaml_value::kind::unusable, .where = *too_deep, .members = {}});
        return;
    }
    frame& top = stack_.back();
    yaml_value done = std::move(top.value);
    if (!top.literal && !top.lenient &&
        std::max(done.items.size(), done.members.size()) > most_entries) {
        add(done.where, "more than 1000 entries in " + describe(done));
        done.type = yaml_value::kind::unusable;
    }
    stack_.pop_back();
    complete(std::move(done));
}

void yaml_tree_builder::complete(yaml_value value) {
    if (skipping_ > 0)
        return;
    if (stack_.empty()) {
        root = std::move(value);
        return;
    }
    frame& top = stack_.back();
    if (top.value.type == yaml_value::kind::list) {
        top.value.items.push_back(std::move(value));
    } else if (!top.key) {
        top.key = take_key(top, std::move(value));
    } else {
        const pending_key key = *std::exchange(top.key, std::nullopt);
        if (value.type == yaml_value::kind::null)
            value.where = key.where; // the mark of nothing is that of whatever comes next
        if (key.keep)
            top.value.members.push_back({key.name, key.where, std::move(value)});
    }
}

yaml_tree_builder::pending_key yaml_tree_builder::take_key(frame& map, yaml_value value) {
    pending_key key{std::move(value.text), value.where, true};
    if (value.type != yaml_value::kind::scalar) {
        key.keep = false;
        if (value.type != yaml_value::kind::unusable && !map.lenient)
            add(value.where, "a key must be a text, found " + describe(value));
        return key;
    }
    if (map.literal && !value.quoted && key.name == "<<")
        add(value.where, "merge keys (<<) are not read: write the keys themselves, or quote it");
    const auto [earlier, fresh] = map.lines.emplace(key.name, key.where.line);
    if (!fresh) {
        key.keep = false;
        if (!map.lenient)
            add(key.where, "'" + quotable(key.name) +
                               "' stands here a second time, first in line " +
                               std::to_string(earlier->second));
    }
    return key;
}

} // namespace preceptron::config
