#include "judging/reply_objects.hpp"

#include "benchmark/json_scan.hpp"

namespace preceptron::judging {

namespace {

reply_objects scan(std::string_view text) {
    reply_objects objects;
    for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at)) {
        const std::size_t key = skip_blanks(text, at + 1);
        if (key == text.size() || text[key] != '"') {
            at = key;
            continue;
        }
        const std::size_t end = end_of_group(text, at);
        if (end == no_end) {
            objects.cut_off = true;
            break;
        }
        objects.found.push_back(text.substr(at, end - at));
        at = end;
    }
    return objects;
}

} // namespace

reply_objects find_objects(std::string_view reply) {
    constexpr std::string_view opening = "<think>";
    constexpr std::string_view closing = "</think>";
    const std::size_t last = reply.rfind(closing);
    if (last == reply.npos) {
        reply_objects objects = scan(reply);
        objects.still_thinking = reply.substr(skip_blanks(reply, 0)).starts_with(opening);
        return objects;
    }
    reply_objects objects = scan(reply.substr(last + closing.size()));
    if (!objects.found.empty() || objects.cut_off)
        return objects;
    objects = scan(reply);
    const char* const thought_end = reply.data() + last;
    std::erase_if(objects.found, [thought_end](std::string_view object) {
        return object.data() + object.size() <= thought_end;
    });
    return objects;
}

} // namespace preceptron::judging
