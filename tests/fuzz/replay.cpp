// Runs every input of a folder of corpora once: FOLDER/TARGET/FILE. With any compiler, no fuzzer.
#include "fuzz/targets.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;

int main(int argc, char** argv) {
    int inputs = 0;
    for (int i = 1; i < argc; ++i)
        for (const auto& target : preceptron::fuzz::all_targets()) {
            const fs::path folder = fs::path(argv[i]) / target.name;
            if (!fs::is_directory(folder))
                continue;
            for (const auto& file : fs::directory_iterator(folder)) {
                std::ostringstream text;
                text << std::ifstream(file.path(), std::ios::binary).rdbuf();
                target.run(text.str());
                ++inputs;
            }
        }
    std::printf("%d inputs replayed\n", inputs);
    return inputs > 0 ? 0 : 1;
}
