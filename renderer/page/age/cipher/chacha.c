// ChaCha20-Poly1305 (RFC 8439) of one chunk in `text`, without libc, for WebAssembly with SIMD: `node scripts/build-cipher.mjs` makes chacha.wasm of it.
// Four blocks of ChaCha20 are computed at once, and two of Poly1305 with r and r^2. There is no additional data: age has none.
// No branch and no address depends on the key, the text or the tag.
#include <wasm_simd128.h>

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
#define EXPORT __attribute__((visibility("default")))
#define CHUNK 65536
#define UNROLL _Pragma("clang loop unroll(full)")
#define NOUNROLL _Pragma("clang loop unroll(disable)")

// How ChaCha20 begins. The page writes the key from state[4] on and the nonce from state[13] on: chacha-wasm.ts has the same offsets.
EXPORT u32 state[16] __attribute__((aligned(16))) = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
// In place: the text and its tag. Behind the text, padding and length while the tag is made.
EXPORT u8 text[CHUNK + 48] __attribute__((aligned(16)));

typedef u32 __attribute__((aligned(1), may_alias)) anywhere;
static inline u32 load(const u8 *p) { return *(const anywhere *)p; }
static inline void store(u8 *p, u32 v) { *(anywhere *)p = v; }

#define ADD wasm_i32x4_add
#define XOR wasm_v128_xor
#define SHUF8(x, r) wasm_i8x16_shuffle(x, x, (4 - r) % 4, (5 - r) % 4, (6 - r) % 4, (7 - r) % 4, \
  4 + (4 - r) % 4, 4 + (5 - r) % 4, 4 + (6 - r) % 4, 4 + (7 - r) % 4,                            \
  8 + (4 - r) % 4, 8 + (5 - r) % 4, 8 + (6 - r) % 4, 8 + (7 - r) % 4,                            \
  12 + (4 - r) % 4, 12 + (5 - r) % 4, 12 + (6 - r) % 4, 12 + (7 - r) % 4)
#define ROT(x, n) ((n) == 16 ? SHUF8(x, 2) : (n) == 8 ? SHUF8(x, 1) : \
  wasm_v128_or(wasm_i32x4_shl(x, n), wasm_u32x4_shr(x, 32 - (n))))
#define QUARTER(a, b, c, d)                                                    \
  a = ADD(a, b), d = ROT(XOR(d, a), 16), c = ADD(c, d), b = ROT(XOR(b, c), 12), \
  a = ADD(a, b), d = ROT(XOR(d, a), 8), c = ADD(c, d), b = ROT(XOR(b, c), 7)
#define STEP 256

static void put(u8 *p, v128_t v) { wasm_v128_store(p, XOR(wasm_v128_load(p), v)); }

// XORs four blocks of the key stream into 256 bytes.
static void xor_step(u8 *p, u32 counter) {
  v128_t begin[16], x[16];
  state[12] = counter;
  for (int i = 0; i < 16; i++) begin[i] = wasm_v128_load32_splat(state + i);
  begin[12] = ADD(begin[12], wasm_i32x4_make(0, 1, 2, 3));
  UNROLL for (int i = 0; i < 16; i++) x[i] = begin[i];
  for (int i = 0; i < 10; i++) {
    QUARTER(x[0], x[4], x[8], x[12]), QUARTER(x[1], x[5], x[9], x[13]);
    QUARTER(x[2], x[6], x[10], x[14]), QUARTER(x[3], x[7], x[11], x[15]);
    QUARTER(x[0], x[5], x[10], x[15]), QUARTER(x[1], x[6], x[11], x[12]);
    QUARTER(x[2], x[7], x[8], x[13]), QUARTER(x[3], x[4], x[9], x[14]);
  }
  UNROLL for (int i = 0; i < 16; i++) begin[i] = ADD(x[i], begin[i]);
  NOUNROLL for (int i = 0; i < 16; i += 4, p += 16) { // 4 x 4 transposition: lanes to blocks
    v128_t a = begin[i], b = begin[i + 1], c = begin[i + 2], d = begin[i + 3];
    v128_t ab = wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), ab2 = wasm_i32x4_shuffle(a, b, 2, 6, 3, 7);
    v128_t cd = wasm_i32x4_shuffle(c, d, 0, 4, 1, 5), cd2 = wasm_i32x4_shuffle(c, d, 2, 6, 3, 7);
    put(p, wasm_i64x2_shuffle(ab, cd, 0, 2));
    put(p + 64, wasm_i64x2_shuffle(ab, cd, 1, 3));
    put(p + 128, wasm_i64x2_shuffle(ab2, cd2, 0, 2));
    put(p + 192, wasm_i64x2_shuffle(ab2, cd2, 1, 3));
  }
}

// The last step goes over the end of the text, where nothing is needed.
static void chacha(u32 len) {
  for (u32 at = 0; at < len; at += STEP) xor_step(text + at, 1 + at / 64);
}

// Poly1305 with five limbs of 26 bits.
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

// h = (h + block) * q + next * r for each two blocks of `p`. `top`, `next_top`: the bit behind each block, or none.
static __attribute__((noinline)) void two_blocks(u32 *h, const u32 *q, const u32 *r, const u8 *p, u32 len,
                                                 u32 top, u32 next_top) {
  u32 a[5] = {h[0], h[1], h[2], h[3], h[4]}, m[5];
  u32 R[5] = {r[0], r[1], r[2], r[3], r[4]}, Q[5] = {q[0], q[1], q[2], q[3], q[4]};
  TIMES5(R); TIMES5(Q);
  for (; len; len -= 32, p += 32) {
    u64 d[5] = {0};
    limbs(m, p, top);
    UNROLL for (int i = 0; i < 5; i++) a[i] += m[i];
    limbs(m, p + 16, next_top);
    MUL(d, a, Q) MUL(d, m, R)
    d[1] += d[0] >> 26, d[2] += d[1] >> 26, d[3] += d[2] >> 26, d[4] += d[3] >> 26;
    u64 c = (d[0] & M) + (d[4] >> 26) * 5;
    a[0] = c & M, a[1] = (d[1] & M) + (c >> 26), a[2] = d[2] & M, a[3] = d[3] & M, a[4] = d[4] & M;
  }
  UNROLL for (int i = 0; i < 5; i++) h[i] = a[i];
}

// Of the `len` bytes that stand in `text`; writes over 48 bytes behind them.
static void tag_of(u32 *tag, u32 len) {
  u32 first[STEP / 4] __attribute__((aligned(16)));
  for (u32 i = 0; i < STEP / 4; i++) first[i] = 0;
  xor_step((u8 *)first, 0);
  u32 once[8] = {first[0] & 0x0fffffff, first[1] & 0x0ffffffc, first[2] & 0x0ffffffc, first[3] & 0x0ffffffc};
  u32 r[5], r2[5] = {0}, h[5] = {0};
  limbs(r, (const u8 *)once, 0);
  two_blocks(r2, r, r, (const u8 *)once, 32, 0, 0);

  // The text is padded with zeros to whole blocks, and its length follows.
  u32 padded = (len + 15) & ~15u;
  for (u32 i = 0; i < 48; i++) text[len + i] = 0;
  store(text + padded + 8, len);
  u32 pairs = (padded + 16) & ~31u;
  two_blocks(h, r2, r, text, pairs, 1 << 24, 1 << 24);
  if (pairs == padded) two_blocks(h, r, r, text + padded, 32, 1 << 24, 0);

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
  for (int i = 0; i < 4; i++) f = (f >> 32) + out[i] + first[4 + i], tag[i] = (u32)f;
}

// Encrypts `len` bytes in place and writes the tag after them.
EXPORT void seal(u32 len) {
  u32 tag[4];
  chacha(len);
  tag_of(tag, len);
  for (int i = 0; i < 4; i++) store(text + len + 4 * i, tag[i]);
}

// `len` bytes and a tag: 1 and the text in place, or 0 with nothing decrypted.
EXPORT u32 open(u32 len) {
  u32 tag[4], told[4], diff = 0;
  for (int i = 0; i < 4; i++) told[i] = load(text + len + 4 * i);
  tag_of(tag, len);
  for (int i = 0; i < 4; i++) diff |= tag[i] ^ told[i];
  if (diff) return 0;
  chacha(len);
  return 1;
}
