// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See connection.h. The one place that knows SQLite.
#include "store/connection.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <string>
#include <unordered_map>
#include <utility>

#include "core/error.h"

namespace truyenthanh {
namespace {

constexpr int kBusyTimeoutMs = 5'000;

[[noreturn]] void fail(const SQLite::Exception& error, const std::filesystem::path& file) {
    throw StoreError({"store.failed", {{"file", file.string()}, {"reason", error.what()}}});
}

// A clean shutdown leaves no -wal, and then a file that nobody can write needs no lock either.
SQLite::Database open_read_only(const std::filesystem::path& file) {
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READONLY, kBusyTimeoutMs);
        database.execAndGet("SELECT count(*) FROM sqlite_schema");
        return database;
    } catch (const SQLite::Exception& error) {
        const int code = error.getErrorCode();
        const bool is_locked_folder = code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
        if (!is_locked_folder || !std::filesystem::exists(file) || std::filesystem::exists(file.string() + "-wal")) {
            throw;
        }
    }
    return {"file:" + file.string() + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI, kBusyTimeoutMs};
}

SQLite::Database open_database(const std::filesystem::path& file, DatabaseAccess access, bool creates) {
    if (access == DatabaseAccess::ReadOnly) return open_read_only(file);
    const int flags = SQLite::OPEN_READWRITE | (creates ? SQLite::OPEN_CREATE : 0);
    SQLite::Database database(file.string(), flags, kBusyTimeoutMs);
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
    return database;
}

// SQLiteCpp keeps it to itself, and makes an object for each value it reads: in a scan of a quarter that is most of the
// time. SQLite lists the newest statement first. Nothing where it is not to be found: then SQLiteCpp reads.
sqlite3_stmt* handle_of(const SQLite::Database& database, const std::string& sql) {
    sqlite3_stmt* statement = sqlite3_next_stmt(database.getHandle(), nullptr);
    while (statement != nullptr && sql != sqlite3_sql(statement))
        statement = sqlite3_next_stmt(database.getHandle(), statement);
    return statement;
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

struct KeptStatement {
    SQLite::Statement statement;
    sqlite3_stmt* handle;
};

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
    using Idle = std::unordered_multimap<std::string, KeptStatement>;

    SQLite::Database database;
    std::filesystem::path file;
    std::optional<Actor> actor{};
    Idle idle{};  // after the database, to be gone before it

    Idle::node_type statement(const std::string& sql) {
        if (Idle::node_type known = idle.extract(sql)) return known;
        Idle fresh;
        SQLite::Statement made(database, sql);
        fresh.emplace(sql, KeptStatement{std::move(made), handle_of(database, sql)});
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

    const std::filesystem::path& file() const { return connection.file; }
    SQLite::Statement& statement() const { return node.mapped().statement; }
    sqlite3_stmt* handle() const { return node.mapped().handle; }
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
    SQLite::Statement& statement = handle_->statement();
    if (statement.tryReset() != SQLITE_OK) return;
    statement.clearBindings();
    handle_->connection.idle.insert(std::move(handle_->node));
}

void Query::bind(const SqlValue& value) {
    const int index = ++bound_;
    try {
        SQLite::Statement& statement = handle_->statement();
        if (const auto* integer = std::get_if<std::int64_t>(&value)) {
            statement.bind(index, *integer);
        } else if (const auto* real = std::get_if<double>(&value)) {
            statement.bind(index, *real);
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            statement.bind(index, *text);
        } else if (const auto* blob = std::get_if<Blob>(&value)) {
            statement.bind(index, blob->bytes.data(), static_cast<int>(blob->bytes.size()));
        } else {
            statement.bind(index);
        }
    } catch (const SQLite::Exception& error) {
        fail(error, handle_->file());
    }
}

bool Query::next() {
    try {
        return handle_->statement().executeStep();
    } catch (const SQLite::Exception& error) {
        fail(error, handle_->file());
    }
}

SqlValue Query::value(int column) const {
    if (sqlite3_stmt* statement = handle_->handle()) return value_of(statement, column);
    const SQLite::Column cell = handle_->statement().getColumn(column);
    if (cell.isInteger()) return cell.getInt64();
    if (cell.isFloat()) return cell.getDouble();
    if (cell.isText()) return cell.getString();
    if (cell.isBlob()) return Blob{cell.getString()};
    return {};
}

int Query::columns() const noexcept { return handle_->statement().getColumnCount(); }

std::string Query::column_name(int column) const { return handle_->statement().getColumnName(column); }

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

ReadSnapshot::ReadSnapshot(Connection& connection) : connection_(connection) { connection.run("BEGIN"); }

ReadSnapshot::~ReadSnapshot() {
    try {
        connection_.run("COMMIT");
    } catch (const StoreError&) {
        // A transaction that only reads has nothing to lose.
    }
}

}  // namespace truyenthanh
