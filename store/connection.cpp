// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See connection.h. The one place that knows SQLite.
#include "store/connection.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <string>
#include <unordered_map>
#include <utility>

#include "core/error.h"

namespace truyenthanh {
namespace {

constexpr int kBusyTimeoutMs = 5'000;
// A connection belongs to one thread, so that SQLite need not lock it for each value.
constexpr int kFlags = SQLITE_OPEN_NOMUTEX;

[[noreturn]] void fail(const SQLite::Exception& error, const std::filesystem::path& file) {
    throw StoreError({"store.failed", {{"file", file.string()}, {"reason", error.what()}}});
}

// A clean shutdown leaves no -wal, and then a file that nobody can write needs no lock either.
SQLite::Database open_read_only(const std::filesystem::path& file) {
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READONLY | kFlags, kBusyTimeoutMs);
        database.execAndGet("SELECT count(*) FROM sqlite_schema");
        return database;
    } catch (const SQLite::Exception& error) {
        const int code = error.getErrorCode();
        const bool is_locked_folder = code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
        if (!is_locked_folder || !std::filesystem::exists(file) || std::filesystem::exists(file.string() + "-wal")) {
            throw;
        }
    }
    return {"file:" + file.string() + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI | kFlags,
            kBusyTimeoutMs};
}

SQLite::Database open_database(const std::filesystem::path& file, DatabaseAccess access, bool creates) {
    if (access == DatabaseAccess::ReadOnly) return open_read_only(file);
    const int flags = SQLite::OPEN_READWRITE | kFlags | (creates ? SQLite::OPEN_CREATE : 0);
    SQLite::Database database(file.string(), flags, kBusyTimeoutMs);
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
    return database;
}

// SQLiteCpp's own Statement hides its handle and makes an object for each value it reads: in a scan of a quarter that
// is most of the time (docs/decisions/0126).
struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;

StatementHandle prepared(const SQLite::Database& database, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const int result = sqlite3_prepare_v3(database.getHandle(), sql.c_str(), static_cast<int>(sql.size()) + 1,
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    StatementHandle handle(statement);
    if (result != SQLITE_OK) throw SQLite::Exception(database.getHandle(), result);
    return handle;
}

SqlValue value_of(sqlite3_stmt* statement, int column) {
    const auto bytes = [&](const void* data) {
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        return std::string(static_cast<const char*>(data), size);
    };
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(statement, column)};
        case SQLITE_FLOAT:
            return sqlite3_column_double(statement, column);
        case SQLITE_TEXT:
            return bytes(sqlite3_column_text(statement, column));
        case SQLITE_BLOB:
            return Blob{bytes(sqlite3_column_blob(statement, column))};
        default:
            return {};
    }
}

int bind_value(sqlite3_stmt* statement, int index, const SqlValue& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return sqlite3_bind_int64(statement, index, *integer);
    if (const auto* real = std::get_if<double>(&value)) return sqlite3_bind_double(statement, index, *real);
    if (const auto* text = std::get_if<std::string>(&value))
        return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (const auto* blob = std::get_if<Blob>(&value))
        return sqlite3_bind_blob64(statement, index, blob->bytes.data(), blob->bytes.size(), SQLITE_TRANSIENT);
    return sqlite3_bind_null(statement, index);
}

}  // namespace

void bad_value(const SqlValue& value) {
    std::string shown = "NULL";
    if (const auto* integer = std::get_if<std::int64_t>(&value)) shown = std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&value)) shown = std::to_string(*real);
    if (const auto* text = std::get_if<std::string>(&value)) shown = *text;
    throw StoreError({"store.bad_value", {{"value", shown}}});
}

// A statement is parsed once: whoever asks it again finds it among the idle ones, where it waits without rows or
// values.
struct Connection::Handle {
    using Idle = std::unordered_multimap<std::string, StatementHandle>;

    SQLite::Database database;
    std::filesystem::path file;
    std::optional<Actor> actor{};
    Idle idle{};  // after the database, to be gone before it

    Idle::node_type statement(const std::string& sql) {
        if (Idle::node_type known = idle.extract(sql)) return known;
        Idle fresh;
        fresh.emplace(sql, prepared(database, sql));
        return fresh.extract(fresh.begin());
    }
};

Connection::Connection(const std::filesystem::path& file, DatabaseAccess access, bool creates) {
    try {
        handle_ = std::make_unique<Handle>(Handle{open_database(file, access, creates), file});
        run("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;");
    } catch (const SQLite::Exception& error) {
        fail(error, file);
    }
}

Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

void Connection::run(const char* sql) {
    try {
        handle_->database.exec(sql);
    } catch (const SQLite::Exception& error) {
        fail(error, handle_->file);
    }
}

std::int64_t Connection::last_row() const noexcept { return handle_->database.getLastInsertRowid(); }

int Connection::changes() const noexcept { return handle_->database.getChanges(); }

const std::filesystem::path& Connection::file() const noexcept { return handle_->file; }

const std::optional<Actor>& Connection::actor() const noexcept { return handle_->actor; }

std::int64_t Connection::all_changes() const noexcept { return sqlite3_total_changes64(handle_->database.getHandle()); }

bool Connection::is_busy() const noexcept { return sqlite3_get_autocommit(handle_->database.getHandle()) == 0; }

void Connection::copy_to(const std::filesystem::path& file) {
    try {
        SQLite::Database target(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyTimeoutMs);
        SQLite::Backup backup(target, handle_->database);
        const int result = backup.executeStep();
        if (result != SQLITE_DONE) throw SQLite::Exception(sqlite3_errstr(result), result);
    } catch (const SQLite::Exception& error) {
        fail(error, file);
    }
}

Acting::Acting(Connection& connection, Actor actor)
    : connection_(connection), outer_(std::exchange(connection.handle_->actor, std::move(actor))) {}

Acting::~Acting() { connection_.handle_->actor = std::move(outer_); }

struct Query::Handle {
    Connection::Handle& connection;
    Connection::Handle::Idle::node_type node;
    sqlite3_stmt* raw = node.mapped().get();
    bool is_over = false;

    sqlite3_stmt* statement() const { return raw; }
    [[noreturn]] void fail(int result) const {
        truyenthanh::fail(SQLite::Exception(connection.database.getHandle(), result), connection.file);
    }
};

Query::Query(Connection& connection, Prepared prepared) {
    try {
        handle_ = std::make_unique<Handle>(Handle{*connection.handle_, connection.handle_->statement(prepared.sql)});
    } catch (const SQLite::Exception& error) {
        fail(error, connection.handle_->file);
    }
}

// One that failed is not asked again.
Query::~Query() {
    sqlite3_stmt* statement = handle_->statement();
    if (sqlite3_reset(statement) != SQLITE_OK) return;
    sqlite3_clear_bindings(statement);
    handle_->connection.idle.insert(std::move(handle_->node));
}

void Query::bind(const SqlValue& value) {
    const int result = bind_value(handle_->statement(), ++bound_, value);
    if (result != SQLITE_OK) handle_->fail(result);
}

bool Query::next() {
    if (handle_->is_over) return false;
    const int result = sqlite3_step(handle_->statement());
    if (result == SQLITE_ROW) return true;
    if (result != SQLITE_DONE) handle_->fail(result);
    handle_->is_over = true;
    return false;
}

SqlValue Query::value(int column) const { return value_of(handle_->statement(), column); }

std::int64_t Query::integer(int column) const noexcept { return sqlite3_column_int64(handle_->statement(), column); }

std::string_view Query::text(int column) const noexcept {
    sqlite3_value* value = sqlite3_column_value(handle_->statement(), column);
    // As a blob: as text SQLite copies what lies within a page, to end it with a zero.
    const auto* text = static_cast<const char*>(sqlite3_value_blob(value));
    if (text == nullptr) return {};
    return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

int Query::columns() const noexcept { return sqlite3_column_count(handle_->statement()); }

std::string Query::column_name(int column) const { return sqlite3_column_name(handle_->statement(), column); }

Transaction::Transaction(Connection& connection) : connection_(connection) { connection.run("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
    if (is_done_) return;
    try {
        connection_.run("ROLLBACK");
    } catch (const StoreError&) {
        // SQLite has rolled back already, as it does when the disk is full.
    }
}

void Transaction::commit() {
    connection_.run("COMMIT");
    is_done_ = true;
}

void Change::commit() {
    connection_.run("UPDATE meta SET generation = generation + 1");
    transaction_.commit();
}

ReadSnapshot::ReadSnapshot(Connection& connection) : connection_(connection), is_outermost_(!connection.is_busy()) {
    if (is_outermost_) connection.run("BEGIN");
}

ReadSnapshot::~ReadSnapshot() {
    if (!is_outermost_) return;
    try {
        connection_.run("COMMIT");
    } catch (const StoreError&) {
        // A transaction that only reads has nothing to lose.
    }
}

}  // namespace truyenthanh
