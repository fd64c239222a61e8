#include "contracts/live/answer_reader.h"

#include <algorithm>
#include <utility>

namespace assay {
namespace {

using Why = NoResponse::Why;
using Body = ResponseHead::Body;

std::string plain_head(const ResponseHead& head) {
  std::string plain = head.body == Body::none ? "HTTP/1.1 204 -\r\n" : "HTTP/1.1 200 -\r\n";
  if (head.body == Body::length) plain += "Content-Length: " + std::to_string(head.length) + "\r\n";
  if (head.closes) plain += "Connection: close\r\n";
  return plain + "\r\n";
}

bool refuse_body(Talk& talk) {
  return fail(talk, Why::unreadable, "the body is larger than " + std::to_string(talk.max_body) + " bytes");
}

// The connection ended where an answer should have come. On a kept one, before a byte of the answer, this proves
// nothing: a server may close a connection that waits at any time (RFC 9112 9.5), and the request may have crossed with
// that. Nor may a POST go out again, since it may have been handled (RFC 9110 9.2.2).
bool fail_at_end(Talk& talk, const std::string& detail) {
  if (talk.over == Talk::Over::fresh || talk.received > 0) return fail(talk, Why::cut_off, detail);
  return fail(talk, Why::let_go,
              "the server closed a connection that it had kept open, as the request went out or after it: it may have "
              "been handled or not");
}

// Puts more behind what is unread. False at the end of the connection; with trouble when that is no clean end.
bool receive_more(Talk& talk, const Channel& channel) {
  char bytes[16 * 1024];
  const Received received = receive(channel, bytes, sizeof bytes, talk.deadline);
  talk.received += received.count;
  talk.unread.erase(0, std::exchange(talk.next, 0));
  talk.unread.append(bytes, received.count);
  const std::string what = talk.received == 0 ? "there was no answer" : "the answer was not complete";
  if (received.how == Transfer::late) return fail(talk, Why::timed_out, what + within(talk));
  if (received.how == Transfer::failed) return fail_at_end(talk, "the connection broke: " + what);
  // A chunk of one byte takes six on the wire: what is larger than eight times the limit is no body within it.
  if (talk.received / 8 > talk.max_body + max_head) {
    return fail(talk, Why::unreadable, "the answer is far larger on the wire than the body's limit");
  }
  return received.how == Transfer::done;
}

// Receives until a whole head stands at the front of what is unread; its length, or npos with trouble.
std::size_t await_head(Talk& talk, const Channel& channel) {
  for (std::size_t searched = 0;;) {
    const std::string& bytes = talk.unread;
    if (!may_begin_response(bytes)) fail(talk, Why::unreadable, "the answer is not HTTP/1.x");
    const std::size_t end = find_head_end(bytes, searched);
    if (std::min(end, bytes.size()) > max_head) fail(talk, Why::unreadable, "the answer's head is larger than 64 KiB");
    if (talk.trouble) return bytes.npos;
    if (end != bytes.npos) return end;
    searched = bytes.size() < 2 ? 0 : bytes.size() - 2;
    if (receive_more(talk, channel)) continue;
    fail_at_end(talk,
                "the connection ended " + std::string(talk.received == 0 ? "without an answer" : "inside the head"));
  }
}

// Reads the answer's head, past interim ones (RFC 9110 15.2), and puts a plain one in its place.
bool read_head(Talk& talk, const Channel& channel) {
  for (;;) {
    const std::size_t end = await_head(talk, channel);
    if (end == std::string::npos) return false;
    talk.head = read_response_head(std::string_view(talk.unread).substr(0, end), talk.method);
    if (!talk.head.fault.empty()) return fail(talk, Why::unreadable, talk.head.fault);
    const int status = talk.head.response.status;
    const bool interim = status < 200 && status != 101;
    const std::string plain = interim ? "" : plain_head(talk.head);
    talk.unread.replace(0, end, plain);
    talk.head_left = plain.size();
    if (!interim) break;
  }
  if (talk.head.body == Body::length && talk.head.length > talk.max_body) return refuse_body(talk);
  return true;
}

long read_chunks(Talk& talk, const Channel& channel, char* bytes, std::size_t size) {
  for (;;) {
    const Chunks::Taken taken = talk.chunks.take(std::string_view(talk.unread).substr(talk.next), bytes, size);
    talk.next += taken.read;
    if (!talk.chunks.fault().empty()) fail(talk, Why::unreadable, talk.chunks.fault());
    if (talk.trouble) return -1;
    if (taken.written > 0) return static_cast<long>(taken.written);
    if (talk.chunks.ended()) return 0;
    if (receive_more(talk, channel)) continue;
    fail(talk, Why::cut_off, "the connection ended inside the body");
    return -1;
  }
}

}  // namespace

bool fail(Talk& talk, Why why, const std::string& detail) {
  if (!talk.trouble) talk.trouble = NoResponse{why, detail};
  return false;
}

std::string within(const Talk& talk) { return " within " + std::to_string(talk.timeout.count()) + " ms"; }

bool send_request(Talk& talk, const Channel& channel) {
  if (std::exchange(talk.sent, true)) return true;
  // A server may answer and close before it has read all, so a broken connection shows when reading.
  if (send_all(channel, talk.request, talk.deadline) != Transfer::late) return true;
  return fail(talk, Why::timed_out, "the request could not be sent" + within(talk));
}

long read_answer(Talk& talk, const Channel& channel, char* bytes, std::size_t size) {
  if (!talk.has_head && !(talk.has_head = read_head(talk, channel))) return -1;
  if (talk.head_left > 0) {
    const std::size_t count = talk.unread.copy(bytes, std::min(size, talk.head_left), talk.next);
    talk.next += count;
    talk.head_left -= count;
    return static_cast<long>(count);
  }
  if (talk.head.body == Body::chunked) return read_chunks(talk, channel, bytes, size);
  if (talk.next == talk.unread.size() && !receive_more(talk, channel)) {
    if (!talk.trouble && talk.head.body == Body::until_close) return 0;
    fail(talk, Why::cut_off, "the connection ended inside the body");
    return -1;
  }
  const std::size_t count = talk.unread.copy(bytes, size, talk.next);
  talk.next += count;
  return static_cast<long>(count);
}

bool take_body(Talk& talk, const char* bytes, std::size_t size) {
  std::string& body = talk.head.response.body;
  if (size > talk.max_body - body.size()) return refuse_body(talk);
  body.append(bytes, size);
  return true;
}

bool is_reusable(const Talk& talk) { return !talk.trouble && talk.next == talk.unread.size(); }

}  // namespace assay
