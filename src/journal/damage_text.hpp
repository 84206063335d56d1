// What a journal has lost, for people who only want to use the rest of it.
#pragma once

#include "journal/contents.hpp"

#include <string>

namespace preceptron::journal {

// "FILE: 2 damaged places, 812 bytes, the first at byte 1203", of a segment that has some.
std::string damage_text(const segment_contents& segment);

// The same of each segment, with the number of missing results; empty where nothing is lost.
std::string losses_text(const journal_contents& contents);

} // namespace preceptron::journal
