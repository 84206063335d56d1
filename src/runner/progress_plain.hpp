// Progress as lines for a log file: one every ten seconds.
#pragma once

#include "runner/progress.hpp"

#include <functional>

namespace preceptron::runner {

// "1,204/10,500 done (11.5 %), 3 failed, 41/s, 30 in flight, ETA 3m46s, $0.12"
std::string progress_line(const progress_snapshot& p);

class progress_plain final : public progress_view {
  public:
    using printer = std::function<void(std::string_view line)>;

    explicit progress_plain(printer print, double every_s = 10)
        : print_(std::move(print)), every_s_(every_s) {}

    void show(const progress_snapshot& p, bool last) override;
    void line(std::string_view text) override { print_(text); }

  private:
    printer print_;
    double every_s_;
    double next_s_ = 0;
};

// Progress for programs: each line one JSON object, at most twice a second.
class progress_json final : public progress_view {
  public:
    using printer = progress_plain::printer;

    // `print` gets whole lines of JSON, `say` the messages between them.
    progress_json(printer print, printer say) : print_(std::move(print)), say_(std::move(say)) {}

    void show(const progress_snapshot& p, bool last) override;
    void line(std::string_view text) override { say_(text); }

  private:
    printer print_, say_;
    double next_s_ = 0;
};

// No progress, only the lines that stay.
class progress_none final : public progress_view {
  public:
    explicit progress_none(progress_plain::printer print) : print_(std::move(print)) {}
    void show(const progress_snapshot&, bool) override {}
    void line(std::string_view text) override { print_(text); }

  private:
    progress_plain::printer print_;
};

} // namespace preceptron::runner
