#include "agreement/macro_average.hpp"

#include "agreement/distribution.hpp"
#include "agreement/jackknife.hpp"

#include <cmath>

namespace preceptron::agreement {

macro_average average(std::span<const task_part> tasks) {
    if (tasks.empty())
        return {undefined("no task"), no_interval("no task")};
    double sum = 0, variance = 0, squares = 0;
    std::string_view no_variance;
    for (const task_part& t : tasks) {
        if (!t.estimate)
            return {undefined("undefined on one of the tasks"),
                    no_interval("undefined on one of the tasks")};
        sum += *t.estimate;
        const statistic se = jackknife_standard_error(t.left_out);
        if (!se) {
            no_variance = se.undefined_reason;
            continue;
        }
        const double v = *se * *se;
        variance += v;
        squares += v * v / (static_cast<double>(t.left_out.size()) - 1);
    }
    const double count = static_cast<double>(tasks.size());
    macro_average out{defined(sum / count), {}};
    if (!no_variance.empty()) {
        out.interval = no_interval(no_variance);
        return out;
    }
    // Rounding leaves each task a standard error of less than this.
    if (!(std::sqrt(variance) > 1e-14 * count)) {
        out.interval = no_interval(no_variation);
        return out;
    }
    const double half =
        t_quantile(0.975, variance * variance / squares) * std::sqrt(variance) / count;
    out.interval = between(*out.estimate - half, *out.estimate + half);
    return out;
}

} // namespace preceptron::agreement
