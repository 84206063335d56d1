#include "session/folder/refusal_records.hpp"

#include "provider/parameter_refusal.hpp"

#include <string>

namespace preceptron::session {

void refusal_records::update(std::span<const runner::tested_judge> judges) {
    written_.resize(judges.size());
    for (std::size_t i = 0; i < judges.size(); ++i)
        for (const std::string_view parameter : provider::refused_parameters(judges[i].learned))
            if (!written_[i].contains(parameter) &&
                out_.append(journal::refused_record{judges[i].spec.name, judges[i].spec.model_id,
                                                    std::string(parameter), now_utc()}))
                written_[i].insert(parameter);
}

} // namespace preceptron::session
