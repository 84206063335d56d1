// Precompiled: what every file of the runner includes.
#include <boost/asio.hpp>
#include <boost/json/object.hpp>
