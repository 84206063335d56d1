// CLI11 is one header of ten thousand lines, and every command includes it.
#include <CLI/CLI.hpp>
