#include "journal/encoded_outline.hpp"

#include "journal/json_members.hpp"

#include <array>
#include <cstring>
#include <limits>
#include <tuple>

namespace preceptron::journal {

namespace {

constexpr std::array powers_of_ten{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}; // all exact

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// Each function takes what it is named for off the front of the text, or returns false.
class cursor {
  public:
    explicit cursor(std::string_view text) noexcept
        : at_(text.data()), end_(text.data() + text.size()) {}

    template<std::size_t N>
    bool literal(const char (&text)[N]) noexcept {
        constexpr std::size_t length = N - 1;
        if (left() < length || std::memcmp(at_, text, length) != 0)
            return false;
        at_ += length;
        return true;
    }

    bool key(std::optional<trial_key>& key) noexcept {
        constexpr std::size_t digits = 2 * std::tuple_size_v<trial_key>;
        if (left() < digits)
            return false;
        key = parse_key({at_, digits});
        at_ += digits;
        return key.has_value();
    }

    // With its quotes. None that has an escape.
    bool string(std::string_view& value) noexcept {
        const char* const begin = at_;
        if (at_ == end_ || *at_ != '"')
            return false;
        for (++at_; at_ != end_ && *at_ != '\\'; ++at_)
            if (*at_ == '"') {
                ++at_;
                value = {begin, static_cast<std::size_t>(at_ - begin)};
                return true;
            }
        return false;
    }

    // Of so few digits that no range is exceeded; a comma follows.
    template<class Number>
    bool count(Number& value) noexcept {
        const char* const begin = at_;
        value = 0;
        for (; at_ != end_ && is_digit(*at_); ++at_)
            value = static_cast<Number>(10 * value + static_cast<Number>(*at_ - '0'));
        const auto digits = static_cast<std::size_t>(at_ - begin);
        return digits > 0 && digits <= std::numeric_limits<Number>::digits10 && at_comma();
    }

    // A comma follows.
    bool number(std::optional<double>& value) noexcept {
        const char* const begin = at_;
        if (plain_decimal(value) && at_comma())
            return true;
        for (at_ = begin; at_ != end_ && *at_ != ',';)
            ++at_;
        value = number_value({begin, static_cast<std::size_t>(at_ - begin)});
        return value.has_value() && at_comma();
    }

  private:
    // A quotient of two numbers that are exact as doubles is rounded once: it is the double nearest
    // to the text. False for all others.
    bool plain_decimal(std::optional<double>& value) noexcept {
        const bool negative = at_ != end_ && *at_ == '-';
        at_ += negative;
        std::uint64_t digits = 0;
        const char* const begin = at_;
        const char* point = nullptr;
        for (; at_ != end_; ++at_) {
            if (is_digit(*at_))
                digits = 10 * digits + static_cast<std::uint64_t>(*at_ - '0');
            else if (*at_ == '.' && !point && at_ != begin)
                point = at_;
            else
                break;
        }
        const auto length = static_cast<std::size_t>(at_ - begin);
        const std::size_t decimals = point ? static_cast<std::size_t>(at_ - point - 1) : 0;
        if (length == 0 || length > 19 || (point && decimals == 0) || digits > 1ULL << 53)
            return false;
        const double size = static_cast<double>(digits) / powers_of_ten[decimals];
        value = negative ? -size : size;
        return true;
    }

    bool at_comma() const noexcept { return at_ != end_ && *at_ == ','; }
    std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }

    const char* at_;
    const char* end_;
};

// What stands behind `time` is of no interest once the record is complete, well-formed or not.

bool read_start(cursor at, outline& o) noexcept {
    o.type = record_type::start;
    return at.key(o.key) && at.literal("\",\"attempt\":") && at.count(o.attempt) &&
           (!at.literal(",\"worst_usd\":") || at.number(o.usd)) && at.literal(",\"time\":");
}

bool read_result(cursor at, outline& o) noexcept {
    o.type = record_type::result;
    return at.count(o.seq) && at.literal(",\"key\":\"") && at.key(o.key) &&
           at.literal("\",\"judge\":") && at.string(o.judge) && at.literal(",\"task\":") &&
           at.string(o.task) && at.literal(",\"entry_id\":") && at.string(o.entry_id) &&
           at.literal(",\"repeat\":") && at.count(o.repeat) && at.literal(",\"attempts\":") &&
           at.count(o.attempt) && at.literal(",\"score\":") && at.number(o.score) &&
           (!at.literal(",\"cost_usd\":") || at.number(o.usd)) && at.literal(",\"time\":");
}

} // namespace

bool read_encoded_outline(std::string_view body, outline& o) {
    constexpr std::size_t name_at = std::string_view("{\"type\":\"").size();
    cursor at(body);
    if (at.literal("{\"type\":\"start\",\"key\":\"")) {
        o.type_name = body.substr(name_at, 5);
        return read_start(at, o);
    }
    if (at.literal("{\"type\":\"result\",\"seq\":")) {
        o.type_name = body.substr(name_at, 6);
        return read_result(at, o);
    }
    return false;
}

} // namespace preceptron::journal
