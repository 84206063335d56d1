#include "runner/redaction.hpp"

#include "core/ascii.hpp"
#include "core/base64.hpp"
#include "provider/request_target.hpp"

#include <algorithm>
#include <vector>

namespace preceptron::runner {

namespace {

// Shorter texts occur by chance, and are no key anybody must protect.
constexpr std::size_t shortest_key = 6;

constexpr std::string_view shown = "[key]";

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

// What percent_encoded writes, with "%2f" for its "%2F".
std::string with_small_digits(std::string_view encoded) {
    std::string text = copy_of(encoded);
    for (auto at = text.find('%'); at != std::string::npos; at = text.find('%', at + 1))
        for (std::size_t digit = at + 1; digit <= at + 2; ++digit)
            text[digit] = ascii_lower(text[digit]);
    return text;
}

std::string with_escaped_slashes(std::string_view key) {
    std::string text = with_room(2 * key.size());
    for (const char c : key)
        c == '/' ? text += "\\/" : text += c;
    return text;
}

// The key as a server may say it; wiped at the end.
class forms_of_a_key {
  public:
    explicit forms_of_a_key(const secret* key) {
        if (!key || key->expose().size() < shortest_key)
            return;
        const std::string_view bytes = key->expose();
        forms_.reserve(10);
        forms_.push_back(copy_of(bytes));
        std::string encoded = provider::percent_encoded(bytes);
        forms_.push_back(copy_of(encoded));
        wipe(encoded);
        forms_.push_back(with_small_digits(forms_.back()));
        forms_.push_back(with_escaped_slashes(bytes));
        for (std::size_t lead = 0; lead < 3; ++lead) {
            forms_.push_back(base64_within(bytes, lead));
            std::string for_urls = copy_of(forms_.back());
            std::ranges::replace(for_urls, '+', '-');
            std::ranges::replace(for_urls, '/', '_');
            forms_.push_back(std::move(for_urls));
        }
    }
    ~forms_of_a_key() {
        for (std::string& form : forms_)
            wipe(form);
    }
    forms_of_a_key(const forms_of_a_key&) = delete;
    forms_of_a_key& operator=(const forms_of_a_key&) = delete;

    void cut_out_of(std::string& text) const {
        for (const std::string& form : forms_)
            for (auto at = text.find(form); at != std::string::npos; at = text.find(form, at)) {
                text.replace(at, form.size(), shown);
                at += shown.size();
            }
    }

  private:
    std::vector<std::string> forms_;
};

} // namespace

void redact(std::string& text, const secret* key) {
    forms_of_a_key(key).cut_out_of(text);
}

void redact(attempt_outcome& outcome, const secret* key) {
    const forms_of_a_key forms(key);
    if (auto* r = std::get_if<reply>(&outcome)) {
        for (std::string* text :
             {&r->text, &r->finish_reason, &r->served_model, &r->fingerprint, &r->request_id})
            forms.cut_out_of(*text);
        return;
    }
    auto& f = std::get<attempt_failure>(outcome);
    for (std::string* text : {&f.message, &f.server_code, &f.server_message, &f.request_id, &f.raw,
                              &f.text, &f.finish_reason, &f.served_model})
        forms.cut_out_of(*text);
}

} // namespace preceptron::runner
