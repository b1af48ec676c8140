#pragma once

// What the laboratory needs beside shim.h: making keys, serving.

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>

static inline EVP_PKEY *COpenSSL_newRSAKey(unsigned int bits) { return EVP_RSA_gen(bits); }

typedef int (*COpenSSL_ServerNameCallback)(SSL *ssl, int *alert, void *argument);

/// Has `callback` called with the name that a client asks for, before a certificate is chosen.
static inline void COpenSSL_setServerNameCallback(SSL_CTX *context, COpenSSL_ServerNameCallback callback, void *argument) {
    SSL_CTX_set_tlsext_servername_callback(context, (int (*)(SSL *, int *, void *))callback);
    SSL_CTX_set_tlsext_servername_arg(context, argument);
}

static inline int COpenSSL_serverNameType(void) { return TLSEXT_NAMETYPE_host_name; }
static inline int COpenSSL_serverNameAccepted(void) { return SSL_TLSEXT_ERR_OK; }
/// The certificates that are sent behind the one of the context; each keeps its own reference.
static inline int COpenSSL_addChainCertificate(SSL_CTX *context, X509 *certificate) { return (int)SSL_CTX_add1_chain_cert(context, certificate); }
