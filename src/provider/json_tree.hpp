// Puts a JSON text's events together into nodes, without memory of their own for what stands in the
// text as it is.
#pragma once

#include "benchmark/json_handler.hpp"
#include "provider/json_node.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace preceptron::provider {

// The handler of a boost::json::basic_parser that is given all of `text` at once.
class json_tree : public json_handler {
  public:
    // Begins anew. The nodes refer to `text`.
    void begin(std::string_view text);

    // The text's value, once the parser has come to its end.
    const json_node& root() const noexcept { return nodes_.front(); }

    // Whether more memory is held than the texts of a stream need.
    bool large() const noexcept;

    // More values than this are refused: 3 MiB, where an answer has some hundred. What stands
    // inside lists of tokens and of their probabilities, which nobody reads, has no nodes and does
    // not count.
    static constexpr std::size_t most_nodes = 100'000;

    bool on_object_begin(error& e) { return open(json_node::kind::object, e); }
    bool on_object_end(std::size_t, error&) { return close(); }
    bool on_array_begin(error& e) { return open(json_node::kind::array, e); }
    bool on_array_end(std::size_t, error&) { return close(); }
    bool on_key_part(text s, std::size_t, error&) { return unread_ != 0 || hold(s); }
    bool on_key(text s, std::size_t, error&) { return unread_ != 0 || (name_ = whole(s), true); }
    bool on_string_part(text s, std::size_t, error&) { return unread_ != 0 || hold(s); }
    bool on_string(text s, std::size_t, error& e);
    bool on_int64(std::int64_t n, text, error& e) { return number(static_cast<double>(n), e); }
    bool on_uint64(std::uint64_t n, text, error& e) { return number(static_cast<double>(n), e); }
    bool on_double(double n, text, error& e) { return number(n, e); }
    bool on_bool(bool is, error& e) {
        return unread_ != 0 || add(is ? json_node::kind::yes : json_node::kind::no, e) != nullptr;
    }
    bool on_null(error& e) { return unread_ != 0 || add(json_node::kind::null, e) != nullptr; }

  private:
    json_node* add(json_node::kind is, error& e); // null, and an error: there are too many
    bool open(json_node::kind is, error& e);
    bool close() noexcept;
    bool number(double n, error& e);
    bool hold(text s) { return held_.append(s), true; }
    // A string of which `last` is what was not yet held, where it can stay.
    std::string_view whole(std::string_view last);

    std::string_view text_;
    std::vector<json_node> nodes_;
    std::vector<std::size_t> open_; // objects and arrays, by their nodes' places
    std::size_t unread_ = 0;        // how deep it is inside what nobody reads
    std::string_view name_;         // of the member whose value comes next
    std::string held_;              // the parts of a string that came
    std::string unescaped_;         // strings that do not stand in the text as they are
};

} // namespace preceptron::provider
