#include "cli/embedded.hpp"

#include <stdexcept>
#include <string>

namespace preceptron::cli {

std::string_view embedded_text(std::string_view name) {
    for (const embedded_file& file : embedded_files())
        if (file.name == name)
            return file.text;
    throw std::logic_error("no file is built in by the name of " + std::string(name));
}

} // namespace preceptron::cli
