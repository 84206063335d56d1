#include "dataset/record_stream.hpp"

#include <string>

namespace preceptron::dataset {

failure record_stream::problem_of(std::size_t record, std::uint64_t offset,
                                  std::string_view what) const {
    return fail(errc::bad_dataset, "record " + std::to_string(record) + " (" +
                                       text_.position_text(offset) + "): " + std::string(what));
}

result<std::optional<std::string_view>> record_stream::next() {
    for (;;) {
        const std::string_view rest = text_.rest();
        const split_step step = splitter_.next(rest, text_.is_last());
        switch (step.what) {
        case split_step::kind::record:
            ++records_;
            begin_ = text_.offset() + step.begin;
            text_.take(step.taken);
            return std::optional(rest.substr(step.begin, step.size));
        case split_step::kind::end:
            text_.take(rest.size());
            return std::optional<std::string_view>();
        case split_step::kind::flaw:
            return problem_of(records_, text_.offset() + step.begin, step.problem);
        case split_step::kind::cut:
            if (auto read = text_.more(); !read)
                return read.error();
        }
    }
}

} // namespace preceptron::dataset
