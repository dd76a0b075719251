// Loaded before the command line (node --require): a Node without ChaCha20-Poly1305, as Electron's is.
const crypto = require('node:crypto');

const missing = 'chacha20-poly1305';
const { getCiphers } = crypto;
crypto.getCiphers = () => getCiphers().filter((name) => name !== missing);
for (const name of ['createCipheriv', 'createDecipheriv']) {
  const create = crypto[name];
  crypto[name] = (cipher, ...rest) => {
    if (cipher === missing) throw new Error('Unknown cipher');
    return create(cipher, ...rest);
  };
}
