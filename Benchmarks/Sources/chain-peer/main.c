// chain-peer LEAF ROOT RUNS AT : what a C program needs for the chain of LEAF and ROOT (DER) at the time AT (seconds since
// 1970): to read both and run X509_verify_cert with the flags that we set, RUNS times. Prints microseconds for each.
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long read_file(const char *path, unsigned char *bytes, size_t size) {
    FILE *file = fopen(path, "rb");
    if (!file) return -1;
    size_t count = fread(bytes, 1, size, file);
    fclose(file);
    return (long)count;
}

int main(int count, char **arguments) {
    static unsigned char leaf_bytes[65536], root_bytes[65536];
    if (count != 5) return 64;
    long leaf_length = read_file(arguments[1], leaf_bytes, sizeof leaf_bytes);
    long root_length = read_file(arguments[2], root_bytes, sizeof root_bytes);
    long runs = atol(arguments[3]);
    if (leaf_length <= 0 || root_length <= 0 || runs <= 0) return 66;
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (long run = 0; run < runs; run++) {
        const unsigned char *position = leaf_bytes;
        X509 *leaf = d2i_X509(NULL, &position, leaf_length);
        position = root_bytes;
        X509 *root = d2i_X509(NULL, &position, root_length);
        X509_STORE *store = X509_STORE_new();
        X509_STORE_add_cert(store, root);
        X509_STORE_CTX *context = X509_STORE_CTX_new();
        X509_STORE_CTX_init(context, store, leaf, NULL);
        X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param(context);
        X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_X509_STRICT | X509_V_FLAG_CHECK_SS_SIGNATURE);
        X509_VERIFY_PARAM_set_time(parameters, atol(arguments[4]));
        X509_VERIFY_PARAM_set_auth_level(parameters, 2);
        int is_good = X509_verify_cert(context);
        X509_STORE_CTX_free(context);
        X509_STORE_free(store);
        X509_free(root);
        X509_free(leaf);
        if (is_good != 1) return 1;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.2f\n", ((double)(end.tv_sec - start.tv_sec) * 1e6 + (double)(end.tv_nsec - start.tv_nsec) / 1e3) / (double)runs);
    return 0;
}
