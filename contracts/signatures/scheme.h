// How vendors sign their deliveries: each scheme is a row of a table, and a new one is a new row.
//
// All of them are HMAC-SHA-256. Not here: Twilio's, which signs the URL and a sorted form with SHA-1, and the
// asymmetric "v1a" of the Standard Webhooks: neither is a row of these columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

struct SignatureScheme {
  enum class Key {
    decoded,  // the bytes that stand in base64 behind "whsec_", which may be left out
    text,     // the secret's text as it is
  };
  enum class Coding { base64, hex };
  // Names of headers; empty: the scheme has no such header.
  struct Fields {
    std::string id{};
    std::string timestamp{};
    std::string signature{};
  };

  std::string id{};
  std::string summary{};
  std::string source{};       // where it is written down
  std::string signed_text{};  // with {id}, {timestamp} and {body}
  Key key = Key::text;
  Coding coding = Coding::hex;
  std::vector<Fields> fields{};  // what a delivery may call them; one that has all of a row is read by it
  std::string mark{};            // in front of each signature: "v1,"
  char separator = 0;            // between the entries of the signature's header; 0: it is one signature
  std::string
      timestamp_mark{};  // of the entry that holds the timestamp: "t="; empty: it has a header, or there is none

  // Which of several secrets signs while an old one is still good, where a delivery has one signature alone.
  enum class Signs { newest, oldest } signs = Signs::newest;

  bool has_timestamp() const { return signed_text.find("{timestamp}") != std::string::npos; }
};

// The first is the one that is meant where none is named.
const std::vector<SignatureScheme>& signature_schemes();

// Null where no scheme has the id.
const SignatureScheme* find_scheme(std::string_view id);

}  // namespace assay
