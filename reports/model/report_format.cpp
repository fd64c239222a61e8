#include "reports/model/report_format.h"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "contracts/documents/place.h"
#include "reports/model/report.h"

namespace assay {
namespace {

using nlohmann::json;

// Looks no further than the "format" of a report, which assay writes first.
class FormatFinder final : public nlohmann::json_sax<json> {
 public:
  std::string format() const { return format_; }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(std::int64_t) override { return true; }
  bool number_unsigned(std::uint64_t) override { return true; }
  bool number_float(double, const std::string&) override { return true; }
  bool binary(json::binary_t&) override { return true; }
  bool string(std::string& value) override {
    if (!is_next_) return true;
    format_ = value;
    return false;
  }
  bool start_object(std::size_t) override { return ++depth_ > 0; }
  bool end_object() override { return depth_-- > 0; }
  bool start_array(std::size_t) override { return start_object(0); }
  bool end_array() override { return end_object(); }
  bool key(std::string& name) override {
    is_next_ = depth_ == 1 && name == "format";
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
    if (const auto* too_large = dynamic_cast<const json::out_of_range*>(&error)) throw *too_large;
    throw static_cast<const json::parse_error&>(error);
  }

 private:
  int depth_ = 0;
  bool is_next_ = false;
  std::string format_{};
};

}  // namespace

std::string format_of(std::string_view text) {
  FormatFinder finder;
  json::sax_parse(text.begin(), text.end(), &finder);
  return finder.format();
}

void require_our_format(const std::string& format, const std::string& file, const std::string& pointer) {
  const Place place{.file = file, .line = 0, .pointer = pointer + "/format"};
  const std::string ours = Report{}.format;
  if (format == ours) return;
  if (format.starts_with("assay-report/"))
    throw BadDocument(
        place, "the report has format " + format + ", this program reads " + ours + ": use the assay that wrote it");
  throw BadDocument(place, "this is no report of assay: its \"format\" is not \"" + ours + '"');
}

}  // namespace assay
