// The compiled half of header-only Boost.JSON.
#include <boost/json/src.hpp>
