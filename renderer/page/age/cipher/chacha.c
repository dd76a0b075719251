// ChaCha20-Poly1305 (RFC 8439) of one chunk in `io`, without libc, for WebAssembly with SIMD: `node scripts/build-cipher.mjs` makes chacha.wasm of it.
// Four blocks of ChaCha20 are computed at once, and two of Poly1305 with r and r^2. There is no additional data: age has none.
// No branch and no address depends on the key, the text or the tag.
#include <wasm_simd128.h>

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
#define EXPORT __attribute__((visibility("default")))
#define CHUNK 65536
#define UNROLL _Pragma("clang loop unroll(full)")

// What the page reads and writes: key, nonce, then text and tag in place. chacha-wasm.ts has the same offsets.
EXPORT struct {
  u32 key[8];
  u32 nonce[4]; // 12 bytes are used
  u8 text[CHUNK + 16];
} io __attribute__((aligned(16)));

typedef u32 __attribute__((aligned(1), may_alias)) anywhere;
static inline u32 load(const u8 *p) { return *(const anywhere *)p; }
static inline void store(u8 *p, u32 v) { *(anywhere *)p = v; }

#define QUARTER(a, b, c, d)                                                    \
  a = ADD(a, b), d = ROT(XOR(d, a), 16), c = ADD(c, d), b = ROT(XOR(b, c), 12), \
  a = ADD(a, b), d = ROT(XOR(d, a), 8), c = ADD(c, d), b = ROT(XOR(b, c), 7)
#define ROUNDS(x)                                                              \
  for (int i = 0; i < 10; i++) {                                               \
    QUARTER(x[0], x[4], x[8], x[12]), QUARTER(x[1], x[5], x[9], x[13]);        \
    QUARTER(x[2], x[6], x[10], x[14]), QUARTER(x[3], x[7], x[11], x[15]);      \
    QUARTER(x[0], x[5], x[10], x[15]), QUARTER(x[1], x[6], x[11], x[12]);      \
    QUARTER(x[2], x[7], x[8], x[13]), QUARTER(x[3], x[4], x[9], x[14]);        \
  }
static const u32 sigma[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

typedef v128_t word;
#define ADD wasm_i32x4_add
#define XOR wasm_v128_xor
#define SHUF8(x, r) wasm_i8x16_shuffle(x, x, (4 - r) % 4, (5 - r) % 4, (6 - r) % 4, (7 - r) % 4, \
  4 + (4 - r) % 4, 4 + (5 - r) % 4, 4 + (6 - r) % 4, 4 + (7 - r) % 4,                            \
  8 + (4 - r) % 4, 8 + (5 - r) % 4, 8 + (6 - r) % 4, 8 + (7 - r) % 4,                            \
  12 + (4 - r) % 4, 12 + (5 - r) % 4, 12 + (6 - r) % 4, 12 + (7 - r) % 4)
#define ROT(x, n) ((n) == 16 ? SHUF8(x, 2) : (n) == 8 ? SHUF8(x, 1) : \
  wasm_v128_or(wasm_i32x4_shl(x, n), wasm_u32x4_shr(x, 32 - (n))))
#define STEP 256
#define FIRST(i) ((i) < 4 ? wasm_i32x4_splat(sigma[i]) : (i) < 12 ? wasm_i32x4_splat(io.key[(i) - 4]) : \
  (i) == 12 ? ADD(wasm_i32x4_splat(counter), wasm_i32x4_make(0, 1, 2, 3)) : wasm_i32x4_splat(io.nonce[(i) - 13]))

static void put(u8 *p, v128_t v) { wasm_v128_store(p, XOR(wasm_v128_load(p), v)); }

static void xor_step(u8 *p, u32 counter) {
  word x[16];
  UNROLL for (int i = 0; i < 16; i++) x[i] = FIRST(i);
  ROUNDS(x)
  UNROLL for (int i = 0; i < 16; i += 4) { // 4 x 4 transposition: lanes to blocks
    v128_t a = ADD(x[i], FIRST(i)), b = ADD(x[i + 1], FIRST(i + 1));
    v128_t c = ADD(x[i + 2], FIRST(i + 2)), d = ADD(x[i + 3], FIRST(i + 3));
    v128_t ab = wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), ab2 = wasm_i32x4_shuffle(a, b, 2, 6, 3, 7);
    v128_t cd = wasm_i32x4_shuffle(c, d, 0, 4, 1, 5), cd2 = wasm_i32x4_shuffle(c, d, 2, 6, 3, 7);
    put(p + 4 * i, wasm_i64x2_shuffle(ab, cd, 0, 2));
    put(p + 64 + 4 * i, wasm_i64x2_shuffle(ab, cd, 1, 3));
    put(p + 128 + 4 * i, wasm_i64x2_shuffle(ab2, cd2, 0, 2));
    put(p + 192 + 4 * i, wasm_i64x2_shuffle(ab2, cd2, 1, 3));
  }
}

static void chacha(u8 *p, u32 len) {
  u32 counter = 1;
  for (; len >= STEP; len -= STEP, p += STEP, counter += STEP / 64) xor_step(p, counter);
  if (!len) return;
  u8 last[STEP] __attribute__((aligned(16)));
  for (u32 i = 0; i < STEP; i++) last[i] = i < len ? p[i] : 0;
  xor_step(last, counter);
  for (u32 i = 0; i < len; i++) p[i] = last[i];
}

// Poly1305 with five limbs of 26 bits; two blocks at a time with r and r^2.
static u32 h[5], r1[5], r2[5], pad[4];
#define M 0x3ffffff
#define MUL(d, a, b)                                                           \
  d[0] += (u64)a[0] * b[0] + (u64)a[1] * s4##b + (u64)a[2] * s3##b + (u64)a[3] * s2##b + (u64)a[4] * s1##b; \
  d[1] += (u64)a[0] * b[1] + (u64)a[1] * b[0] + (u64)a[2] * s4##b + (u64)a[3] * s3##b + (u64)a[4] * s2##b;  \
  d[2] += (u64)a[0] * b[2] + (u64)a[1] * b[1] + (u64)a[2] * b[0] + (u64)a[3] * s4##b + (u64)a[4] * s3##b;   \
  d[3] += (u64)a[0] * b[3] + (u64)a[1] * b[2] + (u64)a[2] * b[1] + (u64)a[3] * b[0] + (u64)a[4] * s4##b;    \
  d[4] += (u64)a[0] * b[4] + (u64)a[1] * b[3] + (u64)a[2] * b[2] + (u64)a[3] * b[1] + (u64)a[4] * b[0];
#define TIMES5(b) u32 s1##b = b[1] * 5, s2##b = b[2] * 5, s3##b = b[3] * 5, s4##b = b[4] * 5

static inline void limbs(u32 *a, const u8 *p, u32 top) {
  a[0] = load(p) & M, a[1] = load(p + 3) >> 2 & M, a[2] = load(p + 6) >> 4 & M;
  a[3] = load(p + 9) >> 6, a[4] = load(p + 12) >> 8 | top;
}
static inline void carry(u32 *a, u64 *d) {
  d[1] += d[0] >> 26, d[2] += d[1] >> 26, d[3] += d[2] >> 26, d[4] += d[3] >> 26;
  u64 c = (d[0] & M) + (d[4] >> 26) * 5;
  a[0] = c & M, a[1] = (d[1] & M) + (c >> 26), a[2] = d[2] & M, a[3] = d[3] & M, a[4] = d[4] & M;
}

static void poly_blocks(const u8 *p, u32 len) {
  u32 a[5] = {h[0], h[1], h[2], h[3], h[4]}, m[5];
  u32 R[5] = {r1[0], r1[1], r1[2], r1[3], r1[4]}, Q[5] = {r2[0], r2[1], r2[2], r2[3], r2[4]};
  TIMES5(R); TIMES5(Q);
  for (; len >= 32; len -= 32, p += 32) {
    u64 d[5] = {0};
    limbs(m, p, 1 << 24);
    UNROLL for (int i = 0; i < 5; i++) a[i] += m[i];
    limbs(m, p + 16, 1 << 24);
    MUL(d, a, Q) MUL(d, m, R)
    carry(a, d);
  }
  if (len) {
    u64 d[5] = {0};
    limbs(m, p, 1 << 24);
    UNROLL for (int i = 0; i < 5; i++) a[i] += m[i];
    MUL(d, a, R)
    carry(a, d);
  }
  UNROLL for (int i = 0; i < 5; i++) h[i] = a[i];
}

static void poly_padded(const u8 *p, u32 len) {
  u8 last[16];
  poly_blocks(p, len & ~15u);
  if (!(len & 15)) return;
  for (u32 i = 0; i < 16; i++) last[i] = i < (len & 15) ? p[(len & ~15u) + i] : 0;
  poly_blocks(last, 16);
}

static void tag_of(u32 *tag, u32 len) {
  u8 first[STEP] __attribute__((aligned(16)));
  for (u32 i = 0; i < STEP; i++) first[i] = 0;
  xor_step(first, 0);
  limbs(r1, first, 0);
  r1[1] &= 0x3ffff03, r1[2] &= 0x3ffc0ff, r1[3] &= 0x3f03fff, r1[4] &= 0x00fffff;
  u64 d[5] = {0};
  { TIMES5(r1); MUL(d, r1, r1) }
  carry(r2, d);
  for (int i = 0; i < 5; i++) h[i] = 0;
  for (int i = 0; i < 4; i++) pad[i] = load(first + 16 + 4 * i);
  poly_padded(io.text, len);
  u32 lengths[4] = {0, 0, len, 0};
  poly_blocks((const u8 *)lengths, 16);

  for (int n = 0; n < 2; n++) { // full carry, then h mod 2^130 - 5 by a mask
    for (int i = 0; i < 4; i++) h[i + 1] += h[i] >> 26, h[i] &= M;
    h[0] += (h[4] >> 26) * 5, h[4] &= M;
  }
  u32 g[5], c = 5;
  for (int i = 0; i < 5; i++) g[i] = h[i] + c, c = g[i] >> 26, g[i] &= M;
  u32 over = 0 - c;
  for (int i = 0; i < 5; i++) h[i] = (h[i] & ~over) | (g[i] & over);
  u64 f = 0;
  u32 out[4] = {h[0] | h[1] << 26, h[1] >> 6 | h[2] << 20, h[2] >> 12 | h[3] << 14, h[3] >> 18 | h[4] << 8};
  for (int i = 0; i < 4; i++) f = (f >> 32) + out[i] + pad[i], tag[i] = (u32)f;
}

// Encrypts `len` bytes in place and writes the tag after them.
EXPORT void seal(u32 len) {
  u32 tag[4];
  chacha(io.text, len);
  tag_of(tag, len);
  for (int i = 0; i < 4; i++) store(io.text + len + 4 * i, tag[i]);
}

// `len` bytes and a tag: 1 and the text in place, or 0 with nothing decrypted.
EXPORT u32 open(u32 len) {
  u32 tag[4], diff = 0;
  tag_of(tag, len);
  for (int i = 0; i < 4; i++) diff |= tag[i] ^ load(io.text + len + 4 * i);
  if (diff) return 0;
  chacha(io.text, len);
  return 1;
}
