#include "contracts/schema/ecma_property.h"

#include <algorithm>
#include <string_view>

namespace assay {
namespace {

struct Category {
  std::string_view brief{};
  std::string_view name{};
};

// UAX #44, table 12; "punct", "digit", "cntrl" and "Combining_Mark" are further names in PropertyValueAliases.txt.
constexpr Category categories[] = {
    {"L", "Letter"},
    {"LC", "Cased_Letter"},
    {"Lu", "Uppercase_Letter"},
    {"Ll", "Lowercase_Letter"},
    {"Lt", "Titlecase_Letter"},
    {"Lm", "Modifier_Letter"},
    {"Lo", "Other_Letter"},
    {"M", "Mark"},
    {"M", "Combining_Mark"},
    {"Mn", "Nonspacing_Mark"},
    {"Mc", "Spacing_Mark"},
    {"Me", "Enclosing_Mark"},
    {"N", "Number"},
    {"Nd", "Decimal_Number"},
    {"Nd", "digit"},
    {"Nl", "Letter_Number"},
    {"No", "Other_Number"},
    {"P", "Punctuation"},
    {"P", "punct"},
    {"Pc", "Connector_Punctuation"},
    {"Pd", "Dash_Punctuation"},
    {"Ps", "Open_Punctuation"},
    {"Pe", "Close_Punctuation"},
    {"Pi", "Initial_Punctuation"},
    {"Pf", "Final_Punctuation"},
    {"Po", "Other_Punctuation"},
    {"S", "Symbol"},
    {"Sm", "Math_Symbol"},
    {"Sc", "Currency_Symbol"},
    {"Sk", "Modifier_Symbol"},
    {"So", "Other_Symbol"},
    {"Z", "Separator"},
    {"Zs", "Space_Separator"},
    {"Zl", "Line_Separator"},
    {"Zp", "Paragraph_Separator"},
    {"C", "Other"},
    {"Cc", "Control"},
    {"Cc", "cntrl"},
    {"Cf", "Format"},
    {"Cs", "Surrogate"},
    {"Co", "Private_Use"},
    {"Cn", "Unassigned"},
};

// ECMA-262, table 69, without those that PCRE2 10.42 lacks (Changes_When_NFKC_Casefolded is one).
constexpr std::string_view binary[] = {"ASCII",
                                       "ASCII_Hex_Digit",
                                       "AHex",
                                       "Alphabetic",
                                       "Alpha",
                                       "Any",
                                       "Bidi_Control",
                                       "Bidi_C",
                                       "Bidi_Mirrored",
                                       "Bidi_M",
                                       "Case_Ignorable",
                                       "CI",
                                       "Cased",
                                       "Changes_When_Casefolded",
                                       "CWCF",
                                       "Changes_When_Casemapped",
                                       "CWCM",
                                       "Changes_When_Lowercased",
                                       "CWL",
                                       "Changes_When_Titlecased",
                                       "CWT",
                                       "Changes_When_Uppercased",
                                       "CWU",
                                       "Dash",
                                       "Default_Ignorable_Code_Point",
                                       "DI",
                                       "Deprecated",
                                       "Dep",
                                       "Diacritic",
                                       "Dia",
                                       "Emoji",
                                       "Emoji_Component",
                                       "EComp",
                                       "Emoji_Modifier",
                                       "EMod",
                                       "Emoji_Modifier_Base",
                                       "EBase",
                                       "Emoji_Presentation",
                                       "EPres",
                                       "Extended_Pictographic",
                                       "ExtPict",
                                       "Extender",
                                       "Ext",
                                       "Grapheme_Base",
                                       "Gr_Base",
                                       "Grapheme_Extend",
                                       "Gr_Ext",
                                       "Hex_Digit",
                                       "Hex",
                                       "IDS_Binary_Operator",
                                       "IDSB",
                                       "IDS_Trinary_Operator",
                                       "IDST",
                                       "ID_Continue",
                                       "IDC",
                                       "ID_Start",
                                       "IDS",
                                       "Ideographic",
                                       "Ideo",
                                       "Join_Control",
                                       "Join_C",
                                       "Logical_Order_Exception",
                                       "LOE",
                                       "Lowercase",
                                       "Lower",
                                       "Math",
                                       "Noncharacter_Code_Point",
                                       "NChar",
                                       "Pattern_Syntax",
                                       "Pat_Syn",
                                       "Pattern_White_Space",
                                       "Pat_WS",
                                       "Quotation_Mark",
                                       "QMark",
                                       "Radical",
                                       "Regional_Indicator",
                                       "RI",
                                       "Sentence_Terminal",
                                       "STerm",
                                       "Soft_Dotted",
                                       "SD",
                                       "Terminal_Punctuation",
                                       "Term",
                                       "Unified_Ideograph",
                                       "UIdeo",
                                       "Uppercase",
                                       "Upper",
                                       "Variation_Selector",
                                       "VS",
                                       "White_Space",
                                       "space",
                                       "XID_Continue",
                                       "XIDC",
                                       "XID_Start",
                                       "XIDS"};

std::string category(std::string_view name) {
  const auto found = std::find_if(std::begin(categories), std::end(categories),
                                  [&](const Category& each) { return each.brief == name || each.name == name; });
  if (found == std::end(categories)) return {};
  return found->brief == "LC" ? "L&" : std::string(found->brief);
}

// Greek, Old_Italic, Latn: as the Unicode files write them, not in any spelling as PCRE2 takes them.
bool is_script(std::string_view name) {
  return !name.empty() && name.front() >= 'A' && name.front() <= 'Z' && name.back() != '_' &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

}  // namespace

std::string pcre_property(const std::string& name) {
  const auto equals = name.find('=');
  if (equals == std::string::npos) {
    if (std::string known = category(name); !known.empty()) return known;
    return std::find(std::begin(binary), std::end(binary), name) == std::end(binary) ? "" : name;
  }
  const std::string kind = name.substr(0, equals);
  const std::string value = name.substr(equals + 1);
  if (kind == "General_Category" || kind == "gc") return category(value);
  if (!is_script(value)) return {};
  if (kind == "Script" || kind == "sc") return "sc:" + value;
  return kind == "Script_Extensions" || kind == "scx" ? "scx:" + value : "";
}

}  // namespace assay
