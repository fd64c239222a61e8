// One exchange over one connection: the exact request goes out once, and the answer comes in within its limits of time
// and size. Whoever takes the body apart (contracts/live/live_server.cpp: cpp-httplib) reads it through read_answer.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "contracts/http/message_head.h"
#include "contracts/live/channel.h"
#include "contracts/live/chunks.h"

namespace assay {

inline constexpr std::size_t max_head = 64 * 1024;  // bytes of an answer's head

struct Talk {
  std::string request{};  // bytes
  std::string method{};
  Deadline deadline{};
  std::chrono::milliseconds timeout{0};                // what the deadline was made from, for messages
  enum class Over { fresh, kept } over = Over::fresh;  // kept: a connection over which an answer came already
  std::size_t max_body = 0;                            // bytes

  bool sent = false;    // bytes of the request may have gone out
  ResponseHead head{};  // the response's body grows by take_body
  bool has_head = false;
  std::size_t received = 0;  // bytes, framing included
  std::string unread{};      // received; what stands before `next` was read
  std::size_t next = 0;
  std::size_t head_left = 0;            // bytes of the plain head that stand at `next`
  Chunks chunks{};                      // of a chunked body
  std::optional<NoResponse> trouble{};  // the first thing that went wrong
};

// Notes a trouble unless there is an earlier one. Always false.
bool fail(Talk& talk, NoResponse::Why why, const std::string& detail);

// " within 5000 ms"
std::string within(const Talk& talk);

// Sends the request unless that was done. False when the time is over.
bool send_request(Talk& talk, const Channel& channel);

// Gives bytes of the answer: first a plain head in place of the answer's own (talk.head, interim answers skipped), that
// says how the body ends and no more, then the body, its chunks taken apart. Their number; 0 at the end of a body that
// was chunked or ends with the connection; -1 when there is no more, with trouble.
long read_answer(Talk& talk, const Channel& channel, char* bytes, std::size_t size);

// Adds to the response's body. False when it grows too large.
bool take_body(Talk& talk, const char* bytes, std::size_t size);

// True when what comes next on the connection would surely be an answer's first byte.
bool is_reusable(const Talk& talk);

}  // namespace assay
