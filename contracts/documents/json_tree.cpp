#include "contracts/documents/json_tree.h"

#include "contracts/documents/pointer.h"

namespace assay {

using nlohmann::json;

namespace {

constexpr std::size_t longest_shown = 1000;  // bytes of a pointer
constexpr std::size_t most_duplicates = 16;

}  // namespace

JsonTree::JsonTree(const TreeLimits& limits, Lines lines_kept) : limits_(limits), keep_lines_(lines_kept) {}

std::string JsonTree::next_pointer() const {
  std::string pointer;
  for (const Open& open : open_) {
    // The value under way is in its array already where it is open itself.
    const std::size_t before = &open == &open_.back() ? 0 : 1;
    if (open.container->is_array())
      pointer += '/' + std::to_string(open.container->size() - before);
    else if (open.name)
      pointer = below(pointer, *open.name);
  }
  return pointer;
}

std::optional<std::string> JsonTree::short_pointer() const {
  std::size_t size = 0;
  for (const Open& open : open_) size += open.name ? open.name->size() + 1 : 2;
  return size <= longest_shown ? std::optional(next_pointer()) : std::nullopt;
}

bool JsonTree::fail(std::string why) {
  fault = std::move(why);
  fault_pointer = short_pointer().value_or("");
  return false;
}

json* JsonTree::put(json item, int line) {
  if (++values_ > limits_.values) return fail("holds more than " + std::to_string(limits_.values) + " values"), nullptr;
  if (item.is_string()) bytes_ += item.get_ref<const std::string&>().size();
  if (keep_lines_ == Lines::keep) {
    std::string pointer = next_pointer();
    bytes_ += pointer.size();
    lines.insert_or_assign(std::move(pointer), in_object() ? open_.back().line : line);
  }
  if (bytes_ > limits_.bytes) return fail("its texts and names add up to too many bytes"), nullptr;
  if (open_.empty()) return &(value = std::move(item));
  json& container = *open_.back().container;
  if (container.is_object()) return &(*open_.back().member = std::move(item));
  container.push_back(std::move(item));
  return &container.back();
}

bool JsonTree::start(json::value_t kind, int line) {
  if (open_.size() >= limits_.depth) return fail("nests deeper than " + std::to_string(limits_.depth) + " levels");
  json* container = put(json(kind), line);
  if (container == nullptr) return false;
  open_.push_back({.container = container, .member = nullptr, .name = nullptr, .line = line});
  return true;
}

bool JsonTree::name(std::string text, int line) {
  Open& top = open_.back();
  bytes_ += text.size();
  const auto [member, is_new] = top.container->get_ref<json::object_t&>().try_emplace(std::move(text));
  top.name = &member->first;
  top.member = &member->second;
  top.line = line;
  if (!is_new && duplicates.size() == most_duplicates)
    ++more_duplicates;
  else if (!is_new)
    duplicates.push_back({.pointer = short_pointer().value_or(""), .line = line});
  return bytes_ <= limits_.bytes || fail("its texts and names add up to too many bytes");
}

bool JsonTree::scalar(json item, int line) { return put(std::move(item), line) != nullptr; }

void JsonTree::end() { open_.pop_back(); }

}  // namespace assay
