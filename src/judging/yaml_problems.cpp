#include "judging/yaml_problems.hpp"

#include "core/utf8.hpp"
#include "core/yaml_complaint.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>

namespace preceptron::judging {

namespace {

// Looks at a document before a tree is made of it.
class anchor_finder : public YAML::EventHandler {
  public:
    explicit anchor_finder(yaml_problems& problems) : problems_(problems) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { check(mark, anchor); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(mark); }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  const std::string&) override {
        check(mark, anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        check(mark, anchor);
    }
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        check(mark, anchor);
    }
    void OnMapEnd() override {}

  private:
    void check(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != 0)
            refuse(mark);
    }
    void refuse(const YAML::Mark& mark) {
        problems_.add(mark, "anchors (&) and aliases (*) are not taken: write the text out");
    }

    yaml_problems& problems_;
};

// Whether a second look is not worth a parse of its own, which takes a few milliseconds: without
// these characters there is neither anchor nor alias, and without these lines no second document.
bool is_surely_plain(const std::string& text) noexcept {
    return text.find_first_of("&*\r") == text.npos && !text.starts_with("---") &&
           text.find("\n---") == text.npos && text.find("\n...") == text.npos;
}

// To yaml-cpp it is no part of the text.
std::size_t length_of_byte_order_mark(std::string_view text) noexcept {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return text.starts_with(mark) ? mark.size() : 0;
}

// Where a byte stands.
YAML::Mark mark_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    YAML::Mark mark;
    mark.pos = static_cast<int>(offset);
    mark.line = static_cast<int>(std::ranges::count(before, '\n'));
    const std::size_t line_start =
        mark.line > 0 ? before.rfind('\n') + 1 : length_of_byte_order_mark(text);
    mark.column = static_cast<int>(offset - std::min(line_start, offset));
    return mark;
}

int column_in_characters(std::string_view text, const YAML::Mark& mark) {
    std::size_t start = length_of_byte_order_mark(text);
    for (int line = 0; line < mark.line; ++line)
        start = std::min(text.find('\n', start), text.size() - 1) + 1;
    const auto bytes = static_cast<std::size_t>(std::max(mark.column, 0));
    if (start + bytes > text.size()) // at the end, where the parser has made a line of its own
        return mark.column;
    return static_cast<int>(count_characters(text.substr(start, bytes)));
}

// yaml-cpp would replace the bytes, or end there, without a word.
void check_bytes(std::string_view text, yaml_problems& problems) {
    if (is_utf_16(text))
        problems.add(text_position{1, 1}, "the file is UTF-16: save it as UTF-8");
    else if (const std::size_t bad = find_invalid_utf8(text); bad != text.npos)
        problems.add(mark_of(text, bad), "this byte is not UTF-8: save the file as UTF-8");
    else if (const std::size_t nul = text.find('\0'); nul != text.npos)
        problems.add(mark_of(text, nul), "a NUL byte: this is no text file");
}

} // namespace

void yaml_problems::add(const YAML::Mark& where, std::string what) {
    add(text_position{where.line + 1, column_in_characters(text_, where) + 1}, std::move(what));
}

void yaml_problems::add(text_position where, std::string what) {
    all_.push_back({where, std::move(what)});
}

failure yaml_problems::to_failure() {
    std::ranges::stable_sort(all_, {}, &problem::where);
    std::string message;
    for (const problem& p : all_)
        message += (message.empty() ? "" : "\n") + file_ + ":" + std::to_string(p.where.line) +
                   ":" + std::to_string(p.where.column) + ": " + p.what;
    return fail(errc::bad_configuration, std::move(message));
}

YAML::Node load_yaml(const std::string& text, yaml_problems& problems) {
    check_bytes(text, problems);
    if (!problems.empty())
        return {};
    try {
        if (is_surely_plain(text))
            if (YAML::Node root = YAML::Load(text); root.IsDefined() && !root.IsNull())
                return root;
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        anchor_finder finder(problems);
        if (!parser.HandleNextDocument(finder)) {
            problems.add(text_position{1, 1}, "the file is empty");
            return {};
        }
        if (parser.HandleNextDocument(finder)) {
            problems.add(text_position{1, 1}, "the file holds more than one YAML document (---)");
            return {};
        }
        return problems.empty() ? YAML::Load(text) : YAML::Node();
    } catch (const YAML::Exception& e) {
        const text_position where{e.mark.line + 1, column_in_characters(text, e.mark) + 1};
        yaml_complaint found =
            syntax_complaint(e.msg, where, static_cast<std::size_t>(std::max(e.mark.pos, 0)), text);
        problems.add(found.where, std::move(found.message));
        return {};
    }
}

} // namespace preceptron::judging
