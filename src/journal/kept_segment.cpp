#include "journal/kept_segment.hpp"

#include "journal/segment.hpp"

#include <utility>

#include <fcntl.h>
#include <sys/stat.h>

namespace preceptron::journal {

kept_segment::kept_segment(descriptor file, std::filesystem::path path, name_check name,
                           std::uint64_t size)
    : file_(std::move(file)), path_(std::move(path)), name_(name), size_(size) {}

std::optional<misplaced_segment> kept_segment::look() {
    if (auto wrong = name_.look(file_.get(), path_, size_))
        return misplaced_segment{path_, present_path(file_.get()), std::move(*wrong)};
    return {};
}

std::vector<kept_segment> keep_earlier_segments(const std::filesystem::path& checkpoint,
                                                int segment) {
    constexpr std::size_t most = 64;
    std::vector<kept_segment> kept;
    auto files = list_segments(checkpoint);
    if (!files)
        return kept;
    std::erase_if(*files, [segment](const segment_file& f) { return f.number >= segment; });
    for (std::size_t i = files->size() > most ? files->size() - most : 0; i < files->size(); ++i) {
        const auto& path = (*files)[i].path;
        descriptor file = open_file(path, O_RDONLY);
        struct stat status {};
        if (!file || ::fstat(file.get(), &status) != 0)
            continue;
        const name_check name(file.get(), path);
        kept.emplace_back(std::move(file), path, name, static_cast<std::uint64_t>(status.st_size));
    }
    return kept;
}

} // namespace preceptron::journal
