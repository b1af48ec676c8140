#pragma once

// libcurl, loaded at the first call, so that commands without HTTP do not wait for the twenty libraries that it brings along.
//
// Nothing of libcurl's is needed to compile this: its option numbers are frozen by its ABI. The OpenSSL functions that work on
// libcurl's TLS contexts are looked up through libcurl too, because the program may hold a second OpenSSL, linked into it.

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/// What became of loading libcurl.
enum { CCurl_ok, CCurl_notInstalled, CCurl_unfit };

/// Loads libcurl and sets it up, once. `CCurl_unfit`: it is there, but does its TLS by something else than OpenSSL 3.
int CCurl_load(void);
/// What libcurl says about itself and its libraries; empty when there is none.
const char *CCurl_version(void);

// Everything below wants `CCurl_load` to have said `CCurl_ok`. Functions that give an int give a CURLcode.

/// A CURL.
typedef struct CCurl_handle CCurl_handle;
/// A curl_slist.
typedef struct CCurl_list CCurl_list;

CCurl_handle *CCurl_new(void);
void CCurl_free(CCurl_handle *handle);
/// Forgets all options; keeps connections and TLS sessions.
void CCurl_reset(CCurl_handle *handle);
int CCurl_perform(CCurl_handle *handle);
const char *CCurl_reason(int code);

/// Adds a copy of `text`; NULL when memory is wanting, and the old list is then still there.
CCurl_list *CCurl_append(CCurl_list *list, const char *text);
void CCurl_freeList(CCurl_list *list);

// Options (curl/curl.h), by the type of their value.

enum CCurl_numberOption {
    CCurl_isPOST = 47,
    CCurl_noBody = 44,
    CCurl_isGET = 80,
    CCurl_noSignal = 99,
    CCurl_verifyPeer = 64,
    CCurl_verifyHost = 81,
    CCurl_sslVersion = 32,
    CCurl_httpVersion = 84,
    CCurl_followLocation = 52,
    CCurl_freshConnect = 74,
    CCurl_timeoutMilliseconds = 155,
    CCurl_connectTimeoutMilliseconds = 156,
    CCurl_protocols = 181,
    CCurl_quickExit = 322,
    CCurl_isUpload = 46,
    CCurl_useTLS = 119,
};
enum { CCurl_protocolHTTP = 1, CCurl_protocolHTTPS = 2, CCurl_protocolSMTP = 1 << 16, CCurl_protocolSMTPS = 1 << 17 };
/// Whether a connection that begins in the clear goes on in TLS.
enum { CCurl_inTheClear = 0, CCurl_onlyTLS = 3 };
enum { CCurl_http11 = 2, CCurl_tls12 = 6, CCurl_tls12AtMost = 6 << 16 };

enum CCurl_textOption {
    CCurl_url = 10002,
    CCurl_proxy = 10004,
    CCurl_noProxy = 10177,
    CCurl_method = 10036,
    CCurl_userAgent = 10018,
    CCurl_caFile = 10065,
    CCurl_caFolder = 10097,
    CCurl_certificateType = 10086,
    CCurl_keyType = 10088,
    CCurl_pinnedPublicKey = 10230,
    CCurl_mailFrom = 10186,
    CCurl_userName = 10173,
    CCurl_password = 10174,
};

int CCurl_setNumber(CCurl_handle *handle, enum CCurl_numberOption option, long value);
/// libcurl copies the text; NULL takes the option back.
int CCurl_setText(CCurl_handle *handle, enum CCurl_textOption option, const char *text);
/// The list has to stay until the transfer is over.
int CCurl_setHeaders(CCurl_handle *handle, CCurl_list *headers);
/// `HOST:PORT:OTHER-HOST:OTHER-PORT`, where HOST and PORT may be empty: where to connect instead. The list has to stay until
/// the transfer is over.
int CCurl_setConnectTo(CCurl_handle *handle, CCurl_list *places);
/// Who gets a mail. The list has to stay until the transfer is over.
int CCurl_setRecipients(CCurl_handle *handle, CCurl_list *recipients);
/// The bytes have to stay until the transfer is over.
int CCurl_setBody(CCurl_handle *handle, const void *bytes, size_t count);
/// PEM: a certificate with its chain, and its key. libcurl copies both.
int CCurl_setIdentity(CCurl_handle *handle, const void *certificate, size_t certificateCount, const void *key, size_t keyCount);
/// `buffer` holds 256 bytes and stays until the transfer is over.
int CCurl_setErrorBuffer(CCurl_handle *handle, char *buffer);

/// Gets a piece of a body or a line of a header; gives how much it took, and less than `size * count` ends the transfer.
typedef size_t (*CCurl_receiver)(char *bytes, size_t size, size_t count, void *context);
int CCurl_setReceivers(CCurl_handle *handle, CCurl_receiver body, CCurl_receiver header, void *context);

/// Puts the next piece of what is sent into the buffer; gives how much that is, 0 at the end.
typedef size_t (*CCurl_sender)(char *buffer, size_t size, size_t count, void *context);
int CCurl_setSender(CCurl_handle *handle, CCurl_sender sender, size_t count, void *context);

/// A curl_sockaddr.
struct CCurl_address {
    int family;
    int type;
    int protocol;
    unsigned int length;
    struct sockaddr address;
};
/// Gives a socket for the address that libcurl is about to connect to, or -1 to keep it from doing so.
typedef int (*CCurl_opener)(void *context, int purpose, struct CCurl_address *address);
int CCurl_setOpener(CCurl_handle *handle, CCurl_opener opener, void *context);

// Trust.

/// Bytes of someone else's.
struct CCurl_bytes {
    const uint8_t *bytes;
    size_t count;
};
/// Judges the certificates that a server has sent (DER, the leaf first): 1 to trust it.
typedef int (*CCurl_judge)(const struct CCurl_bytes *certificates, size_t count, void *context);

/// How a server is told from others; the strings and bytes have to stay until the transfer is over.
struct CCurl_trust {
    /// The curves that are offered, such as `P-256:brainpoolP256r1`.
    const char *groups;
    /// The name, or the IP address, that a certificate has to be for; NULL when `judge` or a pinned key decides.
    const char *host;
    int hostIsAddress;
    /// DER of the only anchors; when `anchorCount` is 0, and `usesOnlyAnchors` with it, those of the system.
    const struct CCurl_bytes *anchors;
    size_t anchorCount;
    int usesOnlyAnchors;
    /// Decides alone when it is not NULL.
    CCurl_judge judge;
    void *context;
    /// Set to 1 when a connection is there and its handshake begins.
    int hasBegun;
};
int CCurl_setTrust(CCurl_handle *handle, struct CCurl_trust *trust);

// What is known after a transfer.

enum CCurl_numberInformation {
    CCurl_status = 0x200000 + 2,
    CCurl_verifyResult = 0x200000 + 13,
    CCurl_systemError = 0x200000 + 25,
};
enum CCurl_timeInformation {
    CCurl_nameLookupTime = 0x600000 + 51,
    CCurl_connectTime = 0x600000 + 52,
    CCurl_requestTime = 0x600000 + 53,
};
long CCurl_number(CCurl_handle *handle, enum CCurl_numberInformation information);
/// Microseconds since the start of the transfer; 0 when it did not come so far.
int64_t CCurl_time(CCurl_handle *handle, enum CCurl_timeInformation information);
/// OpenSSL's words for a verify result.
const char *CCurl_verifyReason(long result);
