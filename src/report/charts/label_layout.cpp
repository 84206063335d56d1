#include "report/charts/label_layout.hpp"

#include "core/utf8.hpp"

#include <algorithm>
#include <numeric>

namespace preceptron::report {

namespace {

// In shares of the font's size.
double character_width(std::string_view character) {
    if (character.size() >= 3)
        return 1.05; // CJK, emoji
    if (std::string_view("iljtfr.,:;'|!()[]I- ").find(character) != std::string_view::npos)
        return 0.4;
    if (std::string_view("mwMW@%").find(character) != std::string_view::npos)
        return 0.98;
    return character[0] >= 'A' && character[0] <= 'Z' ? 0.72 : 0.63;
}

// As many characters as have room, from the beginning or from the end of the text.
std::size_t end_of_fitting(std::string_view text, double font_size, double room) {
    std::size_t end = 0;
    for (double used = 0; end < text.size();) {
        const std::size_t length = std::max<std::size_t>(utf8_sequence_length(text.substr(end)), 1);
        used += character_width(text.substr(end, length)) * font_size;
        if (used > room)
            break;
        end += length;
    }
    return end;
}

std::size_t begin_of_fitting(std::string_view text, double font_size, double room) {
    std::size_t begin = text.size();
    for (double used = 0; begin > 0;) {
        std::size_t at = begin - 1;
        while (at > 0 && utf8_sequence_length(text.substr(at)) == 0 && begin - at < 4)
            --at;
        used += character_width(text.substr(at, begin - at)) * font_size;
        if (used > room)
            break;
        begin = at;
    }
    return begin;
}

std::vector<std::size_t> order_of(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
    return order;
}

} // namespace

double text_width(std::string_view text, double font_size) {
    double width = 0;
    while (!text.empty()) {
        const std::size_t length = std::max<std::size_t>(utf8_sequence_length(text), 1);
        width += character_width(text.substr(0, length));
        text.remove_prefix(length);
    }
    return width * font_size;
}

std::string fitted(std::string_view text, double font_size, double width) {
    return fitted_around(text, font_size, width, 1);
}

std::string fitted_around(std::string_view text, double font_size, double width, double share) {
    if (text_width(text, font_size) <= width)
        return std::string(text);
    const double room = width - text_width("…", font_size);
    const std::size_t end = end_of_fitting(text, font_size, share * room);
    const std::size_t begin = begin_of_fitting(text, font_size, (1 - share) * room);
    return std::string(text.substr(0, end)) + "…" + std::string(text.substr(std::max(begin, end)));
}

std::vector<placed_label> stagger(std::span<const double> centres, std::span<const double> widths,
                                  double from, double to) {
    std::vector<placed_label> out(centres.size());
    std::vector<double> row_ends; // where each row is free again
    constexpr double gap = 6;
    for (const std::size_t i : order_of(centres)) {
        const double left = std::max(from, std::min(centres[i] - widths[i] / 2, to - widths[i]));
        const auto row = std::ranges::find_if(row_ends, [&](double end) { return end <= left; });
        out[i] = {left, static_cast<std::size_t>(row - row_ends.begin())};
        if (row == row_ends.end())
            row_ends.push_back(left + widths[i] + gap);
        else
            *row = left + widths[i] + gap;
    }
    return out;
}

std::vector<std::optional<box>> place_beside(std::span<const box> marks,
                                             std::span<const double> widths, double height,
                                             std::span<const box> taken, const box& within) {
    constexpr double gap = 4;
    std::vector<box> used(marks.begin(), marks.end());
    used.insert(used.end(), taken.begin(), taken.end());
    std::vector<std::optional<box>> out;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const box& m = marks[i];
        const double w = widths[i], x = (m.left + m.right) / 2, y = (m.top + m.bottom) / 2;
        const double right = m.right + gap, left = m.left - gap - w, above = m.top - gap - height,
                     below = m.bottom + gap;
        const auto at = [&](double from, double top) {
            return box{from, top, from + w, top + height};
        };
        const box choices[] = {at(right, y - height / 2), at(left, y - height / 2),
                               at(x - w / 2, above),      at(x - w / 2, below),
                               at(right, above + gap),    at(right, below - gap),
                               at(left, above + gap),     at(left, below - gap)};
        const auto free = [&](const box& b) {
            return b.left >= within.left && b.right <= within.right && b.top >= within.top &&
                   b.bottom <= within.bottom && std::ranges::none_of(used, [&b](const box& o) {
                       return b.left < o.right && o.left < b.right && b.top < o.bottom &&
                              o.top < b.bottom;
                   });
        };
        const box* const good = std::ranges::find_if(choices, free);
        if (good == std::end(choices)) {
            out.emplace_back();
            continue;
        }
        out.emplace_back(*good);
        used.push_back(*good);
    }
    return out;
}

} // namespace preceptron::report
