# The decode side. truyenthanh_intake is what the station links: it starts jobs and listens to them, and holds no decoder.
# truyenthanh_decoding is what the job is made of.
pkg_check_modules(FFMPEG REQUIRED IMPORTED_TARGET libavformat libavcodec libavutil libswresample)
pkg_check_modules(SNDFILE REQUIRED IMPORTED_TARGET sndfile)
pkg_check_modules(EBUR128 REQUIRED IMPORTED_TARGET libebur128)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)

add_library(truyenthanh_intake STATIC intake.cpp job_process.cpp one_line.cpp relay_health.cpp relay_jobs.cpp
            relay_wire.cpp)
target_link_libraries(truyenthanh_intake PUBLIC truyenthanh_core truyenthanh_ring PRIVATE truyenthanh_flags
                      PkgConfig::SODIUM PkgConfig::NETTLE)

# How loud sound is; whoever asks of a file of our own needs no decoder.
add_library(truyenthanh_measure STATIC measure.cpp sound_level.cpp true_peak.cpp)
target_link_libraries(truyenthanh_measure PUBLIC truyenthanh_core PkgConfig::EBUR128
                      PRIVATE truyenthanh_flags PkgConfig::SNDFILE)
target_compile_options(truyenthanh_measure PRIVATE -fno-sanitize=vptr)

add_library(truyenthanh_decoding STATIC
            clock_measure.cpp converter.cpp damage_watch.cpp drift.cpp held_sound.cpp http_door.cpp pause_watch.cpp icy_titles.cpp
            input_stream.cpp loudness_rider.cpp master_writer.cpp media_reader.cpp mono_fold.cpp one_line.cpp
            playlist_watch.cpp relay_carrier.cpp relay_conductor.cpp relay_gauges.cpp relay_source.cpp relay_stream.cpp relay_wire.cpp sandbox.cpp sound_patch.cpp sound_watch.cpp
            take_in.cpp)
target_link_libraries(truyenthanh_decoding PUBLIC truyenthanh_core truyenthanh_ring truyenthanh_measure PkgConfig::FFMPEG
                      PkgConfig::SNDFILE PkgConfig::EBUR128 PkgConfig::CURL PRIVATE truyenthanh_flags PkgConfig::NETTLE PkgConfig::SECCOMP
                      Threads::Threads)
# The check of dynamic types makes a pipe to look at memory, which a confined job may not.
target_compile_options(truyenthanh_decoding PRIVATE -fno-sanitize=vptr)
set_source_files_properties(true_peak.cpp measure.cpp master_writer.cpp
                            PROPERTIES COMPILE_OPTIONS "-O3;-fno-math-errno;-fno-trapping-math")
