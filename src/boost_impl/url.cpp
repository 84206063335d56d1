// The compiled half of header-only Boost.URL.
#include <boost/url/src.hpp>
