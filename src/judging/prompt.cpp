#include "judging/prompt.hpp"

#include "benchmark/field_text.hpp"

#include <algorithm>
#include <optional>

namespace preceptron::judging {

namespace {

constexpr std::string_view not_available = "(not available)";

// The texts that an entry has for a task's fields. Made for every call, so what no prompt names is
// not written.
class context {
  public:
    context(const task& t, const entry& e, record_buffer& buffer) : task_(t), entry_(e) {
        for (const requirement& r : t.required)
            names_.insert(names_.end(), r.begin(), r.end());
        names_.insert(names_.end(), t.wanted.begin(), t.wanted.end());
        texts_ = field_texts(e.record.read(buffer), names_);
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (names_[i] != "response" && texts_[i] && is_json_of_nothing(*texts_[i]))
                texts_[i].reset(); // an answer is graded as it is
    }

    // Null when the entry has none. A task that names a field as we name one of ours means the
    // entry's.
    const std::string* find(std::string_view name) {
        const auto found = std::ranges::find(names_, name);
        if (found != names_.end())
            return pointer_to(texts_[static_cast<std::size_t>(found - names_.begin())]);
        if (name == "max_score") {
            if (entry_.max_score && !max_score_)
                max_score_ = score_text(*entry_.max_score);
            return pointer_to(max_score_);
        }
        if (name == "scale") {
            if (!scale_)
                scale_ = task_.scale.describe(entry_.max_score);
            return pointer_to(scale_);
        }
        return nullptr;
    }

    // Bytes of the entry's texts, each counted once.
    std::size_t size() const noexcept {
        std::size_t bytes = 0;
        for (const auto& text : texts_)
            bytes += text ? text->size() : 0;
        return bytes;
    }

    const std::string* first_of(const std::vector<std::string>& names) {
        for (const std::string& name : names)
            if (const std::string* text = find(name))
                return text;
        return nullptr;
    }

  private:
    static const std::string* pointer_to(const std::optional<std::string>& text) noexcept {
        return text ? &*text : nullptr;
    }

    const task& task_;
    const entry& entry_;
    std::vector<std::string_view> names_; // of the entry's fields
    std::vector<std::optional<std::string>> texts_;
    std::optional<std::string> max_score_, scale_;
};

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty())
            text += between;
        text += part;
    }
    return text;
}

std::string fill(const prompt_template& source, context& fields) {
    std::string filled;
    filled.reserve(source.text.size() + (source.pieces.size() > 1 ? fields.size() : 0));
    for (const prompt_template::piece& piece : source.pieces) {
        filled += piece.literal;
        if (piece.names.empty())
            continue;
        const std::string* text = fields.first_of(piece.names);
        filled += text ? std::string_view(*text) : not_available;
    }
    return filled;
}

} // namespace

std::variant<rendered_prompt, missing_context> render(const task& judged_by,
                                                      const prompt_variant& variant,
                                                      const entry& judged, record_buffer& buffer) {
    context fields(judged_by, judged, buffer);
    missing_context missing;
    for (const requirement& r : judged_by.required)
        if (!fields.first_of(r))
            missing.fields.push_back(joined(r, " or "));
    if (!judged_by.scale.has_room(judged.max_score))
        missing.fields.push_back("max_score above " + score_text(judged_by.scale.min));
    if (!missing.fields.empty()) {
        missing.message = "the entry has no " + joined(missing.fields, ", no ");
        return missing;
    }
    rendered_prompt rendered;
    for (const std::string& name : judged_by.wanted)
        if (!fields.find(name))
            rendered.context_missing.push_back(name);
    const bool names_maximum =
        variant.system.names_field("max_score") || variant.user.names_field("max_score");
    if (names_maximum && !fields.find("max_score") &&
        std::ranges::find(judged_by.wanted, "max_score") == judged_by.wanted.end())
        rendered.context_missing.emplace_back("max_score");
    const auto& fixed = variant.system.fixed;
    rendered.messages = {fixed ? *fixed : shared_text(fill(variant.system, fields)),
                         fill(variant.user, fields)};
    return rendered;
}

} // namespace preceptron::judging
