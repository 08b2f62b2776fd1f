# The air socket, both ends: the station links the client, the chain's program the server.
add_library(truyenthanh_air_client STATIC air_client.cpp air_socket.cpp)
target_link_libraries(truyenthanh_air_client PUBLIC truyenthanh_audio PRIVATE truyenthanh_flags)
add_library(truyenthanh_notify STATIC notify.cpp)
target_link_libraries(truyenthanh_notify PUBLIC truyenthanh_core PRIVATE truyenthanh_flags)

find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
add_library(truyenthanh_air_parts STATIC air_program.cpp air_server.cpp)
target_link_libraries(truyenthanh_air_parts PUBLIC truyenthanh_air_client truyenthanh_audio
                      PRIVATE truyenthanh_flags truyenthanh_notify truyenthanh_portaudio spdlog::spdlog)
add_executable(truyenthanh-air air_main.cpp)
target_link_libraries(truyenthanh-air PRIVATE truyenthanh_flags truyenthanh_air_parts truyenthanh_portaudio
                      truyenthanh_config truyenthanh_text spdlog::spdlog CLI11::CLI11)
