#include "net/exchange_bench.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>

namespace preceptron::tests {

void kept_response::on_head(const wire::http_response_head& h) {
    head = h;
}

bool kept_response::on_body(std::string_view bytes) {
    ++pieces;
    body_bytes += bytes.size();
    body += bytes.substr(0, keep - std::min(keep, body.size()));
    return body_bytes < enough;
}

void kept_response::begin_again() {
    head.reset();
    body.clear();
    body_bytes = pieces = 0;
}

net::exchange_deadlines patient() {
    using std::chrono::seconds;
    return {seconds(20), seconds(20), seconds(20), seconds(20)};
}

wire::http_request small_request(std::string body) {
    wire::http_request request;
    request.target = "/v1/chat/completions";
    request.fields.add("Content-Type", "application/json");
    request.body = std::move(body);
    request.auth = {"Authorization", "Bearer "};
    return request;
}

net::tls_context trusting(const std::string& authority_pem) {
    const scratch_folder folder;
    auto made = net::tls_context::for_client(folder.write("ca.pem", authority_pem));
    return std::move(made.value());
}

exchange_bench::exchange_bench(std::deque<turn> script, scripted_server::speaks protocol,
                               const simulator::certificate_flaws& flaws)
    : server(context.get_executor(), std::move(script), protocol, flaws),
      // Any authority will do where none is asked.
      tls(trusting(protocol == scripted_server::speaks::tls
                       ? server.authority_pem()
                       : simulator::make_certificate().value().authority_pem)),
      pool(context.get_executor(), where(protocol), &tls) {}

net::origin exchange_bench::where(scripted_server::speaks protocol) const {
    return {protocol == scripted_server::speaks::tls, "127.0.0.1", server.port()};
}

net::exchange_outcome exchange_bench::exchange(const wire::http_request& request, const secret* key,
                                               const net::exchange_deadlines& limits) {
    return exchange_with(pool, request, key, limits);
}

net::exchange_outcome exchange_bench::exchange_with(net::connection_pool& other,
                                                    const wire::http_request& request,
                                                    const secret* key,
                                                    const net::exchange_deadlines& limits) {
    answer.begin_again();
    std::optional<net::exchange_outcome> outcome;
    std::exception_ptr thrown;
    asio::co_spawn(context, net::exchange(other, request, key, limits, answer),
                   [&](std::exception_ptr error, net::exchange_outcome o) {
                       thrown = error;
                       outcome = std::move(o);
                   });
    run_until([&] { return outcome.has_value(); });
    if (thrown)
        std::rethrow_exception(thrown);
    return *outcome;
}

} // namespace preceptron::tests
