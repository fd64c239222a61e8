#include "reports/json/json_layout.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "contracts/documents/pointer.h"

namespace assay {
namespace {

constexpr std::size_t deepest = 200;

// Where a value stands in the text that was laid out.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool ends_token(char c) { return c == ',' || c == ':' || c == ']' || c == '}'; }

// Walks over a text that is known to be JSON.
class Layout {
 public:
  Layout(std::string_view text, std::string_view wanted) : text_(text), wanted_(wanted) {
    out_.reserve(2 * text.size());
  }

  // False: nested too deeply to be laid out.
  bool run() {
    while (skip_blanks(), at_ < text_.size())
      if (!step()) return false;
    return true;
  }
  std::string take() { return std::move(out_); }
  std::optional<Span> found() const { return found_; }

 private:
  struct Open {
    bool object = false;
    std::string pointer{};
    std::size_t begin = 0;
    std::size_t index = 0;
    std::string name{};
    bool expects_name = false;
  };

  bool step() {
    const char c = text_[at_];
    if (c == '{' || c == '[') return open(c == '{');
    if (c == '}' || c == ']') {
      close();
    } else if (c == ',') {
      out_ += text_[at_++];
      new_line();
      ++open_.back().index;
      open_.back().expects_name = open_.back().object;
    } else if (c == ':') {
      out_ += ": ";
      ++at_;
    } else {
      token();
    }
    return true;
  }

  bool open(bool object) {
    if (open_.size() == deepest) return false;
    open_.push_back({.object = object, .pointer = next_pointer(), .begin = out_.size(), .expects_name = object});
    out_ += text_[at_++];
    skip_blanks();
    if (text_[at_] != '}' && text_[at_] != ']') new_line();
    return true;
  }

  void close() {
    const Open closed = std::move(open_.back());
    open_.pop_back();
    const char before = out_.back();
    if (before != '{' && before != '[') new_line();
    out_ += text_[at_++];
    note(closed.pointer, closed.begin);
  }

  void token() {
    const std::string_view token = next_token();
    const std::size_t begin = out_.size();
    out_ += token;
    if (!open_.empty() && open_.back().expects_name) {
      if (!wanted_.empty()) open_.back().name = nlohmann::json::parse(token).get<std::string>();
      open_.back().expects_name = false;
    } else {
      note(next_pointer(), begin);
    }
  }

  std::string_view next_token() {
    const std::size_t begin = at_;
    if (text_[at_] == '"') {
      while (text_[++at_] != '"')
        if (text_[at_] == '\\') ++at_;
      ++at_;
    } else {
      while (at_ < text_.size() && !is_blank(text_[at_]) && !ends_token(text_[at_])) ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

  std::string next_pointer() const {
    if (open_.empty() || wanted_.empty()) return "";
    const Open& last = open_.back();
    return below(last.pointer, last.object ? last.name : std::to_string(last.index));
  }

  void note(const std::string& pointer, std::size_t begin) {
    if (!found_ && !wanted_.empty() && pointer == wanted_) found_ = Span{begin, out_.size()};
  }

  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  void new_line() { (out_ += '\n').append(2 * open_.size(), ' '); }

  std::string_view text_;
  std::string_view wanted_;
  std::size_t at_ = 0;
  std::string out_{};
  std::vector<Open> open_{};
  std::optional<Span> found_{};
};

}  // namespace

MarkedText lay_out_json(std::string_view text, std::string_view pointer) {
  const bool structured = !text.empty() && (text.front() == '{' || text.front() == '[');
  if (!structured || !nlohmann::json::accept(text)) return {.before = std::string(text)};
  Layout layout(text, pointer);
  if (!layout.run()) return {.before = std::string(text)};
  const auto found = layout.found();
  std::string out = layout.take();
  if (!found) return {.before = std::move(out)};
  return {.before = out.substr(0, found->begin),
          .marked = out.substr(found->begin, found->end - found->begin),
          .after = out.substr(found->end)};
}

}  // namespace assay
