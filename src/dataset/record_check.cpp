#include "dataset/record_check.hpp"

#include "benchmark/json_scan.hpp"
#include "core/plain_run.hpp"
#include "core/utf8.hpp"

namespace preceptron::dataset {

namespace {

constexpr int depth_limit = 500;

// Recursive descent; every function stands at its construct's first byte and leaves just after its
// last, or notes the flaw and returns false.
class checker {
  public:
    explicit checker(std::string_view text) noexcept : text_(text) {}

    std::optional<json_flaw> check() noexcept {
        at_ = skip_blanks(text_, at_);
        if (value(0)) {
            at_ = skip_blanks(text_, at_);
            if (at_ < text_.size())
                flaw(at_, "there is text after its end");
        }
        return flaw_;
    }

  private:
    bool flaw(std::size_t offset, std::string_view what) noexcept {
        flaw_ = json_flaw{offset, what};
        return false;
    }

    char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
    std::string_view rest() const noexcept { return text_.substr(at_); }

    bool unexpected(std::string_view wanted) noexcept {
        if (at_ >= text_.size())
            return flaw(at_, "it ends too early");
        if (text_[at_] == '\0')
            return flaw(at_, "there is a NUL byte");
        for (const std::string_view word : {"NaN", "Infinity", "-Infinity"})
            if (rest().starts_with(word))
                return flaw(at_, "NaN and Infinity are not JSON: write null for no number");
        return flaw(at_, utf8_sequence_length(rest()) == 0 ? "the bytes are not UTF-8" : wanted);
    }

    bool value(int depth) noexcept {
        switch (peek()) {
        case '{':
            return object(depth + 1);
        case '[':
            return array(depth + 1);
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return number();
        }
    }

    bool object(int depth) noexcept {
        if (depth > depth_limit)
            return flaw(at_, "it is nested more than 500 deep");
        at_ = skip_blanks(text_, at_ + 1);
        if (peek() == '}')
            return ++at_, true;
        for (;;) {
            if (peek() != '"')
                return unexpected("a key in double quotes was expected");
            if (!string())
                return false;
            at_ = skip_blanks(text_, at_);
            if (peek() != ':')
                return unexpected("a colon was expected after the key");
            at_ = skip_blanks(text_, at_ + 1);
            if (!value(depth))
                return false;
            if (!another('}', "a comma or } was expected"))
                return !flaw_;
        }
    }

    bool array(int depth) noexcept {
        if (depth > depth_limit)
            return flaw(at_, "it is nested more than 500 deep");
        at_ = skip_blanks(text_, at_ + 1);
        if (peek() == ']')
            return ++at_, true;
        for (;;) {
            if (!value(depth))
                return false;
            if (!another(']', "a comma or ] was expected"))
                return !flaw_;
        }
    }

    // After an element: true past a comma, false past the closing bracket or with a flaw.
    bool another(char close, std::string_view wanted) noexcept {
        at_ = skip_blanks(text_, at_);
        if (peek() == close)
            return ++at_, false;
        if (peek() != ',')
            return unexpected(wanted);
        at_ = skip_blanks(text_, at_ + 1);
        return true;
    }

    bool word(std::string_view expected) noexcept {
        if (!rest().starts_with(expected))
            return unexpected("a value was expected");
        at_ += expected.size();
        return true;
    }

    bool digits() noexcept {
        const std::size_t begin = at_;
        while (peek() >= '0' && peek() <= '9')
            ++at_;
        return at_ > begin;
    }

    bool number() noexcept {
        if (rest().starts_with("-I"))
            return unexpected("");
        if (peek() == '-')
            ++at_;
        if (peek() == '0')
            ++at_;
        else if (!digits())
            return unexpected("a value was expected");
        if (peek() == '.' && (++at_, !digits()))
            return unexpected("a digit was expected");
        if (peek() == 'e' || peek() == 'E') {
            ++at_;
            if (peek() == '+' || peek() == '-')
                ++at_;
            if (!digits())
                return unexpected("a digit was expected");
        }
        return true;
    }

    bool string() noexcept {
        for (++at_;;) {
            at_ += plain_run(rest());
            if (at_ >= text_.size())
                return flaw(at_, "it ends inside a string");
            const auto byte = static_cast<unsigned char>(text_[at_]);
            if (byte == '"')
                return ++at_, true;
            if (byte == '\\') {
                if (!escape())
                    return false;
            } else if (byte >= 0x80) {
                const std::size_t length = utf8_sequence_length(rest());
                if (length == 0)
                    return flaw(at_, "the bytes are not UTF-8");
                at_ += length;
            } else {
                return flaw(at_, byte == 0 ? "there is a NUL byte"
                                           : "JSON wants control characters in strings escaped");
            }
        }
    }

    bool escape() noexcept {
        const char kind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        if (kind != 'u') {
            if (std::string_view("\"\\/bfnrt").find(kind) == std::string_view::npos)
                return flaw(at_, "JSON has no such escape");
            at_ += 2;
            return true;
        }
        const int first = utf16_unit();
        if (first < 0)
            return flaw(at_, "four hexadecimal digits were expected after \\u");
        const std::size_t begin = at_;
        at_ += 6;
        if (first < 0xD800 || first > 0xDFFF)
            return true;
        const int second = first < 0xDC00 ? utf16_unit() : -1;
        if (second < 0xDC00 || second > 0xDFFF)
            return flaw(begin, "the escape is half of a surrogate pair, which is no character");
        at_ += 6;
        return true;
    }

    // The value of the \uXXXX at at_; -1 if there is none.
    int utf16_unit() const noexcept {
        if (!rest().starts_with("\\u") || rest().size() < 6)
            return -1;
        int unit = 0;
        for (const char c : rest().substr(2, 4)) {
            const char lower = static_cast<char>(c | 0x20);
            if (c >= '0' && c <= '9')
                unit = 16 * unit + (c - '0');
            else if (lower >= 'a' && lower <= 'f')
                unit = 16 * unit + (lower - 'a' + 10);
            else
                return -1;
        }
        return unit;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<json_flaw> flaw_;
};

} // namespace

std::optional<json_flaw> find_json_flaw(std::string_view record) noexcept {
    return checker(record).check();
}

} // namespace preceptron::dataset
