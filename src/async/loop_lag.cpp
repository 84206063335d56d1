#include "async/loop_lag.hpp"

#include <boost/system/error_code.hpp>

#include <algorithm>
#include <bit>

namespace preceptron::async {

using namespace std::chrono;

loop_lag::loop_lag(asio::any_io_executor executor, milliseconds every)
    : timer_(std::move(executor)), every_(every) {
    wait();
}

// A handler that waits for its turn already is not cancelled any more: it has to be told.
void loop_lag::close() {
    closed_ = true;
    timer_.cancel();
}

void loop_lag::wait() {
    timer_.expires_after(every_);
    timer_.async_wait([this](boost::system::error_code ec) {
        if (ec || closed_)
            return;
        record(duration_cast<microseconds>(steady_clock::now() - timer_.expiry()));
        wait();
    });
}

void loop_lag::record(microseconds lag) noexcept {
    lag = std::max(lag, microseconds{0});
    const auto bucket =
        static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(lag.count())));
    ++buckets_[std::min(bucket, buckets_.size() - 1)];
    ++samples_;
    worst_ = std::max(worst_, lag);
}

microseconds loop_lag::quantile(double share) const noexcept {
    const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(samples_));
    std::uint64_t seen = 0;
    for (std::size_t b = 0; b < buckets_.size(); ++b) {
        seen += buckets_[b];
        if (seen > wanted)
            return std::min(worst_, microseconds{(std::int64_t{1} << b) - 1});
    }
    return worst_;
}

} // namespace preceptron::async
