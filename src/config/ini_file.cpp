#include "config/ini_file.hpp"

#include "config/quotable.hpp"
#include "core/ascii.hpp"
#include "core/secret.hpp"
#include "core/utf8.hpp"

#include <ini.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace preceptron::config {

namespace {

// What Python takes for blanks: a no-break space easily comes along when a key is copied from a
// page.
constexpr std::string_view blanks =
    " \t\v\f\r\n\x1C\x1D\x1E\x1F\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

bool is_blank(std::string_view character) noexcept {
    return !character.empty() && blanks.find(character) != blanks.npos;
}

std::string_view first_character(std::string_view text) noexcept {
    return text.substr(0, utf8_sequence_length(text));
}

std::string_view last_character(std::string_view text) noexcept {
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80)
        ;
    return text.substr(at);
}

// `text` is UTF-8.
std::string_view trim(std::string_view text) noexcept {
    while (is_blank(first_character(text)))
        text.remove_prefix(first_character(text).size());
    while (is_blank(last_character(text)))
        text.remove_suffix(last_character(text).size());
    return text;
}

std::string repeated(const std::string& what, int first_line) {
    return what + " stands here a second time, first in line " + std::to_string(first_line);
}

// Serves libinih the lines of a text and takes the values it finds in them. libinih takes every
// indented line for a continuation, configparser only one indented more than its option: the
// indentation of all others is taken off here. Nor does libinih tell lines or empty sections.
class ini_reading {
  public:
    ini_reading(std::string_view text, problem_list& problems) : rest_(text), problems_(problems) {}
    ~ini_reading() { wipe(line_); }
    ini_reading(const ini_reading&) = delete;
    ini_reading& operator=(const ini_reading&) = delete;

    ini_file file;

    // ini_reader: like fgets.
    static char* next_piece(char* to, int size, void* self) {
        return static_cast<ini_reading*>(self)->copy_piece(to, static_cast<std::size_t>(size));
    }

    // ini_handler. The section it names is cut at 49 bytes; ours is not.
    static int take(void* self, const char*, const char* name, const char* value) {
        static_cast<ini_reading*>(self)->take_value(name, value);
        return 1;
    }

  private:
    char* copy_piece(char* to, std::size_t size) {
        if (at_ == line_.size() && !next_line())
            return nullptr;
        const std::size_t n = std::min(size - 1, line_.size() - at_);
        std::memcpy(to, line_.data() + at_, n);
        to[n] = '\0';
        at_ += n;
        return to;
    }

    bool next_line() {
        if (expecting_)
            problems_.add({number_, 1}, "neither a [section] nor 'name = value'");
        if (rest_.empty())
            return expecting_ = false;
        const std::size_t end = std::min(rest_.find('\n'), rest_.size() - 1) + 1;
        const std::string_view raw = rest_.substr(0, end);
        rest_.remove_prefix(end);
        ++number_;
        at_ = 0;
        wipe(line_);
        line_.reserve(raw.size() + 2);
        prepare(raw);
        line_ += '\n';
        return true;
    }

    void prepare(std::string_view raw) {
        const std::string_view content = trim(raw);
        const bool comment = content.empty() || content[0] == ';' || content[0] == '#';
        expecting_ = false;
        if (comment)
            return;
        const std::size_t indent =
            count_characters(raw.substr(0, static_cast<std::size_t>(content.data() - raw.data())));
        continues_ = last_ && indent > option_indent_;
        if (continues_)
            line_ += ' ';
        else
            option_indent_ = indent;
        line_ += content;
        if (!continues_ && content[0] == '[')
            start_section(content);
        else
            expecting_ = true;
    }

    void start_section(std::string_view content) {
        last_ = nullptr;
        section_ = &nowhere_;
        const std::size_t end = content.rfind(']');
        if (end == content.npos || end == 1) {
            problems_.add({number_, 1}, "a section is written [name]");
            return;
        }
        const std::string_view name = content.substr(1, end - 1);
        if (name == "DEFAULT") { // configparser lets this one be repeated
            section_ = &file.defaults;
            return;
        }
        const auto [found, fresh] =
            file.sections.emplace(ascii_lower(name), ini_section{number_, {}});
        if (fresh)
            section_ = &found->second;
        else
            problems_.add({number_, 1}, repeated("[" + quotable(name) + "]", found->second.line));
    }

    void take_value(std::string_view name, std::string_view text) {
        expecting_ = false;
        name = trim(name);
        text = trim(text);
        if (continues_) {
            last_->text.append("\n").append(text);
            return;
        }
        last_ = &discarded_;
        if (!section_) {
            problems_.add({number_, 1},
                          "a value before the first [section]: write [api_keys] above the keys");
        } else if (name.empty()) {
            problems_.add({number_, 1}, "no name before the '=' or ':'");
        } else {
            const auto [found, fresh] =
                section_->options.emplace(ascii_lower(name), ini_value{std::string(text), number_});
            if (fresh)
                last_ = &found->second;
            else if (section_ != &nowhere_)
                problems_.add({number_, 1},
                              repeated("'" + quotable(name) + "'", found->second.line));
        }
    }

    std::string_view rest_;
    problem_list& problems_;
    std::string line_; // as libinih gets it
    std::size_t at_ = 0;
    int number_ = 0;
    bool expecting_ = false;         // libinih must find a value in the line
    bool continues_ = false;         // the line continues the last value
    std::size_t option_indent_ = 0;  // of the line the last value began in
    ini_section* section_ = nullptr; // null before the first
    ini_value* last_ = nullptr;      // what a continuation is added to
    ini_section nowhere_;            // of a section that is a problem itself
    ini_value discarded_;            // of an option that is a problem itself
};

// Debian builds libinih with its settings as globals; nothing else in the program uses it.
void set_up_libinih() {
    ini_allow_multiline = true;
    ini_allow_inline_comments = false;
    ini_allow_no_value = false;
    ini_stop_on_first_error = false;
    ini_use_stack = false;
    ini_allow_realloc = true;
    ini_max_line = std::numeric_limits<int>::max() / 2;
}

} // namespace

std::optional<ini_section> ini_file::with_defaults(std::string_view section) const {
    const auto found = sections.find(section);
    if (found == sections.end())
        return {};
    ini_section whole = found->second;
    whole.options.insert(defaults.options.begin(), defaults.options.end());
    return whole;
}

ini_file parse_ini(std::string_view text, problem_list& problems) {
    set_up_libinih();
    ini_reading reading(text, problems);
    ini_parse_stream(&ini_reading::next_piece, &reading, &ini_reading::take, &reading);
    return std::move(reading.file);
}

} // namespace preceptron::config
