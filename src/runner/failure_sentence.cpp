#include "runner/failure_sentence.hpp"

#include "core/printable.hpp"

namespace preceptron::runner {

namespace {

std::string about_key(const std::string& key_named, int http_status) {
    if (key_named.empty()) // the message says so where it matters (runner/call_judge)
        return "";
    return http_status == 401 ? "; correct " + key_named + ", or base_url"
                              : "; its key: " + key_named;
}

bool tells_place(const attempt_failure& f) {
    return f.scope == failure_scope::judge;
}

} // namespace

std::string failure_sentence(const tested_judge& judge, const attempt_failure& f) {
    std::string text = f.message;
    if (tells_place(f))
        text += ", " + judge.named;
    if (f.scope == failure_scope::account && f.http_status != 0) // else no key has been looked at
        text += about_key(judge.lane.settings().key_named, f.http_status);
    return text;
}

std::string server_words(const attempt_failure& f) {
    return f.server_message.empty() ? ""
                                    : " (the server says: " + printable(f.server_message) + ")";
}

std::string placed_failure_sentence(const tested_judge& judge, const attempt_failure& f) {
    return failure_sentence(judge, f) + server_words(f) +
           (tells_place(f) ? "" : "; " + judge.named);
}

} // namespace preceptron::runner
