#include "reports/json/report_reader.h"

#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "contracts/documents/place.h"
#include "reports/json/report_slots.h"
#include "reports/model/report_format.h"

namespace assay {
namespace {

using nlohmann::json;

// What a JSON parser tells, put where it belongs.
class PartReader final : public nlohmann::json_sax<json> {
 public:
  PartReader(Slot part, const std::string& file, std::string pointer)
      : next_(part), file_(file), pointer_(std::move(pointer)) {}

  bool null() override {
    return scalar([](const Slot&) { return false; });
  }
  bool boolean(bool value) override {
    return scalar([&](const Slot& to) { return to.kind->truth && to.kind->truth(to.at, value); });
  }
  bool number_integer(std::int64_t value) override { return number(value); }
  bool number_unsigned(std::uint64_t value) override { return number(value); }
  bool number_float(double value, const std::string&) override { return number(value); }
  bool binary(json::binary_t&) override { return null(); }
  bool string(std::string& value) override {
    return scalar([&](const Slot& to) { return to.kind->text && to.kind->text(to.at, value); });
  }

  bool start_object(std::size_t) override {
    return open([](const Kind& kind) { return kind.member != nullptr; });
  }
  bool start_array(std::size_t) override {
    return open([](const Kind& kind) { return kind.entry != nullptr; });
  }
  bool key(std::string& name) override {
    if (skipped_ > 0) return true;
    Open& part = open_.back();
    const MemberSlot member = part.slot.kind->member(part.slot.at, name);
    part.name = {};
    next_ = member.slot;
    if (member.name.empty()) return true;
    if ((part.seen >> member.index & 1) != 0) refuse("has two members \"" + name + '"');
    part.seen |= std::uint64_t{1} << member.index;
    part.name = member.name;
    return true;
  }
  bool end_object() override {
    if (skipped_ > 0) return close();
    Open& part = open_.back();
    part.name = {};
    const std::string_view missing = part.slot.kind->missing(part.slot.at, part.seen);
    if (!missing.empty()) refuse("has no member \"" + std::string(missing) + '"');
    return close();
  }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
    if (const auto* too_large = dynamic_cast<const json::out_of_range*>(&error)) throw *too_large;
    throw static_cast<const json::parse_error&>(error);
  }

 private:
  struct Open {
    Slot slot{};
    std::uint64_t seen = 0;   // of an object's members
    std::string_view name{};  // of the member that is being read
    std::size_t count = 0;    // of an array's entries
  };

  // The place of the value that begins.
  Slot take() {
    if (skipped_ > 0) return {};
    if (!open_.empty() && open_.back().slot.kind->entry) {
      ++open_.back().count;
      return open_.back().slot.kind->entry(open_.back().slot.at);
    }
    return std::exchange(next_, {});
  }
  template <class Give>
  bool scalar(Give give) {
    const Slot slot = take();
    if (slot.kind && !give(slot)) refuse(slot.kind->wrong);
    return true;
  }
  bool number(const Number& value) {
    return scalar([&](const Slot& to) { return to.kind->number && to.kind->number(to.at, value); });
  }
  template <class Fits>
  bool open(Fits fits) {
    const Slot slot = take();
    if (!slot.kind)
      ++skipped_;
    else if (!fits(*slot.kind))
      refuse(slot.kind->wrong);
    else
      open_.push_back({.slot = slot});
    return true;
  }
  bool close() {
    if (skipped_ > 0)
      --skipped_;
    else
      open_.pop_back();
    return true;
  }
  [[noreturn]] void refuse(const std::string& message) const {
    std::string pointer = pointer_;
    for (const Open& each : open_)
      if (each.slot.kind->entry)
        pointer += '/' + std::to_string(each.count - 1);
      else if (!each.name.empty())
        (pointer += '/') += each.name;
    throw BadDocument({.file = file_, .line = 0, .pointer = pointer},
                      message + "; the report was changed or is not one of ours");
  }

  Slot next_;  // of a member, or of all
  const std::string& file_;
  std::string pointer_;
  std::vector<Open> open_{};
  std::size_t skipped_ = 0;  // brackets that are open and skipped
};

// Tells the value as a parser would have told its text.
void tell(const json& value, nlohmann::json_sax<json>& reader) {
  switch (value.type()) {
    case json::value_t::object:
      reader.start_object(value.size());
      for (const auto& [name, member] : value.items()) {
        std::string key = name;
        reader.key(key);
        tell(member, reader);
      }
      reader.end_object();
      break;
    case json::value_t::array:
      reader.start_array(value.size());
      for (const json& entry : value) tell(entry, reader);
      reader.end_array();
      break;
    case json::value_t::string: {
      std::string text = value.get<std::string>();
      reader.string(text);
      break;
    }
    case json::value_t::number_integer: reader.number_integer(value.get<std::int64_t>()); break;
    case json::value_t::number_unsigned: reader.number_unsigned(value.get<std::uint64_t>()); break;
    case json::value_t::number_float: reader.number_float(value.get<double>(), ""); break;
    case json::value_t::boolean: reader.boolean(value.get<bool>()); break;
    default: reader.null();
  }
}

// The bytes of a text without its indentation, which is a third of a report and slow to parse. In JSON a line feed
// stands between tokens alone, and so do the blanks behind it.
class Unindented {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Unindented() = default;
  Unindented(const char* at, const char* end) : at_(at), end_(end) {}

  const char& operator*() const { return *at_; }
  Unindented& operator++() {
    if (*at_++ == '\n')
      while (at_ != end_ && *at_ == ' ') ++at_;
    return *this;
  }
  Unindented operator++(int) {
    const Unindented before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Unindented& other) const { return at_ == other.at_; }

 private:
  const char* at_ = nullptr;
  const char* end_ = nullptr;
};

template <class T>
T part_from_value(const json& value, const std::string& file, const std::string& pointer) {
  T part{};
  PartReader reader({&part, &slot_kind<T>}, file, pointer);
  tell(value, reader);
  return part;
}

}  // namespace

Report read_report(std::string_view text, const std::string& file) {
  require_our_format(format_of(text), file, "");
  Report report;
  PartReader reader({&report, &slot_kind<Report>}, file, "");
  const char* end = text.data() + text.size();
  json::sax_parse(Unindented(text.data(), end), Unindented(end, end), &reader);
  return report;
}

Report report_from_value(const json& value, const std::string& file, const std::string& pointer) {
  const bool has_format = value.is_object() && value.contains("format") && value["format"].is_string();
  require_our_format(has_format ? value["format"].get<std::string>() : "", file, pointer);
  return part_from_value<Report>(value, file, pointer);
}

Report::Exchange exchange_from_value(const json& value, const std::string& file, const std::string& pointer) {
  return part_from_value<Report::Exchange>(value, file, pointer);
}

std::vector<Report::ResourceEffect> effects_from_value(const json& value, const std::string& file,
                                                       const std::string& pointer) {
  return part_from_value<std::vector<Report::ResourceEffect>>(value, file, pointer);
}

}  // namespace assay
