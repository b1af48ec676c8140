#pragma once

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// Macros that Swift does not see, a line each. Stacks are typed here so that no caller casts.

static inline int COpenSSL_numX509(const STACK_OF(X509) *stack) { return stack ? sk_X509_num(stack) : 0; }
static inline X509 *COpenSSL_X509(const STACK_OF(X509) *stack, int index) { return sk_X509_value(stack, index); }
static inline STACK_OF(X509) *COpenSSL_newX509Stack(void) { return sk_X509_new_null(); }
static inline int COpenSSL_pushX509(STACK_OF(X509) *stack, X509 *certificate) { return sk_X509_push(stack, certificate); }
/// Frees the stack and gives up its reference to each certificate.
static inline void COpenSSL_freeX509Stack(STACK_OF(X509) *stack) { sk_X509_pop_free(stack, X509_free); }
/// Frees the stack alone.
static inline void COpenSSL_freeX509StackOnly(STACK_OF(X509) *stack) { sk_X509_free(stack); }

static inline STACK_OF(X509_CRL) *COpenSSL_newCRLStack(void) { return sk_X509_CRL_new_null(); }
static inline int COpenSSL_pushCRL(STACK_OF(X509_CRL) *stack, X509_CRL *crl) { return sk_X509_CRL_push(stack, crl); }
static inline int COpenSSL_numCRL(const STACK_OF(X509_CRL) *stack) { return stack ? sk_X509_CRL_num(stack) : 0; }
static inline X509_CRL *COpenSSL_CRL(const STACK_OF(X509_CRL) *stack, int index) { return sk_X509_CRL_value(stack, index); }
/// Frees the stack alone.
static inline void COpenSSL_freeCRLStackOnly(STACK_OF(X509_CRL) *stack) { sk_X509_CRL_free(stack); }
static inline void COpenSSL_freeCRLStack(STACK_OF(X509_CRL) *stack) { sk_X509_CRL_pop_free(stack, X509_CRL_free); }

static inline int COpenSSL_numGeneralNames(const GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }
static inline GENERAL_NAME *COpenSSL_generalName(const GENERAL_NAMES *names, int index) { return sk_GENERAL_NAME_value(names, index); }
static inline int COpenSSL_numPolicies(const CERTIFICATEPOLICIES *policies) { return sk_POLICYINFO_num(policies); }
static inline POLICYINFO *COpenSSL_policy(const CERTIFICATEPOLICIES *policies, int index) { return sk_POLICYINFO_value(policies, index); }
static inline int COpenSSL_numObjects(const STACK_OF(ASN1_OBJECT) *objects) { return sk_ASN1_OBJECT_num(objects); }
static inline ASN1_OBJECT *COpenSSL_object(const STACK_OF(ASN1_OBJECT) *objects, int index) { return sk_ASN1_OBJECT_value(objects, index); }
static inline int COpenSSL_numDistPoints(const CRL_DIST_POINTS *points) { return sk_DIST_POINT_num(points); }
static inline DIST_POINT *COpenSSL_distPoint(const CRL_DIST_POINTS *points, int index) { return sk_DIST_POINT_value(points, index); }

/// The data of a memory BIO, which keeps it.
static inline long COpenSSL_memoryData(BIO *bio, char **data) { return BIO_get_mem_data(bio, data); }
static inline void COpenSSL_free(void *memory) { OPENSSL_free(memory); }
static inline EVP_PKEY *COpenSSL_newECKey(const char *curve) { return EVP_EC_gen(curve); }

static inline int COpenSSL_setHostName(SSL *ssl, const char *name) { return (int)SSL_set_tlsext_host_name(ssl, name); }
static inline int COpenSSL_setMinVersion(SSL_CTX *context, int version) { return (int)SSL_CTX_set_min_proto_version(context, version); }
static inline int COpenSSL_setMaxVersion(SSL_CTX *context, int version) { return (int)SSL_CTX_set_max_proto_version(context, version); }
static inline int COpenSSL_setGroups(SSL_CTX *context, const char *list) { return (int)SSL_CTX_set1_groups_list(context, list); }
static inline int COpenSSL_setSignatureAlgorithms(SSL_CTX *context, const char *list) { return (int)SSL_CTX_set1_sigalgs_list(context, list); }
static inline long COpenSSL_setMode(SSL_CTX *context, long mode) { return SSL_CTX_set_mode(context, mode); }
static inline long COpenSSL_setSessionCacheMode(SSL_CTX *context, long mode) { return SSL_CTX_set_session_cache_mode(context, mode); }
static inline long COpenSSL_addExtraChainCertificate(SSL_CTX *context, X509 *certificate) { return SSL_CTX_add_extra_chain_cert(context, certificate); }
static inline int COpenSSL_newStoreContextIndex(void) { return X509_STORE_CTX_get_ex_new_index(0, NULL, NULL, NULL, NULL); }
static inline int COpenSSL_errorReason(unsigned long code) { return ERR_GET_REASON(code); }
static inline int COpenSSL_errorLibrary(unsigned long code) { return ERR_GET_LIB(code); }

// Certificates and CRLs.

/// The certificates of a PKCS#7 message, which keeps them; NULL when it is of a kind that has none.
static inline STACK_OF(X509) *COpenSSL_certificatesOfPKCS7(PKCS7 *message) {
    if (PKCS7_type_is_signed(message)) return message->d.sign ? message->d.sign->cert : NULL;
    if (PKCS7_type_is_signedAndEnveloped(message))
        return message->d.signed_and_enveloped ? message->d.signed_and_enveloped->cert : NULL;
    return NULL;
}
/// The reason code of an entry of a CRL; -1 when it has none.
static inline long COpenSSL_revocationReason(const X509_REVOKED *entry) {
    ASN1_ENUMERATED *reason = (ASN1_ENUMERATED *)X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, NULL, NULL);
    long number = reason ? ASN1_ENUMERATED_get(reason) : -1;
    ASN1_ENUMERATED_free(reason);
    return number;
}
/// How many entries a CRL has.
static inline int COpenSSL_revokedCount(X509_CRL *crl) {
    STACK_OF(X509_REVOKED) *entries = X509_CRL_get_REVOKED(crl);
    return entries ? sk_X509_REVOKED_num(entries) : 0;
}
static inline long COpenSSL_setMaxCertificateList(SSL_CTX *context, long bytes) { return SSL_CTX_set_max_cert_list(context, bytes); }
static inline STACK_OF(X509_NAME) *COpenSSL_newNameStack(void) { return sk_X509_NAME_new_null(); }
static inline int COpenSSL_pushName(STACK_OF(X509_NAME) *stack, X509_NAME *name) { return sk_X509_NAME_push(stack, name); }
static inline void COpenSSL_freeNameStack(STACK_OF(X509_NAME) *stack) { sk_X509_NAME_pop_free(stack, X509_NAME_free); }
/// The bytes that a memory BIO holds.
static inline long COpenSSL_pending(BIO *bio) { return (long)BIO_pending(bio); }
