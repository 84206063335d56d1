#include "provider/registry.hpp"

#include "provider/anthropic_messages.hpp"
#include "provider/azure_openai.hpp"
#include "provider/openai_chat.hpp"
#include "provider/openrouter.hpp"

namespace preceptron::provider {

namespace {

using codec_list = std::vector<std::unique_ptr<const codec>>;

codec_list make_all() {
    codec_list all;
    all.push_back(make_openai_chat("openai"));
    all.push_back(make_openrouter());
    all.push_back(make_anthropic_messages());
    all.push_back(make_azure_openai());
    all.push_back(make_openai_chat("simulated"));
    return all;
}

const codec_list& all_codecs() {
    static const codec_list all = make_all();
    return all;
}

} // namespace

const codec* find_codec(std::string_view name) {
    for (const auto& each : all_codecs())
        if (each->name() == name)
            return each.get();
    return nullptr;
}

std::vector<std::string_view> codec_names() {
    std::vector<std::string_view> names;
    for (const auto& each : all_codecs())
        names.push_back(each->name());
    return names;
}

} // namespace preceptron::provider
