#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// --- Loading -----------------------------------------------------------------------------------------------------------

typedef long long curl_off_t;

/// The functions that are used, by their own names. Variadic ones keep their `...`: some ABIs pass such arguments otherwise.
static struct {
    int (*curl_global_init)(long);
    char *(*curl_version)(void);
    CCurl_handle *(*curl_easy_init)(void);
    void (*curl_easy_cleanup)(CCurl_handle *);
    void (*curl_easy_reset)(CCurl_handle *);
    int (*curl_easy_perform)(CCurl_handle *);
    int (*curl_easy_setopt)(CCurl_handle *, int, ...);
    int (*curl_easy_getinfo)(CCurl_handle *, int, ...);
    const char *(*curl_easy_strerror)(int);
    CCurl_list *(*curl_slist_append)(CCurl_list *, const char *);
    void (*curl_slist_free_all)(CCurl_list *);
} curl;

/// OpenSSL's, of the very copy that libcurl uses. Its types are pointers here.
static struct {
    long (*SSL_CTX_ctrl)(void *context, int command, long number, void *pointer);
    void (*SSL_CTX_set_cert_store)(void *context, void *store);
    void (*SSL_CTX_set_cert_verify_callback)(void *context, int (*callback)(void *, void *), void *argument);
    void *(*SSL_CTX_get0_param)(void *context);
    void *(*X509_STORE_new)(void);
    void (*X509_STORE_free)(void *store);
    int (*X509_STORE_add_cert)(void *store, void *certificate);
    void *(*X509_STORE_CTX_get0_cert)(void *context);
    void *(*X509_STORE_CTX_get0_untrusted)(void *context);
    void (*X509_STORE_CTX_set_error)(void *context, int error);
    const char *(*X509_verify_cert_error_string)(long error);
    void (*X509_VERIFY_PARAM_set_hostflags)(void *parameters, unsigned int flags);
    int (*X509_VERIFY_PARAM_set1_host)(void *parameters, const char *name, size_t length);
    int (*X509_VERIFY_PARAM_set1_ip_asc)(void *parameters, const char *address);
    void *(*d2i_X509)(void **certificate, const unsigned char **bytes, long count);
    int (*i2d_X509)(void *certificate, unsigned char **bytes);
    void (*X509_free)(void *certificate);
    int (*OPENSSL_sk_num)(void *stack);
    void *(*OPENSSL_sk_value)(void *stack, int index);
    void (*CRYPTO_free)(void *memory, const char *file, int line);
} ssl;

static int loaded = CCurl_notInstalled;

/// Puts the address of `name` into `function`, a pointer to a function; 0 when the library has none.
static int find(void *library, const char *name, void *function) {
    void *address = dlsym(library, name);
    memcpy(function, &address, sizeof address);
    return address != NULL;
}

#define FIND(table, name) find(library, #name, &table.name)

static int findCurl(void *library) {
    return FIND(curl, curl_global_init) && FIND(curl, curl_version) && FIND(curl, curl_easy_init)
        && FIND(curl, curl_easy_cleanup) && FIND(curl, curl_easy_reset) && FIND(curl, curl_easy_perform)
        && FIND(curl, curl_easy_setopt) && FIND(curl, curl_easy_getinfo) && FIND(curl, curl_easy_strerror)
        && FIND(curl, curl_slist_append) && FIND(curl, curl_slist_free_all);
}

static int findOpenSSL(void *library) {
    return FIND(ssl, SSL_CTX_ctrl) && FIND(ssl, SSL_CTX_set_cert_store) && FIND(ssl, SSL_CTX_set_cert_verify_callback)
        && FIND(ssl, SSL_CTX_get0_param) && FIND(ssl, X509_STORE_new) && FIND(ssl, X509_STORE_free)
        && FIND(ssl, X509_STORE_add_cert) && FIND(ssl, X509_STORE_CTX_get0_cert) && FIND(ssl, X509_STORE_CTX_get0_untrusted)
        && FIND(ssl, X509_STORE_CTX_set_error) && FIND(ssl, X509_verify_cert_error_string)
        && FIND(ssl, X509_VERIFY_PARAM_set_hostflags) && FIND(ssl, X509_VERIFY_PARAM_set1_host)
        && FIND(ssl, X509_VERIFY_PARAM_set1_ip_asc) && FIND(ssl, d2i_X509) && FIND(ssl, i2d_X509) && FIND(ssl, X509_free)
        && FIND(ssl, OPENSSL_sk_num) && FIND(ssl, OPENSSL_sk_value) && FIND(ssl, CRYPTO_free);
}

static void load(void) {
#if defined(__APPLE__)
    // The system's libcurl has no OpenSSL; Homebrew's has.
    static const char *const names[] = {
        "/opt/homebrew/opt/curl/lib/libcurl.4.dylib", "/usr/local/opt/curl/lib/libcurl.4.dylib", "libcurl.4.dylib",
    };
#else
    static const char *const names[] = {"libcurl.so.4"};
#endif
    void *library = NULL;
    for (size_t index = 0; library == NULL && index < sizeof names / sizeof *names; index++)
        library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
    if (library == NULL || !findCurl(library)) return;
    loaded = CCurl_unfit;
    // dlsym looks into the libraries that libcurl has brought along too, and first into no others.
    if (strstr(curl.curl_version(), "OpenSSL/3") == NULL || !findOpenSSL(library)) return;
    if (curl.curl_global_init(3 /* CURL_GLOBAL_ALL */) != 0) return;
    loaded = CCurl_ok;
}

int CCurl_load(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return loaded;
}

const char *CCurl_version(void) { return curl.curl_version ? curl.curl_version() : ""; }

// --- A line each -------------------------------------------------------------------------------------------------------

CCurl_handle *CCurl_new(void) { return curl.curl_easy_init(); }
void CCurl_free(CCurl_handle *handle) { curl.curl_easy_cleanup(handle); }
void CCurl_reset(CCurl_handle *handle) { curl.curl_easy_reset(handle); }
int CCurl_perform(CCurl_handle *handle) { return curl.curl_easy_perform(handle); }
const char *CCurl_reason(int code) { return curl.curl_easy_strerror(code); }
CCurl_list *CCurl_append(CCurl_list *list, const char *text) { return curl.curl_slist_append(list, text); }
void CCurl_freeList(CCurl_list *list) { curl.curl_slist_free_all(list); }

int CCurl_setNumber(CCurl_handle *handle, enum CCurl_numberOption option, long value) {
    return curl.curl_easy_setopt(handle, (int)option, value);
}

int CCurl_setText(CCurl_handle *handle, enum CCurl_textOption option, const char *text) {
    return curl.curl_easy_setopt(handle, (int)option, text);
}

int CCurl_setHeaders(CCurl_handle *handle, CCurl_list *headers) {
    return curl.curl_easy_setopt(handle, 10023 /* HTTPHEADER */, headers);
}

int CCurl_setConnectTo(CCurl_handle *handle, CCurl_list *places) {
    return curl.curl_easy_setopt(handle, 10243 /* CONNECT_TO */, places);
}

int CCurl_setRecipients(CCurl_handle *handle, CCurl_list *recipients) {
    return curl.curl_easy_setopt(handle, 10187 /* MAIL_RCPT */, recipients);
}

int CCurl_setSender(CCurl_handle *handle, CCurl_sender sender, size_t count, void *context) {
    int code = curl.curl_easy_setopt(handle, 20012 /* READFUNCTION */, sender);
    if (!code) code = curl.curl_easy_setopt(handle, 10009 /* READDATA */, context);
    return code ? code : curl.curl_easy_setopt(handle, 30115 /* INFILESIZE_LARGE */, (curl_off_t)count);
}

int CCurl_setErrorBuffer(CCurl_handle *handle, char *buffer) {
    return curl.curl_easy_setopt(handle, 10010 /* ERRORBUFFER */, buffer);
}

int CCurl_setBody(CCurl_handle *handle, const void *bytes, size_t count) {
    int code = curl.curl_easy_setopt(handle, 30120 /* POSTFIELDSIZE_LARGE */, (curl_off_t)count);
    return code ? code : curl.curl_easy_setopt(handle, 10015 /* POSTFIELDS */, bytes);
}

int CCurl_setIdentity(CCurl_handle *handle, const void *certificate, size_t certificateCount, const void *key, size_t keyCount) {
    struct {
        void *data;
        size_t count;
        unsigned int flags;
    } certificateBlob = {(void *)certificate, certificateCount, 1 /* CURL_BLOB_COPY */}, keyBlob = {(void *)key, keyCount, 1};
    int code = curl.curl_easy_setopt(handle, 40291 /* SSLCERT_BLOB */, &certificateBlob);
    return code ? code : curl.curl_easy_setopt(handle, 40292 /* SSLKEY_BLOB */, &keyBlob);
}

int CCurl_setReceivers(CCurl_handle *handle, CCurl_receiver body, CCurl_receiver header, void *context) {
    int code = curl.curl_easy_setopt(handle, 20011 /* WRITEFUNCTION */, body);
    if (!code) code = curl.curl_easy_setopt(handle, 10001 /* WRITEDATA */, context);
    if (!code) code = curl.curl_easy_setopt(handle, 20079 /* HEADERFUNCTION */, header);
    return code ? code : curl.curl_easy_setopt(handle, 10029 /* HEADERDATA */, context);
}

int CCurl_setOpener(CCurl_handle *handle, CCurl_opener opener, void *context) {
    int code = curl.curl_easy_setopt(handle, 20163 /* OPENSOCKETFUNCTION */, opener);
    return code ? code : curl.curl_easy_setopt(handle, 10164 /* OPENSOCKETDATA */, context);
}

long CCurl_number(CCurl_handle *handle, enum CCurl_numberInformation information) {
    long value = 0;
    return curl.curl_easy_getinfo(handle, (int)information, &value) == 0 ? value : 0;
}

int64_t CCurl_time(CCurl_handle *handle, enum CCurl_timeInformation information) {
    curl_off_t value = 0;
    return curl.curl_easy_getinfo(handle, (int)information, &value) == 0 ? value : 0;
}

const char *CCurl_verifyReason(long result) { return ssl.X509_verify_cert_error_string(result); }

// --- Trust -------------------------------------------------------------------------------------------------------------

enum {
    setGroupsList = 92,               // SSL_CTRL_SET_GROUPS_LIST
    neverCheckSubject = 0x20,         // X509_CHECK_FLAG_NEVER_CHECK_SUBJECT
    noPartialWildcards = 0x4,         // X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS
    verifyOK = 0,                     // X509_V_OK
    outOfMemory = 17,                 // X509_V_ERR_OUT_OF_MEM
    rejectedByApplication = 50,       // X509_V_ERR_APPLICATION_VERIFICATION
    curlOutOfMemory = 27,             // CURLE_OUT_OF_MEMORY
    curlConnectFailed = 35,           // CURLE_SSL_CONNECT_ERROR
    maximumServed = 100,              // certificates that are shown to a judge
};

/// Shows what the server has sent to the judge; OpenSSL's own check does not take place.
static int judge(void *context, void *argument) {
    struct CCurl_trust *trust = argument;
    struct CCurl_bytes served[maximumServed];
    void *leaf = ssl.X509_STORE_CTX_get0_cert(context);
    void *stack = ssl.X509_STORE_CTX_get0_untrusted(context);
    int inStack = stack ? ssl.OPENSSL_sk_num(stack) : 0;
    size_t count = 0;
    int isComplete = 1;
    // The stack is what came over the wire, the leaf at its head.
    for (int index = inStack > 0 ? 0 : -1; index < inStack && count < maximumServed; index++) {
        unsigned char *bytes = NULL;
        int length = ssl.i2d_X509(index < 0 ? leaf : ssl.OPENSSL_sk_value(stack, index), &bytes);
        if (length <= 0) isComplete = 0;
        else served[count++] = (struct CCurl_bytes){bytes, (size_t)length};
    }
    int trusted = isComplete && trust->judge(served, count, trust->context);
    for (size_t index = 0; index < count; index++) ssl.CRYPTO_free((void *)served[index].bytes, "", 0);
    ssl.X509_STORE_CTX_set_error(context, !isComplete ? outOfMemory : trusted ? verifyOK : rejectedByApplication);
    return trusted;
}

/// A store with nothing in it but the anchors.
static void *newStore(const struct CCurl_trust *trust) {
    void *store = ssl.X509_STORE_new();
    for (size_t index = 0; store != NULL && index < trust->anchorCount; index++) {
        const unsigned char *bytes = trust->anchors[index].bytes;
        void *certificate = ssl.d2i_X509(NULL, &bytes, (long)trust->anchors[index].count);
        if (certificate == NULL || !ssl.X509_STORE_add_cert(store, certificate)) {
            ssl.X509_STORE_free(store);
            store = NULL;
        }
        ssl.X509_free(certificate);
    }
    return store;
}

/// libcurl calls it for each new connection.
static int prepareTLS(CCurl_handle *handle, void *context, void *argument) {
    (void)handle;
    struct CCurl_trust *trust = argument;
    trust->hasBegun = 1;
    if (ssl.SSL_CTX_ctrl(context, setGroupsList, 0, (void *)trust->groups) != 1) return curlConnectFailed;
    if (trust->judge != NULL) {
        ssl.SSL_CTX_set_cert_verify_callback(context, judge, trust);
        return 0;
    }
    if (trust->usesOnlyAnchors) {
        void *store = newStore(trust);
        if (store == NULL) return curlOutOfMemory;
        ssl.SSL_CTX_set_cert_store(context, store);
    }
    if (trust->host != NULL) {
        // libcurl compares the name too, but takes that of the subject when there is no other.
        void *parameters = ssl.SSL_CTX_get0_param(context);
        ssl.X509_VERIFY_PARAM_set_hostflags(parameters, neverCheckSubject | noPartialWildcards);
        int isSet = trust->hostIsAddress ? ssl.X509_VERIFY_PARAM_set1_ip_asc(parameters, trust->host)
                                         : ssl.X509_VERIFY_PARAM_set1_host(parameters, trust->host, 0);
        if (!isSet) return curlConnectFailed;
    }
    return 0;
}

int CCurl_setTrust(CCurl_handle *handle, struct CCurl_trust *trust) {
    int code = curl.curl_easy_setopt(handle, 20108 /* SSL_CTX_FUNCTION */, prepareTLS);
    return code ? code : curl.curl_easy_setopt(handle, 10109 /* SSL_CTX_DATA */, trust);
}
