add_library(truyenthanh_input_parts STATIC input_program.cpp)
target_link_libraries(truyenthanh_input_parts PUBLIC truyenthanh_air_client truyenthanh_portaudio
                      PRIVATE truyenthanh_flags truyenthanh_notify spdlog::spdlog)
add_executable(truyenthanh-input input_main.cpp)
target_link_libraries(truyenthanh-input PRIVATE truyenthanh_flags truyenthanh_input_parts truyenthanh_config
                      truyenthanh_text spdlog::spdlog CLI11::CLI11)
