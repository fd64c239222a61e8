// Room for the text of a long list. A string that grows by doubling stands in memory twice meanwhile; one that was
// given room does not, and room that is not used costs no memory.
#pragma once

#include <cstddef>
#include <string>

namespace assay {

// Call it before each entry: `done` of `all` entries stand in `text` behind `begin`, and once some do, the rest are
// taken to be about as long. Nothing but speed and memory depends on it.
inline void make_room(std::string& text, std::size_t begin, std::size_t done, std::size_t all) {
  constexpr std::size_t sample = 256;
  if (done != sample) return;
  const std::size_t rest = (text.size() - begin) / sample * (all - done);
  text.reserve(text.size() + rest + rest / 4);
}

}  // namespace assay
