#include "cli/sink/sink.h"

#include <signal.h>
#include <unistd.h>

#include <cstdint>
#include <deque>
#include <iostream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "cli/interrupt.h"
#include "cli/sink/answers.h"
#include "cli/sink/heard_delivery.h"
#include "cli/verify_signature/given_delivery.h"
#include "mock/http/listener.h"
#include "reports/model/private_file.h"

namespace assay {
namespace {

constexpr std::size_t kept = 10000;  // deliveries that a report holds, and ids that are known again

// What came so far. Thread-safe.
class Book {
 public:
  Book(const SinkOptions& options, Receipt receipt)
      : options_(options),
        scheme_(*find_scheme(options.scheme)),
        receipt_(std::move(receipt)),
        answers_(options.answer) {}

  Response hear(const Request& request);

  std::string secrets() const {
    const std::size_t all = receipt_.secrets.size();
    return std::to_string(all) + (all == 1 ? " secret" : " secrets, the newest first");
  }
  std::size_t count() const { return count_; }
  std::size_t misfits() const { return misfits_; }
  std::string report() const;

 private:
  void note_id(HeardDelivery& heard);

  const SinkOptions& options_;
  const SignatureScheme& scheme_;
  const Receipt receipt_;
  SinkAnswers answers_;
  mutable std::mutex mutex_{};
  std::deque<HeardDelivery> heard_{};
  std::unordered_map<std::string, std::uint64_t> ids_{};
  std::size_t count_ = 0, misfits_ = 0;
};

void Book::note_id(HeardDelivery& heard) {
  if (heard.id.empty()) return;
  if (ids_.size() >= kept) ids_.clear();
  const auto [at, is_new] = ids_.try_emplace(heard.id, heard.number);
  if (is_new) return;
  heard.seen_before = at->second;
  at->second = heard.number;
}

Response Book::hear(const Request& request) {
  HeardDelivery heard = assay::hear(scheme_, request, receipt_, std::chrono::system_clock::now());
  const std::lock_guard lock(mutex_);
  heard.number = ++count_;
  heard.answered = answers_.next();
  misfits_ += heard.reason.empty() ? 0 : 1;
  note_id(heard);
  if (options_.log != LogFormat::off)
    std::cout << (options_.log == LogFormat::json ? json_line(heard) : text_line(heard)) << std::endl;
  const Response answer{.status = heard.answered};
  if (heard_.size() == kept) heard_.pop_front();
  heard_.push_back(std::move(heard));
  if (options_.count == count_) kill(getpid(), SIGTERM);  // as a user would, who has seen enough
  return answer;
}

std::string Book::report() const {
  const std::lock_guard lock(mutex_);
  std::string text = R"({"format":"assay-arrivals/1","scheme":)" + nlohmann::json(scheme_.id).dump() + R"(,"count":)" +
                     std::to_string(count_) + R"(,"misfits":)" + std::to_string(misfits_) + R"(,"arrivals":[)";
  for (std::size_t i = 0; i < heard_.size(); ++i) text += (i == 0 ? "\n" : ",\n") + json_line(heard_[i]);
  return text + "\n]}\n";
}

std::string summary(const Book& book) {
  if (book.count() == 0) return "no delivery came";
  return std::to_string(book.count()) + (book.count() == 1 ? " delivery came, " : " deliveries came, ") +
         (book.misfits() == 0 ? "all fit" : std::to_string(book.misfits()) + " did not fit");
}

}  // namespace

int run_sink(const SinkOptions& options) {
  block_interrupts();
  Book book(options, held_by(options.secrets, options.old_secrets, options.tolerance));
  std::optional<PrivateFile> file;
  if (!options.report_file.empty()) file.emplace(options.report_file);
  Listener listener([&book](const Request& request) -> Outcome { return book.hear(request); },
                    {.host = options.host, .port = options.port, .max_connections = 1024});
  std::cout << "assay sink listening on http://" << options.host << ':' << listener.port() << '\n'
            << "  verifies   " << options.scheme << " with " << book.secrets() << '\n'
            << std::flush;
  wait_for_interrupt();
  listener.stop();
  if (file) file->write(book.report());
  std::cout << summary(book) << std::endl;
  return book.count() == 0 ? inconclusive : book.misfits() == 0 ? conforms : fails;
}

}  // namespace assay
