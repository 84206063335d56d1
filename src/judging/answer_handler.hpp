// Picks scores and justifications out of a JSON object's events.
#pragma once

#include "benchmark/json_handler.hpp"
#include "judging/answer.hpp"

#include <string>
#include <vector>

namespace preceptron::judging {

// A tree of the object would keep one of two equal keys and hide the other; events show both.
class answer_handler : public json_handler {
  public:
    // The answers found, after the whole object was read.
    std::vector<answer> take() { return std::move(answers_); }

    // Whether any score's value was read, and whether the last thing read was a score's key.
    bool saw_score() const noexcept { return saw_score_; }
    bool at_score() const noexcept { return at_score_; }

    bool on_object_begin(error&) { return open(true); }
    bool on_object_end(std::size_t, error&) { return close_object(); }
    bool on_array_begin(error&) { return open(false); }
    bool on_array_end(std::size_t, error&) { return close_array(); }
    bool on_key_part(text s, std::size_t, error&) { return held_.append(s), true; }
    bool on_key(text s, std::size_t, error&);
    bool on_string_part(text s, std::size_t, error&) { return held_.append(s), true; }
    bool on_string(text s, std::size_t, error&);
    bool on_number_part(text s, error&) { return held_.append(s), true; }
    bool on_int64(std::int64_t, text s, error&) { return number(s); }
    bool on_uint64(std::uint64_t, text s, error&) { return number(s); }
    bool on_double(double, text s, error&) { return number(s); }
    bool on_bool(bool b, error&) { return other(b ? "true" : "false"); }
    bool on_null(error&) { return other("null"); }

  private:
    static constexpr int no_rank = 100;

    struct frame {
        bool is_object;
        bool key_is_score = false;
        bool key_is_maximum = false;
        bool key_is_refusal = false;
        int key_rank = no_rank; // how good a name for a justification the key is; 0 is best
        answer own;
        int own_rank = no_rank;
        std::vector<answer> inner; // answers of objects inside
        bool casts_doubt = false;  // on any answer inside: numbers that are no scores, a refusal
    };

    // The object whose member the next value is, or nullptr within an array.
    frame* owner() noexcept;
    void give_score(frame& to, given_score::kind kind, std::string_view value);
    bool number(text last);
    bool other(std::string_view kind);
    bool open(bool is_object);
    bool close_object();
    bool close_array();
    void doubt_part(frame& container);
    void hand_up(std::vector<answer> answers);

    std::vector<frame> frames_;
    std::vector<answer> answers_;
    std::string held_; // parts of a key, string or number that has not ended
    bool saw_score_ = false;
    bool at_score_ = false;
};

} // namespace preceptron::judging
