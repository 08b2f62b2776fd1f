// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// https: one good certificate, made here, and ten bad ones. The server is OpenSSL's own and presents whatever it is
// told.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "audio/http_door.h"
#include "core/descriptor.h"
#include "tests/catch.h"
#include "tests/intake/taking.h"

using namespace truyenthanh;
using namespace truyenthanh::test;
using wire::RelayFault;

namespace {

using Key = std::shared_ptr<EVP_PKEY>;
using Certificate = std::shared_ptr<X509>;

struct Identity {
    Key key;
    Certificate certificate;
};

struct Wish {
    const char* name = "relay";
    const char* host = "DNS:localhost";    // nullptr: an authority
    long begins = -86'400, ends = 86'400;  // seconds from now
    const char* usage = "serverAuth";
    unsigned rsa_bits = 0;  // 0: P-256
    const EVP_MD* digest = EVP_sha256();
};

void extend(X509* certificate, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    REQUIRE(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

// Signed by `issuer`; by itself where there is none.
Identity make(const Wish& wish, const Identity* issuer = nullptr) {
    Identity made;
    made.key.reset(wish.rsa_bits > 0 ? EVP_RSA_gen(wish.rsa_bits) : EVP_EC_gen("P-256"), EVP_PKEY_free);
    made.certificate.reset(X509_new(), X509_free);
    X509* x = made.certificate.get();
    X509_set_version(x, 2);
    static std::atomic<long> serial{1};
    ASN1_INTEGER_set(X509_get_serialNumber(x), serial++);
    X509_gmtime_adj(X509_getm_notBefore(x), wish.begins);
    X509_gmtime_adj(X509_getm_notAfter(x), wish.ends);
    X509_set_pubkey(x, made.key.get());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(wish.name), -1, -1, 0);
    X509_set_issuer_name(x, X509_get_subject_name(issuer != nullptr ? issuer->certificate.get() : x));
    extend(x, NID_basic_constraints, wish.host == nullptr ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (wish.host != nullptr) extend(x, NID_subject_alt_name, wish.host);
    if (wish.host != nullptr) extend(x, NID_ext_key_usage, wish.usage);
    REQUIRE(X509_sign(x, issuer != nullptr ? issuer->key.get() : made.key.get(), wish.digest) > 0);
    return made;
}

// Shows its certificate, with what else of the chain it was given, and answers every request with a sound's headers.
class TlsServer {
public:
    TlsServer(const Identity& shown, const std::vector<Identity>& chain)
        : context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free),
          listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        signal(SIGPIPE, SIG_IGN);
        SSL_CTX_set_security_level(context_.get(), 0);
        REQUIRE(SSL_CTX_use_certificate(context_.get(), shown.certificate.get()) == 1);
        REQUIRE(SSL_CTX_use_PrivateKey(context_.get(), shown.key.get()) == 1);
        for (const Identity& link : chain) SSL_CTX_add1_chain_cert(context_.get(), link.certificate.get());
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        REQUIRE(bind(listener_.get(), generic, sizeof address) == 0);
        REQUIRE(listen(listener_.get(), 4) == 0);
        socklen_t size = sizeof address;
        getsockname(listener_.get(), generic, &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    TlsServer(const TlsServer&) = delete;
    ~TlsServer() {
        is_over_ = true;
        thread_.join();
    }
    std::string url() const { return "https://localhost:" + std::to_string(port_) + "/live"; }
    int requests() const { return requests_; }

private:
    void serve() {
        while (!is_over_) {
            pollfd watched{listener_.get(), POLLIN, 0};
            if (poll(&watched, 1, 20) != 1) continue;
            const Descriptor client{accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)};
            const timeval limit{10, 0};
            setsockopt(client.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
            const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context_.get()), SSL_free);
            SSL_set_fd(ssl.get(), client.get());
            std::array<char, 1024> request{};
            if (SSL_accept(ssl.get()) != 1 || SSL_read(ssl.get(), request.data(), request.size()) <= 0) continue;
            ++requests_;
            const std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 4\r\n\r\nabcd";
            SSL_write(ssl.get(), answer.data(), static_cast<int>(answer.size()));
            SSL_shutdown(ssl.get());
        }
    }

    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
    Descriptor listener_;
    int port_ = 0;
    std::atomic<bool> is_over_{false};
    std::atomic<int> requests_{0};
    std::thread thread_;
};

struct Authorities {
    Folder folder;
    Identity root = make({"root", nullptr});
    std::string file = (folder / "root.pem").string();

    Authorities() {
        const std::unique_ptr<FILE, decltype(&fclose)> out(fopen(file.c_str(), "w"), fclose);
        REQUIRE(PEM_write_X509(out.get(), root.certificate.get()) == 1);
    }
};

// What the door says to it; None: it was let in.
RelayFault verdict(const TlsServer& server, const std::string& ca_file) {
    DoorRules rules;
    rules.hosts = {"localhost"};
    rules.allow_private = true;
    rules.ca_file = ca_file;
    rules.connect_within = rules.answer_within = std::chrono::seconds(60);
    HttpDoor door(rules, [] { return true; });
    HttpStream stream(door, server.url());
    return stream.open() ? RelayFault::None : stream.fault();
}

}  // namespace

TEST_CASE("a good certificate of a known authority is let in, with and without one between them") {
    const Authorities authorities;
    const Identity between = make({"between", nullptr}, &authorities.root);
    const TlsServer direct(make({}, &authorities.root), {});
    CHECK(verdict(direct, authorities.file) == RelayFault::None);
    const TlsServer chained(make({}, &between), {between});
    CHECK(verdict(chained, authorities.file) == RelayFault::None);
    CHECK(direct.requests() + chained.requests() == 2);
}

TEST_CASE("a certificate of an authority the system does not know is refused: its own authorities are asked") {
    const Authorities authorities;
    const TlsServer server(make({}, &authorities.root), {authorities.root});
    CHECK(verdict(server, {}) == RelayFault::Untrusted);
    CHECK(server.requests() == 0);
}

TEST_CASE("ten kinds of bad certificate are refused before a byte is asked for") {
    const Authorities authorities;
    const Identity& root = authorities.root;
    const Identity stranger = make({"stranger", nullptr});
    const Identity between = make({"between", nullptr}, &root);
    const Identity leaf = make({"leaf"}, &root);
    struct Bad {
        std::string kind;
        Identity shown;
        std::vector<Identity> chain;
        RelayFault fault = RelayFault::Untrusted;
    };
    const auto with = [](auto change) {
        Wish wish;
        change(wish);
        return wish;
    };
    const std::vector<Bad> bad{
        {"expired", make(with([](Wish& w) { w.begins = -864'000, w.ends = -86'400; }), &root), {}},
        {"not yet valid",
         make(with([](Wish& w) { w.begins = 86'400, w.ends = 864'000; }), &root),
         {},
         RelayFault::WrongClock},
        {"of another host", make(with([](Wish& w) { w.host = "DNS:other.example"; }), &root), {}},
        {"signed by itself", make({}), {}},
        {"of an unknown authority", make({}, &stranger), {stranger}},
        {"with a weak key", make(with([](Wish& w) { w.rsa_bits = 1024; }), &root), {}},
        {"with a weak signature", make(with([](Wish& w) { w.digest = EVP_sha1(); }), &root), {}},
        {"for clients, not servers", make(with([](Wish& w) { w.usage = "clientAuth"; }), &root), {}},
        {"with a link of its chain missing", make({}, &between), {}},
        {"signed by what is no authority", make({}, &leaf), {leaf}},
    };
    for (const Bad& one : bad) {
        DYNAMIC_SECTION(one.kind) {
            const TlsServer server(one.shown, one.chain);
            CHECK(verdict(server, authorities.file) == one.fault);
            CHECK(server.requests() == 0);
        }
    }
}
