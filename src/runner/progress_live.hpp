// Progress redrawn in place at the bottom of a terminal: a line for the run, a line for each lane.
#pragma once

#include "runner/progress.hpp"

#include <functional>
#include <string>
#include <vector>

namespace preceptron::runner {

struct terminal_look {
    bool colour = true;
    bool utf8 = true;
};

// The lines for a terminal `columns` wide: none is wider. At most `rows` of them.
std::vector<std::string> progress_block(const progress_snapshot& p, const terminal_look& look,
                                        std::size_t columns, std::size_t rows);

class progress_live final : public progress_view {
  public:
    struct size {
        std::size_t columns = 80, rows = 24;
    };
    using printer = std::function<void(std::string_view bytes)>;
    using measure = std::function<size()>; // asked before every drawing: terminals are resized

    progress_live(printer print, measure terminal, terminal_look look)
        : print_(std::move(print)), terminal_(std::move(terminal)), look_(look) {}

    void show(const progress_snapshot& p, bool last) override;

    // Printed above the block, broken at blanks; the block is drawn again below it in the same
    // write.
    void line(std::string_view text) override;

    void clear() override;

  private:
    // Moves to the block's first line, on a terminal `columns` wide, and clears the block.
    std::string erase(std::size_t columns) const;

    printer print_;
    measure terminal_;
    terminal_look look_;
    std::vector<std::string> drawn_;
};

} // namespace preceptron::runner
