#include "benchmark/field_text.hpp"

#include "benchmark/json_handler.hpp"
#include "benchmark/json_scan.hpp"
#include "core/json_text.hpp"
#include "core/plain_run.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>

namespace preceptron {

namespace {

// Writes the events it receives as JSON without white space.
class compact_writer : public json_handler {
  public:
    explicit compact_writer(std::string& out) : writer_(out) {}

    bool on_array_begin(error&) { return writer_.begin_array(), true; }
    bool on_array_end(std::size_t, error&) { return writer_.end_array(), true; }
    bool on_object_begin(error&) { return writer_.begin_object(), true; }
    bool on_object_end(std::size_t, error&) { return writer_.end_object(), true; }
    bool on_string_part(text s, std::size_t, error&) { return held_.append(s), true; }
    bool on_string(text s, std::size_t, error&) { return writer_.value(whole(s)), release(); }
    bool on_key_part(text s, std::size_t, error&) { return held_.append(s), true; }
    bool on_key(text s, std::size_t, error&) { return writer_.key(whole(s)), release(); }
    bool on_number_part(text s, error&) { return held_.append(s), true; }
    bool on_int64(std::int64_t, text s, error&) { return number(s); }
    bool on_uint64(std::uint64_t, text s, error&) { return number(s); }
    bool on_double(double, text s, error&) { return number(s); }
    bool on_bool(bool b, error&) { return writer_.value(b), true; }
    bool on_null(error&) { return writer_.null(), true; }

  private:
    std::string_view whole(text last) { return held_.append(last); }
    bool number(text s) { return writer_.raw(whole(s)), release(); }
    bool release() { return held_.clear(), true; }

    json_writer writer_;
    std::string held_; // parts of a string, key or number that has not ended
};

class content_reader : public json_handler {
  public:
    explicit content_reader(std::string& out) : out_(out) {}
    bool on_string_part(text s, std::size_t, error&) { return out_.append(s), true; }
    bool on_string(text s, std::size_t, error&) { return out_.append(s), true; }

  private:
    std::string& out_;
};

constexpr std::size_t depth_limit = 500;

// Whether the whole of `json` is one valid value.
template<class Handler>
bool read_whole(std::string_view json, std::string& out) {
    boost::json::parse_options options;
    options.max_depth = depth_limit;
    boost::json::basic_parser<Handler> parser(options, out);
    boost::json::error_code ec;
    return parser.write_some(false, json.data(), json.size(), ec) == json.size() && !ec;
}

// What is between the quotes, where that is the string's content as it stands: as it is of ids and
// names, and of many an answer. Nothing where a parser is needed.
std::optional<std::string_view> plain_content(std::string_view quoted) noexcept {
    if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"')
        return {};
    const std::string_view inner = quoted.substr(1, quoted.size() - 2);
    return plain_run(inner) == inner.size() ? std::optional(inner) : std::nullopt;
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

// Whether nothing but keys, nulls and blank texts is in a JSON value: a form that nobody has filled
// in.
bool holds_nothing(std::string_view json) {
    for (std::size_t at = 0; at < json.size(); ++at)
        if (json[at] == '"') {
            const std::size_t begin = at + 1;
            at = end_of_string(json, at) - 1; // the closing quote
            const std::size_t next = json.find_first_not_of(" \t\r\n", at + 1);
            const bool is_key = next != json.npos && json[next] == ':';
            if (!is_key && !is_blank(json.substr(begin, at - begin)))
                return false;
        } else if (std::string_view("{}[],:nul \t\r\n").find(json[at]) == json.npos) {
            return false;
        }
    return true;
}

} // namespace

std::optional<std::string> string_content(std::string_view quoted) {
    if (const auto plain = plain_content(quoted))
        return std::string(*plain);
    std::string content;
    content.reserve(quoted.size());
    if (!quoted.starts_with('"') || !read_whole<content_reader>(quoted, content))
        return {};
    return content;
}

std::optional<std::string> value_text(std::string_view json) {
    if (json.empty() || json == "null")
        return {};
    if (json.front() == '"') {
        auto content = string_content(json);
        return content && !is_blank(*content) ? content : std::nullopt;
    }
    std::string text;
    if (!read_whole<compact_writer>(json, text) || holds_nothing(text))
        return {};
    return text;
}

bool is_json_of_nothing(std::string_view text) {
    std::string compact;
    // Of most texts the first letters tell.
    return holds_nothing(text) && read_whole<compact_writer>(text, compact);
}

std::string_view name_text(const json_member& m, std::string& room) {
    if (m.name.find('\\') == std::string_view::npos)
        return m.name;
    // The quotes stand just outside the name's view.
    return room = string_content({m.name.data() - 1, m.name.size() + 2}).value_or("");
}

std::vector<std::optional<std::string>> field_texts(std::string_view record,
                                                    std::span<const std::string_view> names) {
    std::vector<std::string_view> values(names.size());
    object_members members(record);
    std::string room;
    for (json_member m; members.next(m);) {
        const std::string_view name = name_text(m, room);
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == name)
                values[i] = m.value;
    }
    std::vector<std::optional<std::string>> texts(names.size());
    std::ranges::transform(values, texts.begin(), value_text);
    return texts;
}

std::optional<std::string> field_text(std::string_view record, std::string_view name) {
    return std::move(field_texts(record, {&name, 1}).front());
}

} // namespace preceptron
