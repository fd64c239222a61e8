#include "reports/json/report_writer.h"

#include <algorithm>
#include <concepts>
#include <nlohmann/json.hpp>
#include <string_view>
#include <type_traits>

#include "reports/json/report_members.h"
#include "reports/model/growth.h"

namespace assay {
namespace {

bool needs_no_escape(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; });
}

std::string escape(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

class Writer {
 public:
  explicit Writer(Layout layout) : layout_(layout) {}
  std::string take() { return std::move(text_); }

  template <class T>
  void operator()(const char* name, const T& member) {
    begin_entry();
    ((text_ += '"') += name) += layout_ == Layout::indented ? "\": " : "\":";
    write(member);
  }
  template <class T>
  void operator()(const char* name, const std::optional<T>& member) {
    if (member) (*this)(name, *member);
  }

  template <class T>
  void write(const T& part) {
    open('{');
    visit_members(*this, const_cast<T&>(part));  // a visitor may write to the members; this one reads them
    close('}');
  }
  void write(const std::string& text) {
    if (needs_no_escape(text))
      ((text_ += '"') += text) += '"';
    else
      text_ += escape(text);
  }
  void write(const double& number) { text_ += nlohmann::json(number).dump(); }
  void write(const bool& truth) { text_ += truth ? "true" : "false"; }
  void write(const std::integral auto& number) { text_ += std::to_string(number); }
  template <class T>
  requires std::is_enum_v<T>
  void write(const T& value) { ((text_ += '"') += to_text(value)) += '"'; }
  template <class T>
  void write(const std::vector<T>& list) {
    open('[');
    const std::size_t begin = text_.size();
    for (std::size_t i = 0; i < list.size(); ++i) {
      make_room(text_, begin, i, list.size());
      begin_entry();
      write(list[i]);
    }
    close(']');
  }
  void write(const std::map<VerdictKind, std::size_t>& counts) {
    open('{');
    for (const VerdictKind kind : verdict_kinds) {
      const auto count = counts.find(kind);
      (*this)(std::string(to_text(kind)).c_str(), count == counts.end() ? 0 : count->second);
    }
    close('}');
  }

 private:
  void open(char bracket) {
    text_ += bracket;
    ++depth_;
    empty_ = true;
  }
  void begin_entry() {
    if (!empty_) text_ += ',';
    empty_ = false;
    begin_line();
  }
  void close(char bracket) {
    --depth_;
    if (!empty_) begin_line();
    text_ += bracket;
    empty_ = false;
  }
  void begin_line() {
    if (layout_ == Layout::indented) (text_ += '\n').append(2 * depth_, ' ');
  }

  Layout layout_;
  std::string text_{};
  std::size_t depth_ = 0;
  bool empty_ = true;  // nothing stands yet in the innermost brackets
};

template <class T>
std::string text_of(const T& part, Layout layout) {
  Writer writer(layout);
  writer.write(part);
  return writer.take();
}

}  // namespace

std::string json_text_of(const Report& report, Layout layout) { return text_of(report, layout); }
std::string json_text_of(const Report::Exchange& exchange, Layout layout) { return text_of(exchange, layout); }
std::string json_text_of(const std::vector<Report::ResourceEffect>& effects, Layout layout) {
  return text_of(effects, layout);
}

}  // namespace assay
