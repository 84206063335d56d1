// A text that is made once and then shared: what thousands of requests have in common is neither
// copied nor quoted anew for each.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace preceptron {

class shared_text {
  public:
    shared_text() = default; // empty
    shared_text(std::string text);
    shared_text(const char* text) : shared_text(std::string(text)) {}

    // With its JSON string: worth it where that is wanted more than once.
    static shared_text quoted(std::string text);

    std::string_view view() const noexcept { return body_ ? body_->text : std::string_view(); }
    std::size_t size() const noexcept { return view().size(); }
    bool empty() const noexcept { return view().empty(); }

    // The JSON string, quotes included; empty where it has not been made.
    std::string_view json() const noexcept { return body_ ? body_->json : std::string_view(); }

    // Whether both are copies of one: then the texts are equal, which may be so otherwise, too.
    bool is(const shared_text& other) const noexcept { return body_ == other.body_; }

  private:
    struct body {
        std::string text;
        std::string json;
    };
    std::shared_ptr<const body> body_;
};

} // namespace preceptron
