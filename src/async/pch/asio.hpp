// Precompiled: what every file of the async wing includes.
#include <boost/asio.hpp>
