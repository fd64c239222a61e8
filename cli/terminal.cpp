#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace assay {
namespace {

constexpr std::size_t not_a_terminal = 100;  // columns
constexpr long widest = 1000;

int descriptor_of(Output output) { return output == Output::out ? STDOUT_FILENO : STDERR_FILENO; }

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value && *value;
}

}  // namespace

bool is_watched(Output output) { return isatty(descriptor_of(output)) == 1 && !is_set("CI"); }

std::size_t columns_of(Output output, std::size_t otherwise) {
  if (is_set("COLUMNS")) {
    const long columns = std::strtol(std::getenv("COLUMNS"), nullptr, 10);
    if (columns > 0 && columns <= widest) return static_cast<std::size_t>(columns);
  }
  winsize size{};
  if (ioctl(descriptor_of(output), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return otherwise;
}

Terminal terminal_of_output() {
  const bool colour = isatty(STDOUT_FILENO) == 1 && !is_set("NO_COLOR");
  return {.width = columns_of(Output::out, not_a_terminal),
          .colour = colour ? Terminal::Colour::ansi : Terminal::Colour::none};
}

}  // namespace assay
