#include "CPostgreSQL.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// --- Loading -----------------------------------------------------------------------------------------------------------

/// The functions that are used, by their own names.
static struct {
    CPostgreSQL_connection *(*PQconnectdbParams)(const char *const *keywords, const char *const *values, int expands);
    void *(*PQconninfoParse)(const char *location, char **reason);
    void (*PQconninfoFree)(void *options);
    void (*PQfreemem)(void *memory);
    int (*PQstatus)(const CPostgreSQL_connection *);
    int (*PQtransactionStatus)(const CPostgreSQL_connection *);
    char *(*PQerrorMessage)(const CPostgreSQL_connection *);
    void (*PQfinish)(CPostgreSQL_connection *);
    void *(*PQsetNoticeReceiver)(CPostgreSQL_connection *, void (*)(void *, const CPostgreSQL_result *), void *);
    CPostgreSQL_result *(*PQexec)(CPostgreSQL_connection *, const char *);
    CPostgreSQL_result *(*PQprepare)(CPostgreSQL_connection *, const char *, const char *, int, const unsigned int *);
    CPostgreSQL_result *(*PQexecPrepared)(
        CPostgreSQL_connection *, const char *, int, const char *const *, const int *, const int *, int);
    int (*PQresultStatus)(const CPostgreSQL_result *);
    char *(*PQresultErrorField)(const CPostgreSQL_result *, int);
    int (*PQntuples)(const CPostgreSQL_result *);
    unsigned int (*PQftype)(const CPostgreSQL_result *, int);
    int (*PQgetisnull)(const CPostgreSQL_result *, int, int);
    char *(*PQgetvalue)(const CPostgreSQL_result *, int, int);
    int (*PQgetlength)(const CPostgreSQL_result *, int, int);
    char *(*PQcmdTuples)(CPostgreSQL_result *);
    void (*PQclear)(CPostgreSQL_result *);
} pq;

static int loaded = CPostgreSQL_notInstalled;

/// Puts the address of `name` into `function`, a pointer to a function; 0 when the library has none.
static int find(void *library, const char *name, void *function) {
    void *address = dlsym(library, name);
    memcpy(function, &address, sizeof address);
    return address != NULL;
}

#define FIND(name) find(library, #name, &pq.name)

static void load(void) {
#if defined(__APPLE__)
    static const char *const names[] = {
        "/opt/homebrew/opt/libpq/lib/libpq.5.dylib", "/usr/local/opt/libpq/lib/libpq.5.dylib", "libpq.5.dylib",
    };
#else
    static const char *const names[] = {"libpq.so.5"};
#endif
    void *library = NULL;
    for (size_t index = 0; library == NULL && index < sizeof names / sizeof *names; index++)
        library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
    if (library != NULL && FIND(PQconnectdbParams) && FIND(PQconninfoParse) && FIND(PQconninfoFree) && FIND(PQfreemem)
        && FIND(PQstatus) && FIND(PQtransactionStatus) && FIND(PQerrorMessage) && FIND(PQfinish)
        && FIND(PQsetNoticeReceiver) && FIND(PQexec) && FIND(PQprepare) && FIND(PQexecPrepared)
        && FIND(PQresultStatus) && FIND(PQresultErrorField) && FIND(PQntuples) && FIND(PQftype)
        && FIND(PQgetisnull) && FIND(PQgetvalue) && FIND(PQgetlength) && FIND(PQcmdTuples) && FIND(PQclear))
        loaded = CPostgreSQL_ok;
}

int CPostgreSQL_load(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return loaded;
}

// --- Connections -------------------------------------------------------------------------------------------------------

int CPostgreSQL_understands(const char *location) {
    char *reason = NULL;
    void *options = pq.PQconninfoParse(location, &reason);
    if (reason != NULL) pq.PQfreemem(reason);
    if (options != NULL) pq.PQconninfoFree(options);
    return options != NULL;
}

/// libpq would write notices to standard error.
static void drop(void *context, const CPostgreSQL_result *notice) {
    (void)context;
    (void)notice;
}

CPostgreSQL_connection *CPostgreSQL_connect(const char *location) {
    // What stands before the location is overridden by it, what stands behind it overrides it.
    static const char *const keywords[] = {"connect_timeout", "fallback_application_name", "dbname", "client_encoding", NULL};
    const char *const values[] = {"10", "esimctl", location, "UTF8", NULL};
    CPostgreSQL_connection *connection = pq.PQconnectdbParams(keywords, values, 1);
    if (connection != NULL) pq.PQsetNoticeReceiver(connection, drop, NULL);
    return connection;
}

int CPostgreSQL_isOpen(const CPostgreSQL_connection *connection) {
    return pq.PQstatus(connection) == 0 /* CONNECTION_OK */;
}

int CPostgreSQL_isInTransaction(const CPostgreSQL_connection *connection) {
    return pq.PQtransactionStatus(connection) != 0 /* PQTRANS_IDLE */;
}

const char *CPostgreSQL_reason(const CPostgreSQL_connection *connection) { return pq.PQerrorMessage(connection); }
void CPostgreSQL_close(CPostgreSQL_connection *connection) { pq.PQfinish(connection); }

// --- Statements --------------------------------------------------------------------------------------------------------

CPostgreSQL_result *CPostgreSQL_run(CPostgreSQL_connection *connection, const char *statements) {
    return pq.PQexec(connection, statements);
}

CPostgreSQL_result *CPostgreSQL_prepare(CPostgreSQL_connection *connection, const char *name, const char *statement) {
    return pq.PQprepare(connection, name, statement, 0, NULL);
}

CPostgreSQL_result *CPostgreSQL_runPrepared(
    CPostgreSQL_connection *connection, const char *name, int count, const char *const *values) {
    return pq.PQexecPrepared(connection, name, count, values, NULL, NULL, 0 /* text */);
}

// --- Results -----------------------------------------------------------------------------------------------------------

int CPostgreSQL_succeeded(const CPostgreSQL_result *result) {
    int status = pq.PQresultStatus(result);
    return status == 1 /* PGRES_COMMAND_OK */ || status == 2 /* PGRES_TUPLES_OK */;
}

const char *CPostgreSQL_errorField(const CPostgreSQL_result *result, enum CPostgreSQL_errorField field) {
    return pq.PQresultErrorField(result, (int)field);
}

int CPostgreSQL_rowCount(const CPostgreSQL_result *result) { return pq.PQntuples(result); }
uint32_t CPostgreSQL_columnType(const CPostgreSQL_result *result, int column) { return pq.PQftype(result, column); }
const char *CPostgreSQL_changeCount(CPostgreSQL_result *result) { return pq.PQcmdTuples(result); }
void CPostgreSQL_free(CPostgreSQL_result *result) { pq.PQclear(result); }

int CPostgreSQL_isNull(const CPostgreSQL_result *result, int row, int column) {
    return pq.PQgetisnull(result, row, column);
}

const char *CPostgreSQL_value(const CPostgreSQL_result *result, int row, int column) {
    return pq.PQgetvalue(result, row, column);
}

int CPostgreSQL_length(const CPostgreSQL_result *result, int row, int column) {
    return pq.PQgetlength(result, row, column);
}
