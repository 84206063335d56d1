#include "runner/redaction.hpp"

#include "core/ascii.hpp"
#include "core/base64.hpp"
#include "runner/written_character.hpp"

#include <algorithm>
#include <span>

namespace preceptron::runner {

namespace {

// Shorter texts occur by chance, and are no key anybody must protect.
constexpr std::size_t shortest_key = 6;

// A key's beginning, from how many characters on: at the end of a text, which may be cut there, and
// elsewhere, where the server has cut it. More than a provider's keys have in common ("sk-proj-").
// That no more is compared at each place of a text keeps the work linear.
constexpr std::size_t shortest_piece = 6;
constexpr std::size_t doubtless_piece = 16;

constexpr std::string_view shown = "[key]";
static_assert(shown.size() <= shortest_piece && shown.size() <= shortest_key); // it fits in place

// An empty text with room for all that will be appended: growing would leave a piece of the key
// behind, and so would moving a text that is short enough to live inside its object.
std::string with_room(std::size_t size) {
    constexpr std::size_t surely_apart = 64;
    std::string text;
    text.reserve(std::max(size, surely_apart));
    return text;
}

std::string copy_of(std::string_view key) {
    std::string text = with_room(key.size());
    text = key;
    return text;
}

// Base64 of any text that holds the key, as far as no byte beside it matters. `lead` bytes stand
// before the key in the first group of three.
std::string base64_within(std::string_view key, std::size_t lead) {
    std::string text = with_room(lead + key.size());
    text.assign(lead, '\0');
    text += key;
    std::string all = base64(text);
    const std::size_t first = (lead * 8 + 5) / 6;
    const std::size_t end = text.size() * 8 / 6;
    std::string within = copy_of(std::string_view(all).substr(first, end - first));
    wipe(text);
    wipe(all);
    return within;
}

// Of the key in this form, or of a piece of it, that `text` begins with; 0 = it does not.
std::size_t length_of_form(std::string_view form, std::string_view text) {
    std::size_t length = 0, matched = 0;
    while (matched < form.size()) {
        const std::size_t next = length_of_written(form[matched], text.substr(length));
        if (next == cut_short)
            return matched >= shortest_piece ? text.size() : 0;
        if (next == 0)
            return matched >= doubtless_piece ? length : 0;
        length += next;
        ++matched;
    }
    return length;
}

} // namespace

redaction::redaction(const secret* key) {
    if (!key || key->expose().size() < shortest_key)
        return;
    const std::string_view bytes = key->expose();
    forms_.reserve(4);
    forms_.push_back(copy_of(bytes));
    const auto is_letter = [](char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; };
    if (std::ranges::all_of(bytes, is_letter))
        word_ = copy_of(bytes);
    for (std::size_t lead = 0; lead < 3; ++lead)
        forms_.push_back(base64_within(bytes, lead));
    for (const char escape : {'\\', '%', '&'})
        may_begin_[static_cast<unsigned char>(escape)] = true;
    for (std::string& form : forms_) {
        std::ranges::transform(form, form.begin(), folded);
        for (std::size_t c = 0; c < may_begin_.size(); ++c)
            may_begin_[c] |= folded(static_cast<char>(c)) == form.front();
    }
}

redaction::~redaction() {
    for (std::string& form : forms_)
        wipe(form);
    wipe(word_);
}

std::size_t redaction::length_of_key(std::string_view text) const {
    std::size_t longest = 0;
    for (const std::string& form : forms_)
        longest = std::max(longest, length_of_form(form, text));
    const bool other_word = longest == word_.size() && !text.starts_with(word_) &&
                            std::ranges::equal(text.substr(0, longest), word_, {}, folded, folded);
    return other_word ? 0 : longest;
}

void redaction::apply(std::string& text) const {
    if (forms_.empty())
        return;
    auto end = text.begin(); // of what is kept
    auto unkept = text.begin();
    for (auto at = text.begin(); at != text.end();) {
        const std::size_t found = may_begin_[static_cast<unsigned char>(*at)]
                                      ? length_of_key(std::string_view(at, text.end()))
                                      : 0;
        if (found == 0) {
            ++at;
            continue;
        }
        end = unkept == end ? at : std::copy(unkept, at, end);
        end = std::ranges::copy(shown, end).out;
        unkept = at += static_cast<std::ptrdiff_t>(found);
    }
    if (unkept == end)
        return;
    end = std::copy(unkept, text.end(), end);
    wipe(std::span(end, text.end()));
    text.erase(end, text.end());
}

void redaction::apply(attempt_outcome& outcome) const {
    if (auto* r = std::get_if<reply>(&outcome)) {
        for (std::string* text :
             {&r->text, &r->finish_reason, &r->served_model, &r->fingerprint, &r->request_id})
            apply(*text);
        return;
    }
    auto& f = std::get<attempt_failure>(outcome);
    for (std::string* text : {&f.message, &f.server_code, &f.server_message, &f.request_id, &f.raw,
                              &f.text, &f.finish_reason, &f.served_model})
        apply(*text);
}

} // namespace preceptron::runner
