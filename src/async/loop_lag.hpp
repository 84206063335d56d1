// How late the event loop runs: the time by which a timer's handler misses its appointment.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <cstdint>

namespace preceptron::async {

namespace asio = boost::asio;

class loop_lag {
  public:
    explicit loop_lag(asio::any_io_executor executor,
                      std::chrono::milliseconds every = std::chrono::milliseconds{50});
    loop_lag(const loop_lag&) = delete;
    loop_lag& operator=(const loop_lag&) = delete;

    // Stops measuring, so that the loop can run dry.
    void close();

    std::uint64_t samples() const noexcept { return samples_; }
    std::chrono::microseconds worst() const noexcept { return worst_; }
    // Upper bound of the share's bucket; buckets double, so it is exact to a factor of two.
    std::chrono::microseconds quantile(double share) const noexcept;

    // Counts one observation; public for tests, which have no clock to wait for.
    void record(std::chrono::microseconds lag) noexcept;

  private:
    void wait();

    asio::steady_timer timer_;
    std::chrono::milliseconds every_;
    std::array<std::uint64_t, 32> buckets_{}; // bucket b: lag < 2^b microseconds
    std::uint64_t samples_ = 0;
    bool closed_ = false;
    std::chrono::microseconds worst_{0};
};

} // namespace preceptron::async
