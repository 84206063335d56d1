// Precompiled: what every file of the network folder includes.
#include <boost/asio.hpp>
#include <boost/beast/http.hpp>
#include <openssl/ssl.h>
