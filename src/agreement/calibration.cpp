#include "agreement/calibration.hpp"

#include "agreement/distribution.hpp"
#include "agreement/moments.hpp"

#include <cmath>

namespace preceptron::agreement {

calibration calibrate(const pairs& p) {
    const moments m = moments_of(p.score, p.grade);
    const std::string_view why_not = m.n < 2         ? "fewer than two pairs"
                                     : m.x_constant ? "the score does not vary"
                                                    : "";
    if (!why_not.empty())
        return {undefined(why_not), undefined(why_not), no_interval(why_not)};
    const double slope = m.sxy / m.sxx;
    calibration out{defined(slope), defined(m.mean_y - slope * m.mean_x),
                    no_interval("fewer than three pairs")};
    if (m.n >= 3) {
        const double df = static_cast<double>(m.n) - 2;
        // As a difference of sums it would be rounding where the points lie on a line.
        double residual = 0;
        for (std::size_t i = 0; i < p.size(); ++i) {
            const double off = (p.grade[i] - m.mean_y) - slope * (p.score[i] - m.mean_x);
            residual += off * off;
        }
        const double half = t_quantile(0.975, df) * std::sqrt(residual / df / m.sxx);
        out.slope_interval_iid = between(slope - half, slope + half);
    }
    return out;
}

} // namespace preceptron::agreement
