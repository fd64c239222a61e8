#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace assay {
namespace {

constexpr std::size_t kNotATerminal = 100;  // columns
constexpr long kWidest = 1000;

int descriptor_of(Stream stream) { return stream == Stream::out ? STDOUT_FILENO : STDERR_FILENO; }

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value && *value;
}

}  // namespace

bool is_watched(Stream stream) { return isatty(descriptor_of(stream)) == 1 && !is_set("CI"); }

std::size_t columns_of(Stream stream, std::size_t otherwise) {
  if (is_set("COLUMNS")) {
    const long columns = std::strtol(std::getenv("COLUMNS"), nullptr, 10);
    if (columns > 0 && columns <= kWidest) return static_cast<std::size_t>(columns);
  }
  winsize size{};
  if (ioctl(descriptor_of(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return otherwise;
}

Terminal terminal_of_output() {
  const bool colour = isatty(STDOUT_FILENO) == 1 && !is_set("NO_COLOR");
  return {.width = columns_of(Stream::out, kNotATerminal),
          .colour = colour ? Terminal::Colour::ansi : Terminal::Colour::none};
}

}  // namespace assay
