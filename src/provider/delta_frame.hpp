// What the events of a stream have in common: all but the piece of text that each one adds. An
// event that equals the one before it up to that piece is not read as JSON, which takes some 6,500
// instructions; the comparison and the piece take some 250.
#pragma once

#include <string>
#include <string_view>

namespace preceptron::provider {

class delta_frame {
  public:
    // Learns from an event that did nothing new but add `piece`, in its member `name`. Learns
    // nothing where it is not plain that the member is what added it.
    void learn(std::string_view event, std::string_view name, std::string_view piece);

    // What stands between one event and the next is no longer the same.
    void forget() noexcept;

    // If `event` differs from the one learned in that member's value only, and the value is a JSON
    // string, appends what it says to `text`. False: nothing was done, the event has to be read.
    bool append(std::string_view event, std::string& text) const;

  private:
    std::string before_; // up to and with the value's opening quote; empty: nothing learned
    std::string behind_; // from its closing quote
};

} // namespace preceptron::provider
