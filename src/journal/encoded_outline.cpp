#include "journal/encoded_outline.hpp"

#include "core/ascii.hpp"
#include "journal/json_values.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <tuple>

namespace preceptron::journal {

namespace {

constexpr std::array powers_of_ten{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}; // all exact

constexpr std::array<std::uint64_t, 9> whole_powers_of_ten{
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};

// Text looked at in one register, the first character in the lowest byte.
class eight_characters {
  public:
    explicit eight_characters(const char* text) noexcept {
        for (std::size_t i = 0; i < 8; ++i)
            digits_ |= std::uint64_t{static_cast<unsigned char>(text[i])} << 8 * i;
        digits_ ^= 0x3030303030303030; // a digit becomes its value
    }

    std::size_t leading_digits() const noexcept {
        // A byte above 9 carries into its highest bit; one that has it already, too.
        const std::uint64_t others =
            (((digits_ & 0x7F7F7F7F7F7F7F7F) + 0x7676767676767676) | digits_) & 0x8080808080808080;
        return static_cast<std::size_t>(std::countr_zero(others)) / 8;
    }

    // Of the first `count`, which are digits: neighbours become pairs, fours, and all eight.
    std::uint64_t number(std::size_t count) const noexcept {
        if (count == 0)
            return 0;
        std::uint64_t n = digits_ << 8 * (8 - count); // zeros in front
        n = (n * 10 + (n >> 8)) & 0x00FF00FF00FF00FF;
        n = (n * 100 + (n >> 16)) & 0x0000FFFF0000FFFF;
        return (n * 10'000 + (n >> 32)) & 0xFFFFFFFF;
    }

  private:
    std::uint64_t digits_ = 0;
};

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
        value = static_cast<Number>(digits_behind(0));
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
    // The number whose decimal text is that of `first`, and the digits that follow here: of more
    // than nineteen, the remainder modulo 2^64.
    std::uint64_t digits_behind(std::uint64_t first) noexcept {
        while (left() >= 8) {
            const eight_characters next(at_);
            const std::size_t digits = next.leading_digits();
            first = first * whole_powers_of_ten[digits] + next.number(digits);
            at_ += digits;
            if (digits < 8)
                return first;
        }
        for (; at_ != end_ && is_digit(*at_); ++at_)
            first = 10 * first + static_cast<std::uint64_t>(*at_ - '0');
        return first;
    }

    // A quotient of two numbers that are exact as doubles is rounded once: it is the double nearest
    // to the text. False for all others.
    bool plain_decimal(std::optional<double>& value) noexcept {
        const bool negative = at_ != end_ && *at_ == '-';
        at_ += negative;
        const char* const begin = at_;
        std::uint64_t digits = digits_behind(0);
        const char* point = nullptr;
        if (at_ != begin && at_ != end_ && *at_ == '.') {
            point = at_++;
            digits = digits_behind(digits);
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
    o.plain_names = true;
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
