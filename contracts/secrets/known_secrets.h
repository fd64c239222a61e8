// Secrets that were heard, and the search for them however they are written: in any case, without a prefix such as
// "whsec_", and the bytes for which a secret in Base64 or hexadecimal stands; each of these in every encoding of
// value_search.h.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "contracts/secrets/tainted_values.h"
#include "contracts/secrets/value_search.h"

namespace assay {

// Adding is not thread-safe; the const functions are. Memory is about a kilobyte a secret.
class KnownSecrets {
 public:
  // The number of `value`, which is new or known. value.size() >= TaintedValues::least_bytes.
  std::size_t add(std::string_view value);
  std::optional<std::size_t> number_of(std::string_view value) const;
  std::size_t size() const { return whole_.size(); }

  // Where they stand, in order; places that overlap are one, named after the longest value, and of two as long after
  // the one that stands there letter by letter.
  std::vector<TaintedSpan> find(std::string_view text) const;

 private:
  void add_spelling(std::string_view value, std::size_t number);

  TaintedValues whole_{};
  Spellings spellings_{};
  std::vector<std::size_t> exact_numbers_{};  // of the secret, by the spelling's number - 1
  std::vector<std::size_t> lower_numbers_{};
  std::vector<std::size_t> key_numbers_{};
};

}  // namespace assay
