#include "reports/report_value.h"

#include <algorithm>
#include <concepts>
#include <limits>
#include <nlohmann/json.hpp>

#include "contracts/place.h"
#include "reports/report_json.h"
#include "reports/report_members.h"

namespace assay {
namespace {

// Every value of an enum that a report names.
template <class Enum>
inline constexpr std::initializer_list<Enum> kAll;
template <>
inline constexpr std::initializer_list<VerdictKind> kAll<VerdictKind> = {
    VerdictKind::pass,     VerdictKind::fail,         VerdictKind::warn,   VerdictKind::info, VerdictKind::na,
    VerdictKind::untested, VerdictKind::inconclusive, VerdictKind::waived, VerdictKind::error};
template <>
inline constexpr std::initializer_list<Conclusion> kAll<Conclusion> = {
    Conclusion::conforms, Conclusion::conforms_with_warnings, Conclusion::does_not_conform, Conclusion::inconclusive};
template <>
inline constexpr std::initializer_list<Level> kAll<Level> = {Level::must, Level::should, Level::info};
template <>
inline constexpr std::initializer_list<Culprit> kAll<Culprit> = {Culprit::vendor, Culprit::document, Culprit::harness,
                                                                 Culprit::environment};

template <class T>
concept Enum = std::is_enum_v<T>;

// A value and the way to it: what is around it, and its name or index there.
struct Reader {
  const nlohmann::json& value;
  const std::string& file;
  const Reader* around = nullptr;
  std::string name{};  // of the outermost: its pointer

  std::string pointer() const { return around ? around->pointer() + '/' + name : name; }
  [[noreturn]] void refuse(const std::string& message) const {
    throw BadDocument({.file = file, .line = 0, .pointer = pointer()},
                      message + "; the report was changed or is not one of ours");
  }

  template <class T>
  void operator()(const char* member, T& target) const {
    if (!value.is_object()) refuse("is not an object");
    const auto found = value.find(member);
    if (found == value.end()) refuse("has no member \"" + std::string(member) + '"');
    Reader{*found, file, this, member}.read(target);
  }
  template <class T>
  void operator()(const char* member, std::optional<T>& target) const {
    if (value.is_object() && value.contains(member)) (*this)(member, target.emplace(T{}));
  }

  template <class T>
  void read(T& part) const {
    if (!value.is_object()) refuse("is not an object");
    visit_members(*this, part);
  }
  void read(std::string& text) const {
    if (!value.is_string()) refuse("is not a string");
    text = value.get_ref<const std::string&>();
  }
  void read(double& number) const {
    if (!value.is_number()) refuse("is not a number");
    number = value.get<double>();
  }
  template <std::integral T>
  void read(T& number) const {
    const bool fits = value.is_number_unsigned()
                          ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<T>::max())
                          : value.is_number_integer() && std::in_range<T>(value.get<std::int64_t>());
    if (!fits) refuse("is not an integer in range");
    number = value.get<T>();
  }
  template <Enum T>
  void read(T& target) const {
    const auto known = std::find_if(kAll<T>.begin(), kAll<T>.end(), [&](T each) { return value == to_text(each); });
    if (known == kAll<T>.end()) refuse("is not a word known here");
    target = *known;
  }
  template <class T>
  void read(std::vector<T>& list) const {
    if (!value.is_array()) refuse("is not an array");
    for (std::size_t i = 0; i < value.size(); ++i)
      Reader{value[i], file, this, std::to_string(i)}.read(list.emplace_back());
  }
  void read(std::map<VerdictKind, std::size_t>& counts) const {
    for (const VerdictKind kind : kVerdictKinds) (*this)(std::string(to_text(kind)).c_str(), counts[kind]);
  }
};

void require_our_format(const nlohmann::json& document, const std::string& file, const std::string& pointer) {
  const Place place{.file = file, .line = 0, .pointer = pointer + "/format"};
  const std::string ours = Report{}.format;
  const bool has_format = document.is_object() && document.contains("format") && document["format"].is_string();
  const std::string format = has_format ? document["format"].get<std::string>() : "";
  if (format == ours) return;
  if (format.starts_with("assay-report/"))
    throw BadDocument(
        place, "the report has format " + format + ", this program reads " + ours + ": use the assay that wrote it");
  throw BadDocument(place, "this is no report of assay: its \"format\" is not \"" + ours + '"');
}

}  // namespace

Report report_from_value(const nlohmann::json& value, const std::string& file, const std::string& pointer) {
  require_our_format(value, file, pointer);
  Report report;
  Reader{value, file, nullptr, pointer}.read(report);
  return report;
}

Report::Exchange exchange_from_value(const nlohmann::json& value, const std::string& file, const std::string& pointer) {
  Report::Exchange exchange;
  Reader{value, file, nullptr, pointer}.read(exchange);
  return exchange;
}

Report::Moment moment_from_value(const nlohmann::json& value, const std::string& file, const std::string& pointer) {
  Report::Moment moment;
  Reader{value, file, nullptr, pointer}.read(moment);
  return moment;
}

std::vector<Report::TokenEffect> tokens_from_value(const nlohmann::json& value, const std::string& file,
                                                   const std::string& pointer) {
  std::vector<Report::TokenEffect> tokens;
  Reader{value, file, nullptr, pointer}.read(tokens);
  return tokens;
}

}  // namespace assay
