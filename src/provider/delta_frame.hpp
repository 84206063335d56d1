// What the events of a stream have in common: all but the piece of text that each one adds. An
// event that equals the one before it up to that piece is not read as JSON, which takes some 6,500
// instructions, nor, where all of it has come, line by line, which takes some 350; the comparison
// and the piece take some 250.
#pragma once

#include <string>
#include <string_view>

namespace preceptron::provider {

class delta_frame {
  public:
    // Learns from an event's `data` that did nothing new but add `piece`, in its member `name`.
    // Learns nothing where it is not plain that the member is what added it. `as_sent` is all that
    // was sent of the event, from the end of the one before it; empty if that is not known.
    void learn(std::string_view data, std::string_view as_sent, std::string_view name,
               std::string_view piece);

    // What stands between one event and the next is no longer the same.
    void forget() noexcept;

    // If `data` differs from the one learned in that member's value only, and the value is a JSON
    // string, appends what it says to `text`. False: nothing was done, the event has to be read.
    bool append(std::string_view data, std::string& text) const;

    // The same for the front of a stream's `bytes`, where an event begins, if all of it is there:
    // takes it off.
    bool take(std::string_view& bytes, std::string& text) const;

  private:
    // What was sent before the value, up to and with its opening quote, and from its closing quote
    // on; empty: nothing learned.
    std::string before_, behind_;
    std::size_t lead_ = 0, trail_ = 0; // bytes of them that are not in the event's data
    bool sent_known_ = false;
};

} // namespace preceptron::provider
