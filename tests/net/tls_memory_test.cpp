// A handshake while memory is short: whatever OpenSSL cannot allocate, a sound certificate is not
// called anything else.
#include "net/exchange_bench.hpp"
#include "net/tls_session.hpp"
#include "simulator/tls_server_context.hpp"

#include <boost/test/unit_test.hpp>
#include <openssl/crypto.h>
#include <openssl/ssl.h>

#include <array>
#include <cstdlib>
#include <optional>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace preceptron;
using namespace preceptron::tests;

namespace {

// Of OpenSSL's allocations in the client all fail from a certain one on.
struct shortage {
    bool now = false; // the client is at work
    long left = 0;
    long refused = 0;

    bool refuses() {
        if (!now || --left > 0)
            return false;
        ++refused;
        return true;
    }
} short_of;

void* allocate(std::size_t size, const char*, int) {
    return size == 0 || short_of.refuses() ? nullptr : std::malloc(size);
}

void* reallocate(void* old, std::size_t size, const char*, int) {
    if (size == 0) {
        std::free(old);
        return nullptr;
    }
    return short_of.refuses() ? nullptr : std::realloc(old, size);
}

void release(void* memory, const char*, int) {
    std::free(memory);
}

// Before anything of OpenSSL runs.
const bool is_ours = CRYPTO_set_mem_functions(allocate, reallocate, release) == 1;

class handshakes {
  public:
    // What one has come to that finds no memory from the `n`th allocation on.
    result<net::readiness> one(long n) {
        std::array<int, 2> ends{};
        BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0);
        const std::unique_ptr<SSL, net::ssl_free> server(SSL_new(context_.get()));
        SSL_set_fd(server.get(), ends[1]);
        SSL_set_accept_state(server.get());
        net::session_tickets tickets;
        short_of = {.left = n};
        auto outcome = try_with(ends[0], *server, tickets);
        short_of.now = false;
        for (const int end : ends)
            ::close(end);
        return outcome;
    }

  private:
    result<net::readiness> try_with(int descriptor, SSL& server, net::session_tickets& tickets) {
        short_of.now = true;
        auto client = net::tls_session::over(descriptor, tls_, peer_, tickets);
        short_of.now = false;
        if (!client)
            return client.error();
        for (;;) {
            short_of.now = true;
            auto step = client->handshake();
            short_of.now = false;
            if (!step || *step == net::readiness::done)
                return step;
            SSL_do_handshake(&server);
        }
    }

    simulator::server_certificate certificate_ = simulator::make_certificate().value();
    simulator::tls_server_context context_ =
        simulator::make_tls_server_context(certificate_).value();
    net::tls_context tls_ = trusting(certificate_.authority_pem);
    net::origin peer_{true, "127.0.0.1", 443};
};

} // namespace

BOOST_AUTO_TEST_SUITE(net_tls_memory)

BOOST_AUTO_TEST_CASE(a_sound_certificate_is_not_blamed_for_a_lack_of_memory) {
    BOOST_REQUIRE(is_ours);
    handshakes any;
    long told = 0;
    for (long n = 1;; n += 3) {
        const auto outcome = any.one(n);
        if (short_of.refused == 0)
            break;
        if (!outcome.has_error())
            continue;
        BOOST_TEST((outcome.error().code == errc::network), n << ": " << outcome.error().message);
        told += outcome.error().message.ends_with(": memory is short");
    }
    BOOST_TEST(told > 100);
}

BOOST_AUTO_TEST_SUITE_END()
