// A mustache template (mustache(5): {{name}}, {{{name}}}, {{#section}}, {{^section}}), filled from plain values.
//
// What a server sent stays harmless: {{name}} is escaped for HTML text and quoted attributes, and control characters
// and those that change the direction of text or have no width are shown by their number (visible_text). {{{name}}} is
// for what another template made and for the style sheet, nothing else.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace assay {

struct Fields;

// A text (as a condition: whether it is not empty), a condition, or the list that a section repeats over.
using Field = std::variant<std::string, bool, std::vector<Fields>>;

// A section sees the names of those around it too: give a name that a list's entry may lack an empty text.
struct Fields {
  std::map<std::string, Field> values{};

  Field& operator[](const std::string& name) { return values[name]; }
};

// Read once, filled as often as needed, by one thread at a time.
class Template {
 public:
  // Throws std::logic_error when `text` is no template: it is part of the program.
  explicit Template(std::string_view text);
  ~Template();
  Template(const Template&) = delete;
  Template& operator=(const Template&) = delete;

  std::string fill(const Fields& fields);

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

// Valid UTF-8 in which nothing is hidden: controls (C0 but tab and line feed, DEL, C1), bidirectional controls and
// characters without width become "\u{202E}" and the like.
std::string visible_text(std::string_view text);

}  // namespace assay
