// Writes a profile with a long history through the app's own ledger: node history-profile.mjs FOLDER COUNT; bundled before it runs.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { openLedger } from '../../main/adapters/ledger/ledger';

const hourMs = 3_600_000;
const kinds = ['pdf', 'jpg', 'zip', 'mp4', 'docx', 'txt'];
const subjects = ['Quarterly report', 'Scan', 'Holiday', '휴가 사진', 'Contract', 'Recording of the meeting'];

const connection = {
  id: '5d0c7b52-8f3e-4f0e-9a55-0e6a3a3b9c10',
  name: 'Work',
  kind: 's3',
  provider: 'other',
  endpoint: 'http://127.0.0.1:9',
  region: 'us-east-1',
  bucket: 'files',
  addressing: 'path',
  prefix: 'shared/',
  whenExpired: 'delete',
};

/** Pseudo-random and the same in every run. */
const digest = (text) => createHash('sha256').update(text).digest();

/** Share number `index`, the oldest first: one an hour, of each a day's link that was cleaned up, some revoked, the newest alive. */
function share(index, count, nowMs) {
  const random = digest(`share ${index}`);
  const hex = random.toString('hex');
  const createdAtMs = nowMs - (count - index) * hourMs;
  const expiresAtMs = createdAtMs + 24 * hourMs;
  const revoked = random[28] % 20 === 0;
  const kind = kinds[random[20] % kinds.length];
  const name = `${subjects[random[21] % subjects.length]} ${random.readUInt16LE(22)}.${kind}`;
  return {
    id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
    connectionId: connection.id,
    endpoint: connection.endpoint,
    region: connection.region,
    bucket: connection.bucket,
    addressing: connection.addressing,
    kind: 'file',
    origin: 'uploaded',
    key: `shared/${random.toString('base64url').slice(0, 22)}/${name}`,
    name,
    sizeBytes: random.readUInt32LE(24) % 50_000_000,
    fileCount: 1,
    contentType: 'application/octet-stream',
    disposition: 'attachment',
    createdAtMs,
    expiresAtMs,
    limitedBy: 'requested',
    verified: true,
    storedCheck: 'crc32',
    source: {
      path: `/home/somebody/Documents/${name}`,
      stamp: {
        mtimeNs: BigInt(createdAtMs) * 1_000_000n,
        ctimeNs: BigInt(createdAtMs) * 1_000_000n,
        inode: 4_711n,
        device: 2_049n,
      },
    },
    ...(revoked
      ? { revokedAtMs: createdAtMs + hourMs }
      : expiresAtMs <= nowMs && { removedAtMs: expiresAtMs + 30_000 }),
  };
}

/** A welcomed profile with one connection and `count` shares in `folder`. */
export function fillProfile(folder, count, nowMs = Date.now()) {
  const { ledger } = openLedger(folder);
  ledger.together(() => {
    ledger.saveConnection(connection);
    ledger.saveSettings({ ...ledger.settings(), welcomed: true, defaultConnectionId: connection.id });
    for (let index = 0; index < count; index += 1) ledger.saveShare(share(index, count, nowMs));
  });
  ledger.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) fillProfile(process.argv[2], Number(process.argv[3]));
