#include "agreement/distribution.hpp"

#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace preceptron::agreement {

double normal_quantile(double p) {
    return boost::math::quantile(boost::math::normal_distribution<>(), p);
}

double normal_cdf(double x) {
    return boost::math::cdf(boost::math::normal_distribution<>(), x);
}

double t_quantile(double p, double df) {
    return boost::math::quantile(boost::math::students_t_distribution<>(df), p);
}

double t_cdf(double x, double df) {
    return boost::math::cdf(boost::math::students_t_distribution<>(df), x);
}

double f_quantile(double p, double d1, double d2) {
    using namespace boost::math::policies;
    using infinite_beyond_double = policy<overflow_error<ignore_error>>;
    return boost::math::quantile(
        boost::math::fisher_f_distribution<double, infinite_beyond_double>(d1, d2), p);
}

} // namespace preceptron::agreement
