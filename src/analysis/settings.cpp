#include "analysis/settings.hpp"

#include "core/printable.hpp"

namespace preceptron::analysis {

bool compares_errors(const settings& s) noexcept {
    return s.primary == "mae";
}

agreement::table_statistic main_kappa(const settings& s) noexcept {
    using enum agreement::table_statistic;
    return s.spacing == agreement::spacing::index ? kappa_quadratic_index : kappa_quadratic_value;
}

bool physicians_comparable(const settings& s) noexcept {
    return s.spacing == agreement::spacing::value;
}

std::string_view to_string(interval_choice c) noexcept {
    switch (c) {
    case interval_choice::automatic:
        return "auto";
    case interval_choice::jackknife_t:
        return "jackknife-t";
    case interval_choice::bca:
        return "bca";
    case interval_choice::percentile:
        return "percentile";
    }
    return {};
}

std::string_view to_string(results::repeat_rule r) noexcept {
    switch (r) {
    case results::repeat_rule::first:
        return "first";
    case results::repeat_rule::mean:
        return "mean";
    case results::repeat_rule::median:
        return "median";
    }
    return {};
}

result<void> check(const settings& s) {
    if (s.primary != "qwk" && s.primary != "mae")
        return fail(errc::usage, "primary '" + printable(s.primary, 40) + "' is none of qwk, mae");
    if (!(s.margin > 0))
        return fail(errc::usage, "the margin must be greater than 0");
    return {};
}

} // namespace preceptron::analysis
