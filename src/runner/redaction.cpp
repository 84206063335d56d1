#include "runner/redaction.hpp"

namespace preceptron::runner {

namespace {

// Shorter texts occur by chance, and are no key anybody must protect.
constexpr std::size_t shortest_key = 6;

} // namespace

void redact(std::string& text, const secret* key) {
    if (!key || key->expose().size() < shortest_key)
        return;
    const std::string_view hidden = key->expose();
    constexpr std::string_view shown = "[key]";
    for (std::size_t at = text.find(hidden); at != std::string::npos; at = text.find(hidden, at)) {
        text.replace(at, hidden.size(), shown);
        at += shown.size();
    }
}

void redact(attempt_outcome& outcome, const secret* key) {
    if (auto* r = std::get_if<reply>(&outcome)) {
        for (std::string* text :
             {&r->text, &r->finish_reason, &r->served_model, &r->fingerprint, &r->request_id})
            redact(*text, key);
        return;
    }
    auto& f = std::get<attempt_failure>(outcome);
    for (std::string* text : {&f.message, &f.server_code, &f.server_message, &f.request_id, &f.raw,
                              &f.text, &f.finish_reason, &f.served_model})
        redact(*text, key);
}

} // namespace preceptron::runner
