# Each library and what finds it on Debian 12 and later. script/setup installs them all.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(pugixml REQUIRED)
if(POLICY CMP0167)
  cmake_policy(SET CMP0167 NEW)  # CMake's own search for Boost is gone: Boost tells where it is
endif()
find_package(Boost REQUIRED)
find_package(SQLiteCpp REQUIRED)
# cpp-httplib: flags only from pkg-config, since the class layout of Debian's shared library depends on them.
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
find_package(rapidcheck REQUIRED)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)

# valijson, the judge that our Schema is held against: an installed copy wins, else the headers that script/setup unpacked into .deps.
find_path(VALIJSON_INCLUDE valijson/validator.hpp PATHS ${PROJECT_SOURCE_DIR}/.deps/usr/include)
if(NOT VALIJSON_INCLUDE)
  message(FATAL_ERROR "valijson's headers are missing: run script/setup, or install libvalijson-dev")
endif()
