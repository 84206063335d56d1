#include "core/result.hpp"

#include <stdexcept>

namespace preceptron {

void throw_exception_from_error(const failure& f, const boost::source_location& where) {
    throw std::logic_error(std::string(where.file_name()) + ": unchecked failure: " + f.message);
}

} // namespace preceptron
