#include "mock/state/resource.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "contracts/documents/pointer.h"

namespace assay {
namespace {

constexpr int deepest = 64;

[[noreturn]] void refuse() { throw std::invalid_argument("the document of a resource is no JSON object"); }

std::string text_of(std::string_view json) {
  const auto value = nlohmann::json::parse(json, nullptr, false);
  return value.is_string() ? value.get<std::string>() : "";
}

// Walks over JSON text and tells each member of an object as it is left behind.
template <class Tell>
class Walk {
 public:
  Walk(std::string_view text, Tell tell) : text_(text), tell_(std::move(tell)) {}

  void document() {
    skip_space();
    object("", 0);
    skip_space();
    if (at_ != text_.size()) refuse();
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void take(char wanted) {
    if (peek() != wanted) refuse();
    ++at_;
  }

  void skip_space() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
  }

  void string() {
    take('"');
    while (peek() != '"') {
      if (at_ + 1 >= text_.size()) refuse();
      at_ += text_[at_] == '\\' ? 2 : 1;
    }
    ++at_;
  }

  void array(int depth) {
    take('[');
    for (skip_space(); peek() != ']'; skip_space()) {
      value("", depth + 1, Members::unnamed);
      skip_space();
      if (peek() == ',') ++at_;
    }
    ++at_;
  }

  enum class Members { named, unnamed };  // those in an array have no pointer of ours

  void object(const std::string& pointer, int depth, Members members = Members::named) {
    take('{');
    for (skip_space(); peek() != '}'; skip_space()) {
      member(pointer, depth, members);
      skip_space();
      if (peek() == ',') ++at_;
    }
    ++at_;
  }

  void member(const std::string& pointer, int depth, Members members) {
    const std::size_t name = at_;
    string();
    const std::string own =
        members == Members::named ? below(pointer, text_of(text_.substr(name, at_ - name))) : std::string();
    skip_space();
    take(':');
    skip_space();
    const std::size_t begin = at_;
    const std::size_t place = members == Members::named ? tell_(own, name) : 0;
    value(own, depth + 1, members);
    if (members == Members::named) tell_(place, begin, at_);
  }

  void value(const std::string& pointer, int depth, Members members) {
    if (depth > deepest) refuse();
    if (peek() == '{') return object(pointer, depth, members);
    if (peek() == '[') return array(depth);
    if (peek() == '"') return string();
    const std::size_t end = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    if (end == at_) refuse();
    at_ = end;
  }

  std::string_view text_;
  Tell tell_;
  std::size_t at_ = 0;
};

}  // namespace

std::string identity_key(const std::vector<std::string>& parameters) {
  if (parameters.size() == 1) return parameters.front();
  std::string key;
  for (const std::string& parameter : parameters) {
    if (&parameter != &parameters.front()) key += ',';
    for (const char c : parameter) {
      if (c == '%' || c == ',')
        key += c == '%' ? "%25" : "%2C";
      else
        key += c;
    }
  }
  return key;
}

Resource::Resource(std::vector<std::string> parameters, std::string document)
    : parameters_(std::move(parameters)), key_(identity_key(parameters_)), document_(std::move(document)) {
  auto pointers = std::make_shared<std::vector<std::string>>();
  struct Index {
    std::vector<std::string>& pointers;
    std::vector<Span>& spans;
    std::size_t operator()(const std::string& pointer, std::size_t name) {
      pointers.push_back(pointer);
      spans.push_back({.name = name});
      return spans.size() - 1;
    }
    void operator()(std::size_t place, std::size_t begin, std::size_t end) {
      spans[place].begin = begin;
      spans[place].end = end;
    }
  };
  Walk<Index>(document_, Index{*pointers, spans_}).document();
  // Most resources have the members of the one before.
  static thread_local std::shared_ptr<const std::vector<std::string>> last;
  if (!last || *last != *pointers) last = std::move(pointers);
  pointers_ = last;
}

const Resource::Span* Resource::find(std::string_view pointer) const {
  if (!pointers_) return nullptr;
  const auto found = std::find(pointers_->begin(), pointers_->end(), pointer);
  return found == pointers_->end() ? nullptr : &spans_[static_cast<std::size_t>(found - pointers_->begin())];
}

std::string_view Resource::member(std::string_view pointer) const {
  const Span* span = find(pointer);
  return span == nullptr ? std::string_view{}
                         : std::string_view(document_).substr(span->begin, span->end - span->begin);
}

std::string Resource::text(std::string_view pointer) const { return text_of(member(pointer)); }

// A value that holds others would leave their places behind: it is read anew.
void Resource::put(std::string_view pointer, std::string_view json) {
  const Span* found = find(pointer);
  if (found == nullptr) throw std::out_of_range("the resource has no member " + std::string(pointer));
  const Span span = *found;
  const bool holds = document_[span.begin] == '{' || json.starts_with('{');
  document_.replace(span.begin, span.end - span.begin, json);
  if (holds) {
    Resource anew(parameters_, std::move(document_));
    anew.rotations = rotations;
    *this = std::move(anew);
    return;
  }
  if (json.size() == span.end - span.begin) return;
  const std::size_t grown = json.size() - (span.end - span.begin);  // modulo 2^n where it shrinks
  for (Span& each : spans_) {
    if (each.end >= span.end) each.end += grown;
    if (each.begin > span.begin) each.begin += grown;
    if (each.name > span.begin) each.name += grown;
  }
}

std::string Resource::without(const std::vector<std::string>& pointers) const {
  std::vector<Span> cut;
  for (const std::string& pointer : pointers)
    if (const Span* span = find(pointer)) cut.push_back(*span);
  // From the end on, so that places before it stay right; one inside of another goes with that.
  std::sort(cut.begin(), cut.end(),
            [](const Span& x, const Span& y) { return x.end != y.end ? x.end > y.end : x.name < y.name; });
  std::size_t inside = document_.size();
  std::string text = document_;
  for (const Span& span : cut) {
    if (span.end > inside) continue;
    inside = span.name;
    const bool is_last = text[span.end] != ',';
    const bool is_alone = is_last && text[span.name - 1] != ',';
    const std::size_t begin = is_last && !is_alone ? span.name - 1 : span.name;
    text.erase(begin, (is_last ? span.end : span.end + 1) - begin);
  }
  return text;
}

const std::vector<std::string>& Resource::pointers() const {
  static const std::vector<std::string> none;
  return pointers_ ? *pointers_ : none;
}

bool Resource::operator==(const Resource& other) const {
  return parameters_ == other.parameters_ && document_ == other.document_ && rotations == other.rotations &&
         rotated == other.rotated;
}

}  // namespace assay
