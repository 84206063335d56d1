#include "cli/output/file_digest.hpp"

#include "core/hash.hpp"

#include <fstream>
#include <system_error>

namespace preceptron::cli {

std::string digest_of(const std::filesystem::path& file) {
    std::error_code ec;
    if (!std::filesystem::is_regular_file(file, ec))
        return {};
    std::ifstream in(file, std::ios::binary);
    sha256 digest;
    std::string piece(std::size_t{1} << 16, '\0');
    while (in) {
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        digest.add_raw({piece.data(), static_cast<std::size_t>(in.gcount())});
    }
    return in.eof() ? to_hex(digest.finish()) : std::string();
}

} // namespace preceptron::cli
