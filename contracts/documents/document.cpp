#include "contracts/documents/document.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <vector>

#include "contracts/documents/document_file.h"
#include "contracts/documents/json_text.h"
#include "contracts/documents/json_tree.h"
#include "contracts/documents/place.h"
#include "contracts/documents/pointer.h"
#include "contracts/documents/utf8.h"
#include "contracts/documents/yaml_scalar.h"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// yaml-cpp's events into a JsonTree. An alias is written out by playing its value again, so that all bounds count it.
class Events final : public YAML::EventHandler {
 public:
  explicit Events(std::string file) : file_(std::move(file)) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (name_comes_next()) fail(mark, "a name is null; quote it");
    add_scalar(nullptr, mark, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (name_comes_next()) fail(mark, "an alias stands for a name; write the name");
    const auto target = anchors_.find(anchor);
    if (target == anchors_.end()) fail(mark, "an alias stands inside of what it stands for; write it out");
    const json copy = *find_pointer(tree.value, target->second);
    play(copy, mark);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    if (name_comes_next()) return add_name(mark, tag, text);
    add_scalar(value_of(mark, tag, text), mark, anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    start(json::value_t::array, mark, tag, anchor);
  }
  void OnSequenceEnd() override { end(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    start(json::value_t::object, mark, tag, anchor);
  }
  void OnMapEnd() override { end(); }

  JsonTree tree{TreeLimits{}, JsonTree::Lines::keep};

 private:
  struct Open {
    YAML::anchor_t anchor = 0;
    std::string pointer{};
    bool named = false;  // the name of the next member has been read
  };

  [[noreturn]] void fail(const YAML::Mark& mark, const std::string& what) const {
    throw BadDocument({.file = file_, .line = mark.line + 1, .pointer = tree.next_pointer()}, what);
  }

  void expect(bool within_bounds, const YAML::Mark& mark) const {
    if (!within_bounds) fail(mark, tree.fault + "; give a smaller document");
  }

  bool name_comes_next() const { return tree.in_object() && !open_.back().named; }
  void value_begins() {
    if (!open_.empty()) open_.back().named = false;
  }

  void remember(YAML::anchor_t anchor, const std::string& pointer) {
    if (anchor != 0) anchors_[anchor] = pointer;
  }

  json value_of(const YAML::Mark& mark, const std::string& tag, const std::string& text) const {
    if (tag == "!" || tag == "tag:yaml.org,2002:str") return text;
    if (tag != "?" && !tag.starts_with("tag:yaml.org,2002:")) fail(mark, "unknown tag '" + tag + "'; leave it out");
    json value = core_schema_value(text);
    if (value.is_discarded()) fail(mark, "a number that JSON cannot hold; quote it if it is meant as text");
    return value;
  }

  void add_name(const YAML::Mark& mark, const std::string& tag, const std::string& text) {
    expect(tree.name(text, mark.line + 1), mark);
    open_.back().named = true;
    if (tag == "?" && text == "<<") fail(mark, "merge keys (<<) are no part of YAML 1.2; write the members out");
    if (!tree.duplicates.empty()) fail(mark, "the name stands twice in its mapping; remove one");
  }

  void add_scalar(json value, const YAML::Mark& mark, YAML::anchor_t anchor) {
    const std::string pointer = tree.next_pointer();
    value_begins();
    expect(tree.scalar(std::move(value), mark.line + 1), mark);
    remember(anchor, pointer);
  }

  void start(json::value_t kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (name_comes_next()) fail(mark, "a name is a sequence or a mapping; write a plain name");
    if (tag.starts_with("!")) fail(mark, "unknown tag '" + tag + "'; leave it out");
    value_begins();
    open_.push_back({.anchor = anchor, .pointer = tree.next_pointer()});
    expect(tree.start(kind, mark.line + 1), mark);
  }

  void end() {
    tree.end();
    remember(open_.back().anchor, open_.back().pointer);
    open_.pop_back();
  }

  void play(const json& value, const YAML::Mark& mark) {
    if (!value.is_structured()) return add_scalar(value, mark, 0);
    start(value.type(), mark, "", 0);
    for (const auto& [name, member] : value.items()) {
      if (value.is_object()) add_name(mark, "!", name);
      play(member, mark);
    }
    end();
  }

  std::string file_;
  std::vector<Open> open_{};
  std::map<YAML::anchor_t, std::string> anchors_{};
};

Document parse_yaml(std::string_view text, const std::string& file) {
  std::istringstream stream{std::string(text)};
  Events events(file);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(events))
      throw BadDocument({.file = file}, "is empty; give a document of YAML or JSON");
    Events second(file);
    if (parser.HandleNextDocument(second))
      throw BadDocument({.file = file}, "holds more than one YAML document; keep one");
  } catch (const YAML::Exception& error) {
    const Place place{.file = file, .line = error.mark.line + 1, .pointer = {}};
    throw BadDocument(place, "is neither YAML nor JSON: " + error.msg + "; correct it");
  }
  return {.file = file, .value = std::move(events.tree.value), .lines = std::move(events.tree.lines)};
}

// Nothing when `text` is meant as YAML that happens to start like JSON.
std::optional<Document> parse_json(std::string_view text, const std::string& file) {
  JsonText read = parse_json_text(text, TreeLimits{}, JsonTree::Lines::keep);
  if (!read.fault.empty()) {
    const bool too_much = !read.tree.fault.empty();
    if (!too_much && !file.ends_with(".json")) return std::nullopt;
    throw BadDocument(
        {.file = file, .line = read.fault_line, .pointer = read.fault_pointer},
        (too_much ? "" : "the JSON ") + read.fault + (too_much ? "; give a smaller document" : "; correct it"));
  }
  if (!read.tree.duplicates.empty()) {
    const JsonTree::Duplicate& twice = read.tree.duplicates.front();
    throw BadDocument({.file = file, .line = twice.line, .pointer = twice.pointer},
                      "the name stands twice in its object; remove one");
  }
  return Document{.file = file, .value = std::move(read.tree.value), .lines = std::move(read.tree.lines)};
}

int line_of(std::string_view text, std::size_t at) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

// yaml-cpp would take \x04 for the end of the file.
std::size_t find_control(std::string_view text) {
  const auto at = std::find_if(text.begin(), text.end(), [](unsigned char c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
  });
  return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

}  // namespace

Place Document::place(const std::string& pointer) const {
  const auto found = lines.find(pointer);
  return {.file = file, .line = found == lines.end() ? 0 : found->second, .pointer = pointer};
}

Place Document::place_at_or_above(const std::string& pointer) const {
  std::string above = pointer;
  while (!above.empty() && !lines.contains(above)) above.erase(above.rfind('/'));
  return {.file = file, .line = place(above).line, .pointer = pointer};
}

Document parse_document(std::string_view text, const std::string& file) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (const std::size_t at = find_invalid_utf8(text); at != std::string_view::npos) {
    throw BadDocument({.file = file, .line = line_of(text, at)}, "is not UTF-8; save it as UTF-8");
  }
  if (const std::size_t at = find_control(text); at != std::string_view::npos) {
    throw BadDocument({.file = file, .line = line_of(text, at)}, "holds a control character; remove it");
  }
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (file.ends_with(".json") || (first != std::string_view::npos && (text[first] == '{' || text[first] == '['))) {
    if (std::optional<Document> document = parse_json(text, file)) return std::move(*document);
  }
  if (text.size() > yaml_limit)
    throw BadDocument({.file = file}, "holds more than 8 MiB of YAML; write it as JSON, of which 32 MiB are read");
  return parse_yaml(text, file);
}

}  // namespace assay
