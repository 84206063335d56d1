// Undoes `Content-Encoding: gzip` (and zlib's own wrapping, "deflate") as bytes arrive. Memory is
// bounded whatever the compression promises: output comes in pieces.
#pragma once

#include <memory>
#include <string_view>

namespace preceptron::wire {

class gzip_decoder {
  public:
    gzip_decoder();
    ~gzip_decoder();
    gzip_decoder(const gzip_decoder&) = delete;
    gzip_decoder& operator=(const gzip_decoder&) = delete;

    // Calls on_piece(text) -> bool (false: enough) for all that `bytes` yield: of all members, one
    // after the other; zeros behind the last are padding. False when the data are damaged; nothing
    // more can be read then.
    template<class OnPiece>
    bool feed(std::string_view bytes, OnPiece&& on_piece) {
        std::string_view piece;
        while (next(bytes, piece))
            if (!on_piece(piece))
                break;
        return !damaged_;
    }

  private:
    // Takes from the front of `bytes`; true when `piece` holds output, which lives until the next
    // call.
    bool next(std::string_view& bytes, std::string_view& piece);
    void skip_padding(std::string_view& bytes);

    struct state;
    std::unique_ptr<state> state_;
    bool damaged_ = false;
};

} // namespace preceptron::wire
