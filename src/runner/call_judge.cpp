#include "runner/call_judge.hpp"

#include "provider/error_verdict.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <memory>
#include <utility>

namespace preceptron::runner {

namespace {

// Feeds a response to the decoder that its head asks for.
class reply_sink final : public net::response_sink {
  public:
    reply_sink(account_lane& lane, const judge_spec& judge, call_in_flight* call)
        : lane_(lane), judge_(judge), call_(call) {}

    void on_connection(const net::connection* path) override {
        if (!call_)
            return;
        call_->path = path;
        if (path)
            call_->began = account_lane::clock::now();
    }
    void on_request() override {
        if (call_)
            call_->request_leaves = true;
    }
    void on_head(const wire::http_response_head& head) override {
        const auto now = std::chrono::system_clock::now();
        if (call_)
            lane_.on_head(*call_, lane_.codec.read_limits(head, now));
        decoder_ = lane_.codec.make_decoder(judge_, head, now);
    }
    bool on_body(std::string_view bytes) override {
        decoder_->feed(bytes);
        return !decoder_->satisfied();
    }

    provider::reply_decoder* decoder() noexcept { return decoder_.get(); }

  private:
    account_lane& lane_;
    const judge_spec& judge_;
    call_in_flight* const call_; // null = nobody asks
    std::unique_ptr<provider::reply_decoder> decoder_;
};

// No response head came: the connection's failure is the attempt's.
attempt_failure without_response(const net::exchange_outcome& exchanged) {
    attempt_failure f;
    const bool too_large = exchanged.end == wire::body_end::too_large; // and so it would be again
    f.kind = too_large                                    ? failure_class::bad_body
             : exchanged.end == wire::body_end::timed_out ? failure_class::timeout
                                                          : failure_class::transport;
    f.retryable = !too_large;
    f.stale_connection = exchanged.stale_connection();
    if (exchanged.error) {
        f.message = exchanged.error->message;
        if (exchanged.error->code == errc::untrusted_peer ||
            exchanged.error->code == errc::provider_stopped) { // by a proxy
            f.scope = failure_scope::account;
            f.retryable = false;
        }
    }
    return f;
}

// What the connection's end has to say about a response that began.
void add_network_error(attempt_failure& f, const std::string& error) {
    if (f.message.empty() || f.kind == failure_class::transport || f.kind == failure_class::timeout)
        f.message = error;
    else if (f.kind == failure_class::truncated)
        f.message += ": " + error;
}

// Of an account that has no key: the server may say no more than that it does not accept it.
void tell_of_missing_key(attempt_failure& f) {
    constexpr std::string_view advice = "no key was sent: give the judge a key";
    if (f.scope != failure_scope::account)
        return;
    if (const auto at = f.message.find(provider::key_refused); at != f.message.npos)
        f.message.replace(at, provider::key_refused.size(), advice);
    else if (f.http_status == 401 || f.http_status == 403)
        f.message += "; " + std::string(advice);
}

phase_times since_start(const net::exchange_outcome& exchanged) {
    const auto milliseconds =
        [&](const net::exchange_times::instant& when) -> std::optional<double> {
        if (!when)
            return {};
        return std::chrono::duration<double, std::milli>(*when - *exchanged.times.started).count();
    };
    phase_times phases;
    phases.connected = milliseconds(exchanged.times.connected);
    phases.sent = milliseconds(exchanged.times.sent);
    phases.first_byte = milliseconds(exchanged.times.first_byte);
    phases.done = milliseconds(exchanged.times.done);
    phases.reused_connection = exchanged.reused_connection;
    return phases;
}

} // namespace

asio::awaitable<attempt_report> call_judge(account_lane& lane, const judge_spec& judge,
                                           prompt_messages prompt,
                                           const provider::learned_parameters& learned,
                                           call_in_flight* call, net::path over) {
    wire::http_request request = lane.codec.make_request(judge, prompt, learned);
    if (const std::string& name = lane.settings().user_agent; !name.empty())
        request.fields.add("User-Agent", name);
    std::exchange(prompt, {}); // an assignment would keep the strings' memory
    reply_sink sink(lane, judge, call);
    const auto exchanged = co_await net::exchange(lane.pool, std::move(request), lane.key,
                                                  lane.settings().deadlines, sink, over);
    if (exchanged.error && exchanged.error->code == errc::cancelled)
        throw boost::system::system_error(asio::error::operation_aborted);

    attempt_report report;
    report.phases = since_start(exchanged);
    report.request_left = exchanged.request_left;
    if (!sink.decoder()) {
        auto failed = without_response(exchanged);
        failed.nothing_sent = !exchanged.request_left;
        report.outcome = std::move(failed);
        co_return report;
    }
    report.outcome = sink.decoder()->finish(exchanged.end);
    if (auto* f = std::get_if<attempt_failure>(&report.outcome)) {
        if (exchanged.error)
            add_network_error(*f, exchanged.error->message);
        if (!lane.key)
            tell_of_missing_key(*f);
    }
    lane.echoes.apply(report.outcome);
    co_return report;
}

} // namespace preceptron::runner
