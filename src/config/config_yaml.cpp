#include "config/config_yaml.hpp"

#include "config/quotable.hpp"
#include "config/yaml_complaint.hpp"
#include "core/utf8.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

namespace preceptron::config {

namespace {

constexpr std::size_t deepest = 32;
constexpr std::size_t most_entries = 1000; // of one list or map

// Columns count characters, those of yaml-cpp bytes. Its marks come in the order of the text, so a
// line is counted about once, however long it is.
class mark_reader {
  public:
    explicit mark_reader(std::string_view text) : text_(text) {}

    position place_of(const YAML::Mark& mark) {
        const auto end = static_cast<std::size_t>(mark.pos);
        const auto bytes = static_cast<std::size_t>(mark.column);
        if (bytes > end || end > text_.size())
            return {mark.line + 1, mark.column + 1};
        if (end - bytes != line_start_ || end < counted_) {
            line_start_ = counted_ = end - bytes;
            characters_ = 0;
        }
        characters_ += count_characters(text_.substr(counted_, end - counted_));
        counted_ = end;
        return {mark.line + 1, static_cast<int>(characters_) + 1};
    }

  private:
    std::string_view text_;
    std::size_t line_start_ = 0;
    std::size_t counted_ = 0; // how far into the text `characters_` goes
    std::size_t characters_ = 0;
};

// Builds the tree from the parser's events. Events, not YAML::Node: nodes have forgotten anchors,
// aliases and repeated keys.
class tree_builder : public YAML::EventHandler {
  public:
    explicit tree_builder(const std::string& text) : text_(text), marks_(text) {}

    yaml_value root;
    std::vector<yaml_complaint> problems;
    std::optional<position> open_quote; // a quote that never closes: yaml-cpp takes it as closed
    std::optional<position> too_deep;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        check_anchor(mark, anchor);
        complete({.where = at(mark), .members = {}});
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        if (!lenient_here())
            add(at(mark), "aliases (*name) are read below x-… keys only: write the value itself");
        complete({.type = yaml_value::kind::unusable, .where = at(mark), .members = {}});
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        check_anchor(mark, anchor);
        const bool refused = check_tag(mark, tag);
        check_quote(mark);
        complete({.type = refused ? yaml_value::kind::unusable : yaml_value::kind::scalar,
                  .where = at(mark),
                  .text = with_stray_bytes_as_characters(value),
                  .quoted = tag != "?",
                  .members = {}});
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(yaml_value::kind::list, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(yaml_value::kind::map, mark, tag, anchor);
    }
    void OnMapEnd() override { close(); }

  private:
    struct pending_key {
        std::string name;
        position where;
        bool keep = true;
    };
    struct frame {
        yaml_value value;
        bool lenient = false;
        bool literal = false; // below extra_body, where an x-… key is a key like others
        std::optional<pending_key> key;
        std::map<std::string, int> lines; // of the keys so far
    };

    position at(const YAML::Mark& mark) { return marks_.place_of(mark); }

    void add(position where, std::string message) {
        problems.push_back({where, std::move(message)});
    }

    bool lenient_here() const {
        if (skipping_ > 0)
            return true;
        if (stack_.empty())
            return false;
        const frame& top = stack_.back();
        return top.lenient || (!top.literal && top.key && is_extension(top.key->name));
    }

    void check_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != 0 && !lenient_here())
            add(at(mark), "anchors (&name) are read below x-… keys only: remove it");
    }

    // Whether a tag stands here that is not read.
    bool check_tag(const YAML::Mark& mark, const std::string& tag) {
        const bool refused = !tag.empty() && tag != "?" && tag != "!" && !lenient_here();
        if (refused)
            add(at(mark), "tags (!name) are not read: remove it, and quote what is meant as text");
        return refused;
    }

    void check_quote(const YAML::Mark& mark) {
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

    void open(yaml_value::kind type, const YAML::Mark& mark, const std::string& tag,
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
            !stack_.empty() && (stack_.back().literal ||
                                (stack_.back().key && stack_.back().key->name == "extra_body"));
        stack_.push_back(std::move(next));
    }

    void close() {
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

    // Hands a finished value to the list or map it stands in.
    void complete(yaml_value value) {
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

    pending_key take_key(frame& map, yaml_value value) {
        pending_key key{std::move(value.text), value.where, true};
        if (value.type != yaml_value::kind::scalar) {
            key.keep = false;
            if (value.type != yaml_value::kind::unusable && !map.lenient)
                add(value.where, "a key must be a text, found " + describe(value));
            return key;
        }
        if (map.literal && !value.quoted && key.name == "<<")
            add(value.where,
                "merge keys (<<) are not read: write the keys themselves, or quote it");
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

    const std::string& text_;
    mark_reader marks_;
    std::vector<frame> stack_;
    std::size_t skipping_ = 0; // levels open below the deepest one that is read
};

// Where a document starts, and nothing else of it.
class document_start : public YAML::EventHandler {
  public:
    YAML::Mark where;
    void OnDocumentStart(const YAML::Mark& mark) override { where = mark; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

} // namespace

std::optional<yaml_value> parse_yaml(const std::string& text, problem_list& problems) {
    tree_builder builder(text);
    mark_reader marks(text);
    std::optional<position> second;
    try {
        std::istringstream in(text);
        YAML::Parser parser(in);
        parser.HandleNextDocument(builder);
        document_start rest;
        if (!builder.open_quote && parser.HandleNextDocument(rest))
            second = marks.place_of(rest.where);
    } catch (const YAML::Exception& e) {
        // Far below our limit the library refuses, too, with an error that does not say why.
        if (!builder.too_deep) {
            const yaml_complaint error =
                syntax_complaint(e.msg, marks.place_of(e.mark),
                                 static_cast<std::size_t>(std::max(e.mark.pos, 0)), text);
            problems.add(error.where, error.message);
            return {};
        }
    }
    if (builder.too_deep) {
        problems.add(*builder.too_deep, "more than 32 levels deep");
        return {};
    }
    if (builder.open_quote) {
        problems.add(*builder.open_quote, "a quote opens here and never closes");
        return {};
    }
    for (yaml_complaint& found : builder.problems)
        problems.add(found.where, std::move(found.message));
    if (second) {
        yaml_complaint found = second_document_complaint(*second, text);
        problems.add(found.where, std::move(found.message));
    }
    return std::move(builder.root);
}

} // namespace preceptron::config
