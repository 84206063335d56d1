#include "session/dataset_change.hpp"

#include "dataset/reader.hpp"
#include "session/manifest.hpp"

namespace preceptron::session {

bool dataset_has_changed(const run_inputs& inputs) {
    const auto last = read_manifest(inputs.config.output_dir.value);
    if (last.has_error())
        return false;
    if (last->dataset_has_changed)
        return true;
    if (!inputs.data.sha256.empty())
        return inputs.data.sha256 != last->dataset_sha256;
    const auto again = dataset::read_dataset(inputs.data.path);
    return again.has_value() && again->sha256 != last->dataset_sha256;
}

} // namespace preceptron::session
