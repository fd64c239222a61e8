// How far a run is, on standard error: a bar where a person reads along, a line now and then elsewhere, nothing in a
// run that is over before anybody asks.
#pragma once

#include <chrono>
#include <cstddef>
#include <ostream>
#include <string>

#include "contracts/http/history.h"

namespace assay {

struct ProgressState {
  std::size_t heard = 0;    // exchanges
  std::size_t planned = 0;  // at most; a run may need fewer
  std::chrono::steady_clock::duration elapsed{0};
  std::string scenario{};
};

// "[#####.....] 120 of 400, 35/s, 8 s left, rotate-race": at most `width` columns, the bar grows and shrinks with it.
std::string progress_bar(const ProgressState& state, std::size_t width);

// "120 of 400 requests, 35/s, 8 s left"
std::string progress_line(const ProgressState& state);

// Used by one thread.
class Progress {
 public:
  enum class Manner { silent, lines, bar };

  // bar where standard error is a terminal that can move its cursor, and no continuous integration service runs us.
  static Manner manner_of_errors();

  Progress(std::ostream& out, Manner manner, std::size_t planned);
  ~Progress();  // takes the bar away
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // A Heard (contracts/plan/plan.h).
  void heard(const History& so_far, std::size_t first);

 private:
  std::ostream& out_;
  Manner manner_;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point told_;
  ProgressState state_{};
  bool stands_ = false;  // a bar is on the screen
};

}  // namespace assay
