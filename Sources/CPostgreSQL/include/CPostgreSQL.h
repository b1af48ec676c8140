#pragma once

// libpq, loaded at the first call, so that commands without PostgreSQL do not wait for it, and start where it is not installed.
//
// Nothing of libpq's is needed to compile this: its functions and numbers are frozen by its ABI.

#include <stdint.h>

/// What became of loading libpq.
enum { CPostgreSQL_ok, CPostgreSQL_notInstalled };

/// Loads libpq, once.
int CPostgreSQL_load(void);

// Everything below wants `CPostgreSQL_load` to have said `CPostgreSQL_ok`.

/// A PGconn.
typedef struct CPostgreSQL_connection CPostgreSQL_connection;
/// A PGresult. The functions that make one give NULL when memory is wanting; those that read one take that for a failure.
typedef struct CPostgreSQL_result CPostgreSQL_result;

/// Whether libpq understands a connection string. What it has to say about one that it does not understand repeats parts of it.
int CPostgreSQL_understands(const char *location);
/// Connects, in UTF-8 and without the server's notices; NULL when memory is wanting. Ask `CPostgreSQL_isOpen` for what came of it.
CPostgreSQL_connection *CPostgreSQL_connect(const char *location);
int CPostgreSQL_isOpen(const CPostgreSQL_connection *connection);
/// libpq's words for what went wrong last.
const char *CPostgreSQL_reason(const CPostgreSQL_connection *connection);
void CPostgreSQL_close(CPostgreSQL_connection *connection);
/// Whether a transaction is under way, failed or not.
int CPostgreSQL_isInTransaction(const CPostgreSQL_connection *connection);

/// Runs statements without parameters.
CPostgreSQL_result *CPostgreSQL_run(CPostgreSQL_connection *connection, const char *statements);
CPostgreSQL_result *CPostgreSQL_prepare(CPostgreSQL_connection *connection, const char *name, const char *statement);
/// Parameters, and what comes back, are texts; NULL is NULL.
CPostgreSQL_result *CPostgreSQL_runPrepared(
    CPostgreSQL_connection *connection, const char *name, int count, const char *const *values);

int CPostgreSQL_succeeded(const CPostgreSQL_result *result);
enum CPostgreSQL_errorField { CPostgreSQL_sqlState = 'C', CPostgreSQL_primaryMessage = 'M' };
/// A field of an error; NULL when the server has not sent it.
const char *CPostgreSQL_errorField(const CPostgreSQL_result *result, enum CPostgreSQL_errorField field);
int CPostgreSQL_rowCount(const CPostgreSQL_result *result);
/// The number of a column's type in the catalogue of the server.
uint32_t CPostgreSQL_columnType(const CPostgreSQL_result *result, int column);
enum { CPostgreSQL_int8 = 20, CPostgreSQL_int4 = 23, CPostgreSQL_text = 25 };
int CPostgreSQL_isNull(const CPostgreSQL_result *result, int row, int column);
/// A value, with a zero behind it that does not count as part of its length. It stays as long as the result does.
const char *CPostgreSQL_value(const CPostgreSQL_result *result, int row, int column);
int CPostgreSQL_length(const CPostgreSQL_result *result, int row, int column);
/// How many rows a change was of, in digits; empty for other statements.
const char *CPostgreSQL_changeCount(CPostgreSQL_result *result);
void CPostgreSQL_free(CPostgreSQL_result *result);
