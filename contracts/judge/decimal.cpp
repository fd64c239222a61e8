#include "contracts/judge/decimal.h"

#include <algorithm>
#include <utility>

namespace assay {

std::string add_decimal(std::string a, std::string b) {
  if (a.size() < b.size()) std::swap(a, b);
  b.insert(0, a.size() - b.size(), '0');
  int carry = 0;
  for (std::size_t k = a.size(); k-- > 0;) {
    const int sum = (a[k] - '0') + (b[k] - '0') + carry;
    a[k] = static_cast<char>('0' + sum % 10);
    carry = sum / 10;
  }
  return carry ? "1" + a : a;
}

std::string subtract_decimal(std::string a, std::string b) {
  b.insert(0, a.size() - b.size(), '0');
  int borrow = 0;
  for (std::size_t k = a.size(); k-- > 0;) {
    const int difference = a[k] - b[k] - borrow;
    borrow = difference < 0 ? 1 : 0;
    a[k] = static_cast<char>('0' + difference + 10 * borrow);
  }
  a.erase(0, std::min(a.find_first_not_of('0'), a.size() - 1));
  return a;
}

bool at_least_decimal(const std::string& a, const std::string& b) {
  return a.size() > b.size() || (a.size() == b.size() && a >= b);
}

}  // namespace assay
