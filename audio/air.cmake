# What the chain is made of.
pkg_check_modules(SNDFILE REQUIRED IMPORTED_TARGET sndfile)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)

# The chain: decks, mixer, reader, clock; nothing here knows a sound device.
add_library(truyenthanh_audio STATIC
    deck.cpp engine.cpp kill_latch.cpp limiter.cpp master_reader.cpp master_source.cpp meter_page.cpp mixer.cpp
    offline_air.cpp)
target_link_libraries(truyenthanh_audio PUBLIC truyenthanh_core truyenthanh_ring
                      PRIVATE truyenthanh_flags PkgConfig::SNDFILE PkgConfig::SODIUM Threads::Threads)
# The callback's inner loops are worth vectors.
set_source_files_properties(deck.cpp limiter.cpp mixer.cpp PROPERTIES COMPILE_OPTIONS "-O3")
