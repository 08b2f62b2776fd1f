# The desk: its protocol, its two ends. Used by the station, the command line and the console.
find_package(nlohmann_json REQUIRED)
add_library(truyenthanh_desk STATIC desk_protocol.cpp desk_server.cpp desk_methods.cpp desk_client.cpp
            fields.cpp documents.cpp documents_read.cpp)
target_link_libraries(truyenthanh_desk PUBLIC truyenthanh_core nlohmann_json::nlohmann_json PRIVATE truyenthanh_flags)
