// One resource as the mock keeps it: who it is, the document that answers show of it, and a count that none shows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// The parameters of the path that make an identity, as one text by which a store finds it: the text itself of one; of
// several the texts in their order with commas between them, each with its own '%' and ',' percent-encoded.
std::string identity_key(const std::vector<std::string>& parameters);

// A value whose document is JSON text with an index of its members, so that a rotation replaces a few bytes of it and
// an answer copies the rest. Members of objects in objects are indexed too, elements of arrays are not.
class Resource {
 public:
  Resource() = default;
  // `parameters` as a request names them, canonical (an integer in plain decimal digits). `document` is one JSON
  // object, UTF-8; throws std::invalid_argument, which quotes nothing of it, where it is none.
  Resource(std::vector<std::string> parameters, std::string document);

  const std::string& key() const { return key_; }  // identity_key of the parameters
  const std::vector<std::string>& parameters() const { return parameters_; }
  const std::string& document() const { return document_; }

  // JSON text of the value at a JSON Pointer; empty: there is no such member. Valid until the next put().
  std::string_view member(std::string_view pointer) const;
  // The value as text where it is a string; else "".
  std::string text(std::string_view pointer) const;
  // Replaces the value by JSON text. Throws std::out_of_range where there is no such member.
  void put(std::string_view pointer, std::string_view json);
  // The document without these members; those that it has not are no matter.
  std::string without(const std::vector<std::string>& pointers) const;
  // The pointers of all members, in the order of the document.
  const std::vector<std::string>& pointers() const;

  std::uint64_t rotations = 0;  // secrets issued so far
  std::int64_t rotated = 0;     // when the last of them was, in microseconds since 1970; 0: never, or no rule asks

  bool operator==(const Resource& other) const;

 private:
  struct Span {
    std::size_t name = 0;          // where the member begins, at its name
    std::size_t begin = 0, end{};  // of its value
  };

  const Span* find(std::string_view pointer) const;

  std::vector<std::string> parameters_{};
  std::string key_{};
  std::string document_{};
  std::shared_ptr<const std::vector<std::string>> pointers_{};  // shared by all copies
  std::vector<Span> spans_{};                                   // as the pointers
};

}  // namespace assay
