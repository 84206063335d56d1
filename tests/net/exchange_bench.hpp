// A client of src/net and a server of the tests' own in one io_context.
#pragma once

#include "net/connection_pool.hpp"
#include "net/http_exchange.hpp"
#include "net/tls_context.hpp"
#include "support/scratch_folder.hpp"
#include "support/scripted_server.hpp"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <optional>
#include <string>

namespace preceptron::tests {

// What came of a response, its body kept only up to `keep` bytes.
struct kept_response final : net::response_sink {
    std::optional<wire::http_response_head> head;
    std::string body;
    std::size_t body_bytes = 0;
    std::size_t pieces = 0;
    std::size_t keep = 1 << 20;
    std::size_t enough = std::string::npos; // satisfied when as many body bytes came

    void on_head(const wire::http_response_head& h) override;
    bool on_body(std::string_view bytes) override;
    void begin_again();
};

// As they are in the tests: long enough never to matter where nothing hangs.
net::exchange_deadlines patient();

wire::http_request small_request(std::string body = R"({"q":1})");

net::tls_context trusting(const std::string& authority_pem);

class exchange_bench {
  public:
    explicit exchange_bench(std::deque<turn> script,
                            scripted_server::speaks protocol = scripted_server::speaks::tls,
                            const simulator::certificate_flaws& flaws = {});

    // The next exchange's outcome; `answer` is what it brought.
    net::exchange_outcome exchange(const wire::http_request& request = small_request(),
                                   const secret* key = nullptr,
                                   const net::exchange_deadlines& limits = patient());
    // The same over another pool.
    net::exchange_outcome exchange_with(net::connection_pool& other,
                                        const wire::http_request& request = small_request(),
                                        const secret* key = nullptr,
                                        const net::exchange_deadlines& limits = patient());
    // Lets everybody go on until something has happened.
    template<class Condition>
    void run_until(Condition happened) {
        while (!happened())
            context.run_one();
    }

    asio::io_context context{1};
    scripted_server server;
    net::tls_context tls;
    net::connection_pool pool;
    kept_response answer;

  private:
    net::origin where(scripted_server::speaks protocol) const;
};

} // namespace preceptron::tests
