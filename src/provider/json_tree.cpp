#include "provider/json_tree.hpp"

#include <functional>
#include <utility>

namespace preceptron::provider {

namespace {

// A token is a hundred values where twenty others are told beside it: `logprobs`,
// `prompt_logprobs`, `prompt_token_ids`.
bool is_unread(std::string_view name) noexcept {
    constexpr std::string_view shortest = "logprobs"; // longer than nearly all that is opened
    return name.size() >= shortest.size() &&
           (name.ends_with(shortest) || name.ends_with("token_ids"));
}

} // namespace

void json_tree::begin(std::string_view text) {
    text_ = text;
    nodes_.clear();
    open_.clear();
    unread_ = 0;
    name_ = {};
    held_.clear();
    unescaped_.clear();
}

bool json_tree::large() const noexcept {
    constexpr std::size_t nodes = 1024, bytes = std::size_t{64} << 10;
    return nodes_.capacity() > nodes || unescaped_.capacity() > bytes || held_.capacity() > bytes;
}

json_node* json_tree::add(json_node::kind is, error& e) {
    if (nodes_.size() == most_nodes) {
        e = boost::json::error::array_too_large;
        return nullptr;
    }
    if (constexpr std::size_t many = 16'384; nodes_.size() == many)
        nodes_.reserve(most_nodes); // once, instead of the old and the new together
    json_node& added = nodes_.emplace_back(is);
    added.set_name(std::exchange(name_, {}));
    return &added;
}

bool json_tree::open(json_node::kind is, error& e) {
    if (unread_ != 0 || is_unread(name_)) {
        const bool outermost = unread_++ == 0;
        return !outermost || add(is, e) != nullptr; // which stays empty
    }
    open_.push_back(nodes_.size());
    return add(is, e) != nullptr;
}

bool json_tree::close() noexcept {
    if (unread_ != 0) {
        --unread_;
        return true;
    }
    nodes_[open_.back()].set_within(nodes_.size() - open_.back() - 1);
    open_.pop_back();
    return true;
}

bool json_tree::number(double n, error& e) {
    if (unread_ != 0)
        return true;
    json_node* const added = add(json_node::kind::number, e);
    if (added)
        added->set_number(n);
    return added;
}

bool json_tree::on_string(text s, std::size_t, error& e) {
    if (unread_ != 0)
        return true;
    const std::string_view said = whole(s);
    json_node* const added = add(json_node::kind::string, e);
    if (added)
        added->set_text(said);
    return added;
}

std::string_view json_tree::whole(std::string_view last) {
    const std::less_equal<const char*> not_behind;
    if (held_.empty() && not_behind(text_.data(), last.data()) &&
        not_behind(last.data() + last.size(), text_.data() + text_.size()))
        return last;
    held_ += last;
    // Room for all of them at once, so that none moves: an escape is longer than what it stands
    // for.
    unescaped_.reserve(text_.size());
    const std::size_t at = unescaped_.size();
    unescaped_ += held_;
    held_.clear();
    return std::string_view(unescaped_).substr(at);
}

} // namespace preceptron::provider
