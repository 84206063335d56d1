// OpenSSL's view of a socket that Asio owns. Unlike OpenSSL's own socket BIO a write to a
// connection the peer has closed is an error and not SIGPIPE, and nothing is copied in between.
#pragma once

#include <openssl/bio.h>

namespace preceptron::simulator {

// A BIO over a non-blocking socket, which it does not close; null when memory is exhausted.
BIO* new_socket_bio(int descriptor);

} // namespace preceptron::simulator
