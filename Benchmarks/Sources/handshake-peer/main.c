// handshake-peer PORT HOSTS THREADS : how many TLS handshakes a C program makes with the servers at 127.0.0.1, 127.0.0.2 and so
// on to HOSTS of them, at PORT, with THREADS at a time. It asks for what `esimctl verify` asks for first, keeps no session, checks
// nothing. Prints handshakes for each second.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static SSL_CTX *context;
static int port, hosts;
static atomic_int next, made;

static int shake_hands(int number) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + (unsigned)number);
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connection < 0) return 0;
    int is_good = 0;
    if (connect(connection, (struct sockaddr *)&address, sizeof address) == 0) {
        SSL *tls = SSL_new(context);
        SSL_set_fd(tls, connection);
        is_good = SSL_connect(tls) == 1;
        SSL_free(tls);
    }
    close(connection);
    return is_good;
}

static void *work(void *unused) {
    (void)unused;
    for (int number; (number = atomic_fetch_add(&next, 1)) < hosts;) made += shake_hands(number);
    return NULL;
}

int main(int count, char **arguments) {
    if (count != 4) return 64;
    port = atoi(arguments[1]);
    hosts = atoi(arguments[2]);
    int threads = atoi(arguments[3]);
    if (port <= 0 || hosts <= 0 || threads <= 0 || threads > 1000) return 64;
    context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set1_groups_list(context, "P-256:P-384:X25519:brainpoolP256r1");
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    pthread_t workers[1000];
    for (int index = 0; index < threads; index++) pthread_create(&workers[index], NULL, work, NULL);
    for (int index = 0; index < threads; index++) pthread_join(workers[index], NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (made != hosts) {
        fprintf(stderr, "handshake-peer: %d of %d handshakes came about\n", made, hosts);
        return 1;
    }
    double seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
    printf("%.2f\n", hosts / seconds);
    return 0;
}
