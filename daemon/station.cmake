# The desk: its protocol, its two ends. Used by the station, the command line and the console.
find_package(nlohmann_json REQUIRED)
add_library(truyenthanh_desk STATIC desk_protocol.cpp desk_server.cpp desk_methods.cpp desk_client.cpp
            fields.cpp documents.cpp documents_read.cpp)
target_link_libraries(truyenthanh_desk PUBLIC truyenthanh_core nlohmann_json::nlohmann_json PRIVATE truyenthanh_flags)

# What the station is put together from, apart from the program itself so that tests reach it.
add_library(truyenthanh_station_parts STATIC system_clock.cpp prepared_library.cpp)
target_link_libraries(truyenthanh_station_parts PUBLIC truyenthanh_core truyenthanh_desk Threads::Threads
                      PRIVATE truyenthanh_flags)
