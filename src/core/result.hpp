// result<T>: a value or a failure. Functions that can fail for a reason outside the program return
// it; exceptions are left for broken contracts, exhausted memory, and a dataset that is changed
// while it is in use (core/thrown_failure.hpp).
#pragma once

#include "core/failure.hpp"

#include <boost/system/result.hpp>

#include <utility>

namespace preceptron {

template<class T>
using result = boost::system::result<T, failure>;

// Called by result<T>::value() when there is none; reaching it is a bug, so it throws.
[[noreturn]] void throw_exception_from_error(const failure& f, const boost::source_location& where);

inline failure fail(errc code, std::string message) {
    return {code, std::move(message), {}};
}

} // namespace preceptron
