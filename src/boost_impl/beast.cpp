// The compiled half of header-only Boost.Beast.
#include <boost/beast/src.hpp>
