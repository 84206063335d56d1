#include "dataset/record_file.hpp"

#include "core/crc32c.hpp"
#include "core/thrown_failure.hpp"

namespace preceptron::dataset {

void record_file::read(const record_place& place, std::string& buffer) const {
    buffer.resize(place.size);
    const auto n = file_.read_at(place.offset, buffer);
    if (!n)
        throw thrown_failure(n.error());
    if (*n != place.size || crc32c(buffer) != place.checksum)
        throw thrown_failure(
            fail(errc::bad_dataset,
                 file_.path().string() + " has been changed while it was in use, at byte " +
                     std::to_string(place.offset) +
                     ": restore it, or go on with it as it is now, by the same command"));
}

} // namespace preceptron::dataset
