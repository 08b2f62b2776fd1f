// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One connection to the station's database, its statements and transactions. SQLite and SQLiteCpp stay behind this
// header. Thread: each connection belongs to one thread. Everything throws StoreError when SQLite fails.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "store/values.h"

namespace truyenthanh {

// Who changes something, and when.
struct Actor {
    std::string who;  // empty: the machine itself
    WallTime now;
};

enum class DatabaseAccess { ReadWrite, ReadOnly };

class Connection {
public:
    // Opens an existing file, or makes an empty one if `creates`. Read-only works beside a running station, and on a
    // folder that cannot be written if the station was shut down cleanly. Use open_station() to get a whole station.
    Connection(const std::filesystem::path& file, DatabaseAccess access, bool creates = false);
    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    // Runs literal SQL, several statements if need be.
    void run(const char* sql);
    std::int64_t last_row() const noexcept;
    int changes() const noexcept;               // rows of the last INSERT, UPDATE or DELETE
    std::int64_t all_changes() const noexcept;  // rows of all of them since it was opened, undone ones too
    const std::filesystem::path& file() const noexcept;
    const std::optional<Actor>& actor() const noexcept;

    // Within a transaction or a snapshot.
    bool is_busy() const noexcept;

    // Copies the whole database, as of now, into a new or emptied file; the station may go on writing.
    void copy_to(const std::filesystem::path& file);

private:
    friend class Query;
    friend class Acting;
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

// While it lives, what is changed on the connection is changed by that person. The innermost one counts.
class Acting {
public:
    Acting(Connection& connection, Actor actor);
    ~Acting();
    Acting(const Acting&) = delete;
    Acting& operator=(const Acting&) = delete;

private:
    Connection& connection_;
    std::optional<Actor> outer_;
};

// One statement and its bound values; parsed once in the life of the connection, so that its text had better be
// literal: `Query q(c, "SELECT a, b FROM t WHERE id = ?", id); while (q.next()) q.read(x, y);`
class Query {
public:
    template <class... Values>
    Query(Connection& connection, const char* sql, const Values&... values) : Query(connection, Prepared{sql}) {
        (bind(to_sql(values)), ...);
    }
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    // To the next row; false after the last.
    bool next();
    // Runs a statement that has no rows.
    void run() { next(); }
    // Takes the columns of this row, from the left.
    template <class... Values>
    void read(Values&... values) const {
        int column = 0;
        (from_sql(value(column++), values), ...);
    }
    SqlValue value(int column) const;
    // Without a variant in between, for long scans: 0 and "" where there is nothing. The text lives until next().
    std::int64_t integer(int column) const noexcept;
    std::string_view text(int column) const noexcept;
    int columns() const noexcept;
    std::string column_name(int column) const;

private:
    struct Prepared {
        const char* sql;
    };
    struct Handle;
    Query(Connection& connection, Prepared prepared);
    void bind(const SqlValue& value);

    std::unique_ptr<Handle> handle_;
    int bound_ = 0;
};

// The first column of the first row, or `absent` where there is no row.
template <class Value, class... Values>
Value scalar(Connection& connection, Value absent, const char* sql, const Values&... values) {
    Query query(connection, sql, values...);
    if (query.next()) query.read(absent);
    return absent;
}

template <class... Values>
void run(Connection& connection, const char* sql, const Values&... values) {
    Query(connection, sql, values...).run();
}

// Everything between its beginning and commit(), or nothing. Begins by taking the write lock.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Connection& connection_;
    bool is_done_ = false;
};

// A transaction that changes what is planned: its commit moves the station's generation on, so that plans are remade.
class Change {
public:
    explicit Change(Connection& connection) : connection_(connection), transaction_(connection) {}
    void commit();

private:
    Connection& connection_;
    Transaction transaction_;
};

// Many reads that see one state of the database; within another one, or a transaction, that one's.
class ReadSnapshot {
public:
    explicit ReadSnapshot(Connection& connection);
    ~ReadSnapshot();
    ReadSnapshot(const ReadSnapshot&) = delete;
    ReadSnapshot& operator=(const ReadSnapshot&) = delete;

private:
    Connection& connection_;
    bool is_outermost_;
};

}  // namespace truyenthanh
