#include "dataset/splitter.hpp"

#include "benchmark/json_scan.hpp"
#include "core/printable.hpp"
#include "dataset/text_position.hpp"

namespace preceptron::dataset {

splitter::splitter(std::string_view text) noexcept : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF"))
        at_ = 3;
}

failure splitter::problem(std::size_t offset, std::string_view what) const {
    return fail(errc::bad_dataset, "record " + std::to_string(records_) + " (" +
                                       position_text(text_, offset) + "): " + std::string(what));
}

result<std::optional<std::string_view>> splitter::next() {
    if (form_ == form::unknown) {
        at_ = skip_blanks(text_, at_);
        if (at_ == text_.size())
            return fail(errc::bad_dataset, "there is nothing in it: a JSON array of objects, or "
                                           "JSON Lines, was expected");
        if (text_[at_] == '[')
            form_ = form::array;
        else if (text_[at_] == '{')
            form_ = form::lines;
        else
            return problem(at_, "a JSON array of objects begins with [ and JSON Lines with {, not "
                                "with \"" +
                                    printable(text_.substr(at_, 20)) + "\"");
    }
    switch (form_) {
    case form::array:
        return next_of_array();
    case form::lines:
        return next_line();
    default:
        return std::optional<std::string_view>();
    }
}

result<std::optional<std::string_view>> splitter::next_of_array() {
    const std::size_t separator = at_; // the [ or the , before the record, or the ] after the last
    if (text_[separator] != ']')
        at_ = skip_blanks(text_, separator + 1);
    if (at_ == text_.size())
        return problem(separator, "the file ends inside the array: the closing ] is missing");
    if (text_[at_] == ']') {
        if (text_[separator] == ',')
            return problem(at_, "there is a comma after the last record");
        const std::size_t rest = skip_blanks(text_, at_ + 1);
        if (rest != text_.size())
            return problem(rest, "there is text after the array's end");
        form_ = form::ended;
        return std::optional<std::string_view>();
    }
    if (text_[at_] != '{')
        return problem(at_, "it is not a JSON object");
    const std::size_t begin = at_;
    const std::size_t end = end_of_group(text_, begin);
    if (end == no_end)
        return problem(begin,
                       "it begins here and never ends: the file was cut, or a quote or brace "
                       "is missing");
    at_ = skip_blanks(text_, end);
    ++records_;
    if (at_ == text_.size())
        return problem(end, "the file ends inside the array: the closing ] is missing");
    if (text_[at_] != ',' && text_[at_] != ']')
        return problem(at_, "a comma or the closing ] is missing before it");
    return std::optional(text_.substr(begin, end - begin));
}

result<std::optional<std::string_view>> splitter::next_line() {
    at_ = skip_blanks(text_, at_);
    if (at_ == text_.size()) {
        form_ = form::ended;
        return std::optional<std::string_view>();
    }
    const std::size_t begin = at_;
    if (text_[begin] != '{')
        return problem(begin, "it is not a JSON object");
    std::size_t end = std::min(text_.find('\n', begin), text_.size());
    at_ = end;
    while (is_json_blank(text_[end - 1]))
        --end;
    if (text_[end - 1] != '}')
        return problem(begin, "it does not end on its line: JSON Lines holds one whole object a "
                              "line, and a JSON array begins with [");
    ++records_;
    return std::optional(text_.substr(begin, end - begin));
}

} // namespace preceptron::dataset
