#include "cli/check/progress.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "cli/terminal.h"

namespace assay {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds between_bars(100);
constexpr std::chrono::seconds between_lines(10);
constexpr std::size_t longest_bar = 30;  // columns
constexpr std::size_t usual_width = 80;

double seconds(steady_clock::duration time) { return std::chrono::duration<double>(time).count(); }

std::string rounded(double number) { return std::to_string(std::llround(number)); }

// "35", or "3.5" where a digit more tells something.
std::string rate_text(double rate) {
  if (rate >= 10) return rounded(rate);
  const std::string tenths = rounded(rate * 10);
  return (tenths.size() > 1 ? tenths.substr(0, tenths.size() - 1) : "0") + '.' + tenths.back();
}

// ", 35/s, 8 s left"; nothing before there is something to tell a rate from.
std::string pace_of(const ProgressState& state) {
  const double elapsed = seconds(state.elapsed);
  if (state.heard == 0 || elapsed < 0.01) return "";
  const double rate = static_cast<double>(state.heard) / elapsed;
  const double left = static_cast<double>(state.planned - std::min(state.heard, state.planned)) / rate;
  return ", " + rate_text(rate) + "/s, " + rounded(std::ceil(left)) + " s left";
}

std::string count_of(const ProgressState& state) {
  return std::to_string(state.heard) + " of " + std::to_string(std::max(state.heard, state.planned));
}

}  // namespace

std::string progress_line(const ProgressState& state) { return count_of(state) + " requests" + pace_of(state); }

std::string progress_bar(const ProgressState& state, std::size_t width) {
  std::string text = count_of(state) + pace_of(state);
  if (text.size() + 2 + state.scenario.size() <= width && !state.scenario.empty()) text += ", " + state.scenario;
  if (text.size() > width) text.resize(width);
  if (width < text.size() + 8) return text;
  const std::size_t length = std::min(longest_bar, width - text.size() - 3);
  const std::size_t whole = std::max<std::size_t>({state.planned, state.heard, 1});
  const std::size_t done = length * state.heard / whole;
  return '[' + std::string(done, '#') + std::string(length - done, '.') + "] " + text;
}

Progress::Manner Progress::manner_of_errors() {
  const char* term = std::getenv("TERM");
  const bool dumb = term && std::string_view(term) == "dumb";
  return is_watched(Output::err) && !dumb ? Manner::bar : Manner::lines;
}

Progress::Progress(std::ostream& out, Manner manner, std::size_t planned)
    : out_(out), manner_(manner), started_(steady_clock::now()), told_(started_) {
  state_.planned = planned;
}

Progress::~Progress() {
  if (stands_) out_ << "\r\x1b[K" << std::flush;
}

void Progress::heard(const History& so_far, std::size_t first) {
  state_.heard += so_far.exchanges.size() - first;
  state_.scenario = so_far.exchanges.back().scenario;
  const auto now = steady_clock::now();
  state_.elapsed = now - started_;
  if (manner_ == Manner::bar && (!stands_ || now - told_ >= between_bars)) {
    out_ << '\r' << progress_bar(state_, columns_of(Output::err, usual_width) - 1) << "\x1b[K" << std::flush;
    stands_ = true;
    told_ = now;
  }
  if (manner_ == Manner::lines && now - told_ >= between_lines) {
    out_ << "assay: " << progress_line(state_) << std::endl;
    told_ = now;
  }
}

}  // namespace assay
