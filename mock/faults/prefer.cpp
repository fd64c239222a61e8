#include "mock/faults/prefer.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "mock/faults/effects.h"

namespace assay {
namespace {

constexpr int longest_wait = 60;  // seconds

std::optional<int> number_of(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// Where the list item at the start of `text` ends: at the next comma outside quotes.
std::size_t end_of_item(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && quoted)
      ++i;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (text[i] == ',' && !quoted)
      return i;
  }
  return text.size();
}

struct Preferences {
  std::optional<int> code{};
  std::optional<int> wait{};
};

void take(Preferences& preferences, std::string_view item) {
  item = item.substr(0, item.find(';'));
  const auto equals = item.find('=');
  if (equals == std::string_view::npos) return;
  const std::string_view name = trimmed(item.substr(0, equals));
  const auto number = number_of(trimmed(item.substr(equals + 1)));
  if (!number) return;
  const bool is_code = *number >= 400 && *number <= 599;
  if (equal_ignoring_case(name, "code") && is_code && !preferences.code) preferences.code = number;
  if (equal_ignoring_case(name, "wait") && *number >= 0 && !preferences.wait)
    preferences.wait = std::min(*number, longest_wait);
}

Preferences preferences_of(const Headers& headers) {
  Preferences preferences;
  for (const Header& header : headers) {
    if (!equal_ignoring_case(header.name, "Prefer")) continue;
    for (std::string_view rest = header.value; !rest.empty();) {
      const std::size_t end = end_of_item(rest);
      take(preferences, rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return preferences;
}

std::string applied(const Preferences& preferences) {
  std::string text;
  if (preferences.code) text += "code=" + std::to_string(*preferences.code);
  if (preferences.wait) text += (text.empty() ? "wait=" : ", wait=") + std::to_string(*preferences.wait);
  return text;
}

Outcome as_preferred(Outcome outcome, const Preferences& preferences) {
  auto* response = std::get_if<Response>(&outcome);
  if (response == nullptr) return outcome;
  response->headers.push_back({"Preference-Applied", applied(preferences)});
  if (!preferences.wait) return outcome;
  Delivery delivery = response->delivery ? *response->delivery : Delivery{};
  delivery.delay += std::chrono::seconds(*preferences.wait);
  return delivered(std::move(outcome), delivery);
}

}  // namespace

Handler with_preferences(Handler inner, FaultGround ground) {
  return [inner = std::move(inner), ground = std::move(ground)](const Request& request) {
    const Preferences preferences = preferences_of(request.headers);
    if (!preferences.code && !preferences.wait) return inner(request);
    return as_preferred(preferences.code ? Outcome(ground.forced(*preferences.code, request)) : inner(request),
                        preferences);
  };
}

}  // namespace assay
