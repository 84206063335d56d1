// A throw-away certificate authority and a server certificate signed by it, made in memory, so that
// the simulated provider is reached over TLS that is verified as strictly as a real one.
#pragma once

#include "core/result.hpp"

#include <string>

namespace preceptron::simulator {

struct certificate_flaws {
    bool expired = false;    // valid until yesterday
    bool wrong_host = false; // made out to another name than the loopback's
};

struct server_certificate {
    std::string authority_pem; // what a client must trust
    std::string certificate_pem;
    std::string private_key_pem; // of the server; the authority's own key is forgotten
};

// EC P-256; for localhost, 127.0.0.1 and ::1; valid from yesterday for a year.
result<server_certificate> make_certificate(const certificate_flaws& flaws = {});

} // namespace preceptron::simulator
