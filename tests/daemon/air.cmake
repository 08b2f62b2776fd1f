truyenthanh_tests(air_socket THREADED SOURCES air_socket_test.cpp ${PROJECT_SOURCE_DIR}/tests/audio/studio.cpp
                  LIBRARIES truyenthanh_air_parts PkgConfig::SNDFILE PkgConfig::SODIUM Threads::Threads)
pkg_check_modules(SNDFILE REQUIRED IMPORTED_TARGET sndfile)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
