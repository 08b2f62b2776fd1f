# What the chain is made of.
pkg_check_modules(SNDFILE REQUIRED IMPORTED_TARGET sndfile)
pkg_check_modules(FLAC REQUIRED IMPORTED_TARGET flac)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)

# The chain: decks, mixer, reader, clock; nothing here knows a sound device.
add_library(truyenthanh_audio STATIC
    air_check.cpp air_clock.cpp capture.cpp chain.cpp deck.cpp engine.cpp kill_latch.cpp limiter.cpp master_reader.cpp
    master_source.cpp meter_page.cpp mixer.cpp offline_air.cpp output.cpp output_keeper.cpp sound_belt.cpp sound_file.cpp
    virtual_output.cpp)
target_link_libraries(truyenthanh_audio PUBLIC truyenthanh_core truyenthanh_ring
                      PRIVATE truyenthanh_flags PkgConfig::SNDFILE PkgConfig::FLAC PkgConfig::SODIUM Threads::Threads)
# The callback's inner loops are worth vectors.
set_source_files_properties(deck.cpp master_source.cpp PROPERTIES COMPILE_OPTIONS "-O3")
# Decks let nothing through that is no number, so that here the largest of many may be found four at a time.
set_source_files_properties(limiter.cpp mixer.cpp sound_file.cpp PROPERTIES
                            COMPILE_OPTIONS "-O3;-fno-math-errno;-fno-trapping-math;-fno-signed-zeros;-ffinite-math-only")

# The loudspeaker: linked by the chain's program alone.
pkg_check_modules(PORTAUDIO REQUIRED IMPORTED_TARGET portaudio-2.0)
add_library(truyenthanh_portaudio STATIC portaudio_input.cpp portaudio_output.cpp portaudio_session.cpp)
target_link_libraries(truyenthanh_portaudio PUBLIC truyenthanh_core truyenthanh_audio
                      PRIVATE truyenthanh_flags PkgConfig::PORTAUDIO ${CMAKE_DL_LIBS})
