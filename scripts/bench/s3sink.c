// s3sink: an S3-shaped HTTP/1.1 server that accepts uploads and throws the bytes away, for measuring clients.
// It answers enough for a client to finish and to check: sizes for HEAD, a range of zero bytes for GET, and the CRC32
// checksums that the client itself sent (x-amz-checksum-crc32), per part and composite. Bodies are dropped in the kernel
// (MSG_TRUNC), so one core of it outruns any client. It verifies no signature and stores nothing: never test correctness with it.
// With a certificate it speaks TLS 1.3 with AES-128-GCM, so that all clients encrypt alike. OpenSSL does the handshake; the records are read here, and
// those that hold nothing but a body are dropped as they are: to decrypt them would take as much of the machine as a client takes to encrypt.
//   cc -O2 -pthread -o s3sink s3sink.c -lssl -lcrypto && ./s3sink 9009 [CERTIFICATE KEY]     port 0 takes a free one; the line it prints says which
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/hmac.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>
#define HEAD_MAX 65536
#define PARTS_MAX 10001
#define WIRE 262144 // bytes of TLS read at a time
#define RECORD 16384 // plain bytes of a record, at most
#define AROUND 22 // bytes of a record besides the plain ones: head, type and tag
#define SLOTS 65536 // open addressing by key; the sink forgets when it is full

typedef struct { unsigned char secret[32], iv[12]; uint64_t sequence; EVP_CIPHER_CTX *cipher; } direction;
typedef struct { direction in, out; size_t from, to, plain_from, plain_to; unsigned char wire[WIRE], plain[RECORD + 256]; } session;
typedef struct { int fd; session *tls; } peer;
typedef struct { char *key; unsigned long long size; char checksum[32]; } object;
typedef struct { char *key; unsigned long long size[PARTS_MAX]; uint32_t crc[PARTS_MAX]; unsigned char has_crc[PARTS_MAX]; } upload;
static SSL_CTX *context;
static object objects[SLOTS];
static upload *uploads[1024];
static unsigned next_upload;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void base64_of(uint32_t v, char *out) { // 4 big-endian bytes -> 8 characters
  unsigned char b[6] = {v >> 24, v >> 16, v >> 8, v, 0, 0};
  for (int i = 0, o = 0; i < 6; i += 3, o += 4) {
    out[o] = ALPHABET[b[i] >> 2]; out[o + 1] = ALPHABET[(b[i] & 3) << 4 | b[i + 1] >> 4];
    out[o + 2] = ALPHABET[(b[i + 1] & 15) << 2 | b[i + 2] >> 6]; out[o + 3] = ALPHABET[b[i + 2] & 63];
  }
  out[6] = out[7] = '='; out[8] = 0;
}
static int from_base64(const char *s, uint32_t *v) {
  unsigned long long n = 0;
  for (int i = 0; i < 6; i++) { const char *p = s[i] ? strchr(ALPHABET, s[i]) : NULL; if (!p) return 0; n = n << 6 | (unsigned)(p - ALPHABET); }
  *v = (uint32_t)(n >> 4);
  return 1;
}
static uint32_t crc32_of(const unsigned char *d, size_t n) {
  uint32_t c = ~0u;
  while (n--) { c ^= *d++; for (int k = 0; k < 8; k++) c = c >> 1 ^ (0xEDB88320u & -(c & 1)); }
  return ~c;
}
static object *slot(const char *key, int make) { // called with the lock held
  uint32_t h = crc32_of((const unsigned char *)key, strlen(key)) % SLOTS;
  for (unsigned i = 0; i < SLOTS; i++, h = (h + 1) % SLOTS) {
    if (!objects[h].key) { if (!make) return NULL; objects[h].key = strdup(key); return &objects[h]; }
    if (!strcmp(objects[h].key, key)) return &objects[h];
  }
  return NULL;
}
static int send_plain(int fd, const void *d, size_t n) {
  while (n) { ssize_t w = send(fd, d, n, MSG_NOSIGNAL); if (w <= 0) return -1; d = (const char *)d + w; n -= (size_t)w; }
  return 0;
}
static void expand(const unsigned char *secret, const char *label, unsigned char *out, size_t n) { // RFC 8446, 7.1, for up to one hash
  unsigned char info[64] = {0, (unsigned char)n, (unsigned char)(6 + strlen(label))}, hash[32];
  size_t length = 3 + (size_t)snprintf((char *)info + 3, sizeof info - 3, "tls13 %s", label);
  info[length] = 0; info[length + 1] = 1;
  HMAC(EVP_sha256(), secret, 32, info, length + 2, hash, NULL);
  memcpy(out, hash, n);
}
static void start(direction *d, int encrypting) {
  unsigned char key[16];
  expand(d->secret, "key", key, sizeof key);
  expand(d->secret, "iv", d->iv, sizeof d->iv);
  d->cipher = EVP_CIPHER_CTX_new();
  EVP_CipherInit_ex(d->cipher, EVP_aes_128_gcm(), NULL, key, NULL, encrypting);
}
static void set_nonce(direction *d) { // RFC 8446, 5.3
  unsigned char nonce[12];
  memcpy(nonce, d->iv, sizeof nonce);
  for (int i = 0; i < 8; i++) nonce[11 - i] ^= (unsigned char)(d->sequence >> 8 * i);
  d->sequence++;
  EVP_CipherInit_ex(d->cipher, NULL, NULL, NULL, nonce, -1);
}
static int send_record(peer *to, const char *d, size_t n) {
  direction *out = &to->tls->out;
  unsigned char record[RECORD + AROUND] = {23, 3, 3, (unsigned char)((n + 17) >> 8), (unsigned char)(n + 17)}, type = 23;
  int size;
  set_nonce(out);
  EVP_CipherUpdate(out->cipher, NULL, &size, record, 5);
  EVP_CipherUpdate(out->cipher, record + 5, &size, (const unsigned char *)d, (int)n);
  EVP_CipherUpdate(out->cipher, record + 5 + n, &size, &type, 1);
  EVP_CipherFinal_ex(out->cipher, record + 6 + n, &size);
  EVP_CIPHER_CTX_ctrl(out->cipher, EVP_CTRL_AEAD_GET_TAG, 16, record + 6 + n);
  return send_plain(to->fd, record, n + AROUND);
}
static int send_all(peer *to, const char *d, size_t n) {
  if (!to->tls) return send_plain(to->fd, d, n);
  for (size_t k; n; d += k, n -= k) if (send_record(to, d, k = n < RECORD ? n : RECORD)) return -1;
  return 0;
}
static int fill(peer *from, size_t need) {
  session *s = from->tls;
  if (s->from + need > WIRE || s->from == s->to) { memmove(s->wire, s->wire + s->from, s->to - s->from); s->to -= s->from; s->from = 0; }
  while (s->to - s->from < need) { ssize_t r = recv(from->fd, s->wire + s->to, WIRE - s->to, 0); if (r <= 0) return -1; s->to += (size_t)r; }
  return 0;
}
/** The next record: its size, when `most` bytes or fewer are in it, which nobody wants; else 0, and it is decrypted. -1 at the end. */
static ssize_t next_record(peer *from, unsigned long long most) {
  session *s = from->tls;
  if (fill(from, 5)) return -1;
  size_t length = (size_t)s->wire[s->from + 3] << 8 | s->wire[s->from + 4];
  if (length < 17 || length > RECORD + 256 || fill(from, 5 + length)) return -1;
  unsigned char *record = s->wire + s->from;
  s->from += 5 + length;
  if (length - 17 <= most) { s->in.sequence++; return (ssize_t)(length - 17); }
  int size, rest;
  set_nonce(&s->in);
  EVP_CipherUpdate(s->in.cipher, NULL, &size, record, 5);
  EVP_CipherUpdate(s->in.cipher, s->plain, &size, record + 5, (int)length - 16);
  EVP_CIPHER_CTX_ctrl(s->in.cipher, EVP_CTRL_AEAD_SET_TAG, 16, record + 5 + length - 16);
  if (EVP_CipherFinal_ex(s->in.cipher, s->plain + size, &rest) != 1) return -1;
  while (size && !s->plain[size - 1]) size--; // padding
  if (!size || s->plain[size - 1] != 23) return -1; // an alert; no client here renews its keys
  s->plain_from = 0; s->plain_to = (size_t)size - 1;
  return 0;
}
static ssize_t receive(peer *from, char *d, size_t n) {
  session *s = from->tls;
  if (!s) return recv(from->fd, d, n, 0);
  while (s->plain_from == s->plain_to) if (next_record(from, 0)) return -1;
  size_t k = s->plain_to - s->plain_from < n ? s->plain_to - s->plain_from : n;
  memcpy(d, s->plain + s->plain_from, k);
  s->plain_from += k;
  return (ssize_t)k;
}
static ssize_t drop(peer *from, unsigned long long n) { // up to n bytes, which nobody wants
  session *s = from->tls;
  if (!s) return recv(from->fd, NULL, n < (1u << 20) ? (size_t)n : 1u << 20, MSG_TRUNC);
  if (s->plain_from == s->plain_to) { ssize_t dropped = next_record(from, n); if (dropped) return dropped; }
  size_t k = s->plain_to - s->plain_from < n ? s->plain_to - s->plain_from : (size_t)n;
  s->plain_from += k;
  return (ssize_t)k;
}
static int send_text(peer *to, const char *s) { return send_all(to, s, strlen(s)); }
static int reply(peer *to, const char *status, const char *extra, const char *body) {
  char out[6144];
  int n = snprintf(out, sizeof out, "HTTP/1.1 %s\r\nContent-Type: application/xml\r\nETag: \"s3sink\"\r\nx-amz-request-id: sink\r\n%sContent-Length: %zu\r\n\r\n%s", status, extra, strlen(body), body);
  return send_all(to, out, (size_t)n);
}
static const char *header(const char *head, const char *name) {
  size_t n = strlen(name);
  for (const char *p = strstr(head, "\r\n"); p; p = strstr(p + 2, "\r\n"))
    if (!strncasecmp(p + 2, name, n) && p[2 + n] == ':') { p += 3 + n; while (*p == ' ') p++; return p; }
  return NULL;
}
static long query(const char *target, const char *name) { // ...?name=NUMBER, -1 where absent
  const char *q = strchr(target, '?'); size_t n = strlen(name);
  for (; q; q = strchr(q + 1, '&')) if (!strncmp(q + 1, name, n) && q[1 + n] == '=') return atol(q + 2 + n);
  return -1;
}
static int answer(peer *to, const char *head, const char *method, char *target, unsigned long long body_size) {
  char extra[512] = "", body[2048] = "", crc[64] = "";
  const char *v = header(head, "x-amz-checksum-crc32");
  if (v) { snprintf(crc, sizeof crc, "%.8s", v); snprintf(extra, sizeof extra, "x-amz-checksum-crc32: %s\r\nx-amz-checksum-type: FULL_OBJECT\r\n", crc); }
  if ((v = header(head, "x-amz-decoded-content-length"))) body_size = strtoull(v, NULL, 10);
  long id = query(target, "uploadId"), part = query(target, "partNumber");
  int is_create = strstr(target, "?uploads") || strstr(target, "&uploads");
  char key[4096]; snprintf(key, sizeof key, "%.*s", (int)strcspn(target, "?"), target);
  if (!strcmp(method, "PUT")) {
    pthread_mutex_lock(&lock);
    if (part > 0 && part < PARTS_MAX && id >= 0) {
      upload *u = uploads[id % 1024];
      if (u) { u->size[part] = body_size; u->has_crc[part] = crc[0] && from_base64(crc, &u->crc[part]); }
    } else { object *o = slot(key, 1); if (o) { o->size = body_size; snprintf(o->checksum, sizeof o->checksum, "%s", crc); } }
    pthread_mutex_unlock(&lock);
    return reply(to, "200 OK", extra, "");
  }
  if (!strcmp(method, "POST") && is_create) {
    pthread_mutex_lock(&lock);
    unsigned n = next_upload++; upload **u = &uploads[n % 1024];
    if (*u) { free((*u)->key); free(*u); }
    *u = calloc(1, sizeof **u); (*u)->key = strdup(key);
    pthread_mutex_unlock(&lock);
    snprintf(body, sizeof body, "<?xml version=\"1.0\"?><InitiateMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Bucket>b</Bucket><Key>k</Key><UploadId>%u</UploadId></InitiateMultipartUploadResult>", n);
    return reply(to, "200 OK", "", body);
  }
  if (!strcmp(method, "POST") && id >= 0) {
    unsigned long long total = 0; unsigned count = 0; int all = 1; char sum[40] = "";
    static unsigned char bytes[PARTS_MAX * 4];
    pthread_mutex_lock(&lock);
    upload *u = uploads[id % 1024];
    for (int i = 1; u && i < PARTS_MAX; i++) if (u->size[i]) {
      total += u->size[i]; all &= u->has_crc[i];
      bytes[count * 4] = u->crc[i] >> 24; bytes[count * 4 + 1] = u->crc[i] >> 16; bytes[count * 4 + 2] = u->crc[i] >> 8; bytes[count * 4 + 3] = u->crc[i]; count++;
    }
    if (all && count) { base64_of(crc32_of(bytes, count * 4u), sum); snprintf(sum + 8, sizeof sum - 8, "-%u", count); }
    object *o = slot(key, 1); if (o) { o->size = total; snprintf(o->checksum, sizeof o->checksum, "%s", sum); }
    pthread_mutex_unlock(&lock);
    snprintf(body, sizeof body, "<?xml version=\"1.0\"?><CompleteMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Location>x</Location><Bucket>b</Bucket><Key>k</Key><ETag>&quot;s3sink-%u&quot;</ETag>%s%s%s</CompleteMultipartUploadResult>",
             count, sum[0] ? "<ChecksumCRC32>" : "", sum, sum[0] ? "</ChecksumCRC32><ChecksumType>COMPOSITE</ChecksumType>" : "");
    return reply(to, "200 OK", "", body);
  }
  if (!strcmp(method, "DELETE")) return reply(to, "204 No Content", "", "");
  if (strchr(key + 1, '/') && strchr(key + 1, '/')[1]) { // an object
    pthread_mutex_lock(&lock);
    object *o = slot(key, 0), copy = o ? *o : (object){0};
    pthread_mutex_unlock(&lock);
    if (!copy.key) return !strcmp(method, "HEAD") ? send_text(to, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                                                  : reply(to, "404 Not Found", "", "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>");
    unsigned long long from = 0, last = copy.size ? copy.size - 1 : 0; int ranged = (v = header(head, "Range")) && sscanf(v, "bytes=%llu-%llu", &from, &last) >= 1;
    if (last >= copy.size) last = copy.size ? copy.size - 1 : 0;
    unsigned long long n = copy.size ? last - from + 1 : 0; char range[96] = "", sum[96] = "";
    if (ranged) snprintf(range, sizeof range, "Content-Range: bytes %llu-%llu/%llu\r\n", from, last, copy.size);
    if (copy.checksum[0]) snprintf(sum, sizeof sum, "x-amz-checksum-crc32: %s\r\n", copy.checksum);
    int h = snprintf(body, sizeof body, "HTTP/1.1 %s\r\nContent-Type: application/octet-stream\r\nETag: \"s3sink\"\r\nAccept-Ranges: bytes\r\n%s%sContent-Length: %llu\r\n\r\n", ranged ? "206 Partial Content" : "200 OK", range, sum, n);
    if (send_all(to, body, (size_t)h)) return -1;
    static const char zeros[65536];
    if (!strcmp(method, "GET")) while (n) { size_t k = n < sizeof zeros ? n : sizeof zeros; if (send_all(to, zeros, k)) return -1; n -= k; }
    return 0;
  }
  if (!strcmp(method, "HEAD")) return send_text(to, "HTTP/1.1 200 OK\r\nx-amz-bucket-region: us-east-1\r\nContent-Length: 0\r\n\r\n");
  if (strstr(target, "location")) return reply(to, "200 OK", "", "<?xml version=\"1.0\"?><LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">us-east-1</LocationConstraint>");
  return reply(to, "200 OK", "", "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name><Prefix></Prefix><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>");
}
/** Drops n bytes, those first that are in the buffer. */
static int drop_body(peer *from, char *buf, size_t *have, unsigned long long n) {
  size_t take = *have < n ? *have : (size_t)n;
  *have -= take; memmove(buf, buf + take, *have);
  for (n -= take; n;) { ssize_t r = drop(from, n); if (r <= 0) return -1; n -= (unsigned long long)r; }
  return 0;
}
/** Drops a body in HTTP's chunks (RFC 9112, 7.1) and what trails it. */
static int drop_chunks(peer *from, char *buf, size_t *have) {
  for (int trailing = 0;;) {
    char *end;
    while (!(end = memmem(buf, *have, "\r\n", 2))) {
      ssize_t r = *have < HEAD_MAX ? receive(from, buf + *have, HEAD_MAX - *have) : -1;
      if (r <= 0) return -1;
      *have += (size_t)r;
    }
    size_t line = (size_t)(end - buf); *end = 0;
    unsigned long long n = trailing ? 0 : strtoull(buf, NULL, 16);
    if (drop_body(from, buf, have, line + 2)) return -1;
    if (trailing && !line) return 0;
    if (!n) trailing = 1;
    else if (drop_body(from, buf, have, n + 2)) return -1;
  }
}
static void note_secret(const SSL *ssl, const char *line) { // lines of a key log: LABEL RANDOM SECRET
  session *s = SSL_get_app_data(ssl);
  direction *d = !strncmp(line, "CLIENT_TRAFFIC_SECRET_0 ", 24) ? &s->in : !strncmp(line, "SERVER_TRAFFIC_SECRET_0 ", 24) ? &s->out : NULL;
  const char *hex = strrchr(line, ' ') + 1;
  for (int i = 0; d && i < 32; i++) sscanf(hex + 2 * i, "%2hhx", &d->secret[i]);
}
static int do_handshake(peer *client) {
  SSL *ssl = SSL_new(context);
  client->tls = calloc(1, sizeof *client->tls);
  SSL_set_app_data(ssl, client->tls);
  SSL_set_fd(ssl, client->fd);
  int failed = SSL_accept(ssl) <= 0; // reads no byte behind the handshake
  SSL_free(ssl);
  start(&client->tls->in, 0); start(&client->tls->out, 1);
  return failed;
}
static void *serve(void *arg) {
  int fd = (int)(long)arg, one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  char *buf = malloc(HEAD_MAX + 1), *head = malloc(HEAD_MAX + 1);
  size_t have = 0;
  peer client = {.fd = fd};
  if (context && do_handshake(&client)) goto done;
  for (;;) {
    char *end;
    buf[have] = 0;
    while (!(end = strstr(buf, "\r\n\r\n"))) {
      ssize_t r = have < HEAD_MAX ? receive(&client, buf + have, HEAD_MAX - have) : -1;
      if (r <= 0) goto done;
      have += (size_t)r; buf[have] = 0;
    }
    size_t head_len = (size_t)(end - buf) + 4; unsigned long long size = 0;
    memcpy(head, buf, head_len); head[head_len - 2] = 0;
    char method[8] = "", target[8192] = "";
    sscanf(head, "%7s %8191s", method, target);
    const char *v;
    if ((v = header(head, "Content-Length"))) size = strtoull(v, NULL, 10);
    int chunked = (v = header(head, "Transfer-Encoding")) && !strncasecmp(v, "chunked", 7);
    if ((v = header(head, "Expect")) && !strncasecmp(v, "100", 3) && send_text(&client, "HTTP/1.1 100 Continue\r\n\r\n")) goto done;
    have -= head_len; memmove(buf, buf + head_len, have);
    if (!chunked ? drop_body(&client, buf, &have, size) : drop_chunks(&client, buf, &have)) goto done;
    if (answer(&client, head, method, target, size)) break;
  }
done:
  if (client.tls) { EVP_CIPHER_CTX_free(client.tls->in.cipher); EVP_CIPHER_CTX_free(client.tls->out.cipher); free(client.tls); }
  free(buf); free(head); close(fd);
  return NULL;
}
static SSL_CTX *certified(const char *certificate, const char *key) {
  SSL_CTX *c = SSL_CTX_new(TLS_server_method());
  if (!c || SSL_CTX_use_certificate_chain_file(c, certificate) != 1 || SSL_CTX_use_PrivateKey_file(c, key, SSL_FILETYPE_PEM) != 1) return NULL;
  SSL_CTX_set_ciphersuites(c, "TLS_AES_128_GCM_SHA256");
  SSL_CTX_set_min_proto_version(c, TLS1_3_VERSION);
  SSL_CTX_set_num_tickets(c, 0); // or they would be the first records
  SSL_CTX_set_keylog_callback(c, note_secret);
  return c;
}
int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  if (argc > 3 && !(context = certified(argv[2], argv[3]))) { fprintf(stderr, "s3sink: the certificate or its key cannot be used\n"); return 1; }
  int s = socket(AF_INET, SOCK_STREAM, 0), one = 1, size = 4 << 20;
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  setsockopt(s, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 9009), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof a;
  if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 256) || getsockname(s, (struct sockaddr *)&a, &length)) { perror("s3sink"); return 1; }
  printf("s3sink on %s://127.0.0.1:%d\n", context ? "https" : "http", ntohs(a.sin_port)); fflush(stdout);
  for (;;) { int fd = accept(s, NULL, NULL); if (fd < 0) continue; pthread_t t; if (pthread_create(&t, NULL, serve, (void *)(long)fd)) close(fd); else pthread_detach(t); }
}
