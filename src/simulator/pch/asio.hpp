// Precompiled for this library only: these headers are most of its build time.
#include <boost/asio.hpp>
#include <boost/beast/http.hpp>
