// Why this exists: what can be seen of a share: its link as a code, and what was shared.
import type { Copy } from './copy-link';
import type { Ports } from '../ports/ports';
import { createQr, type Qr } from './share-images';
import { createThumbnails, type Thumbnails } from './thumbnails';

export const createSharePictures = (ports: Pick<Ports, 'encodeQr' | 'files'>, copy: Copy): Qr & Thumbnails => ({
  ...createQr(copy, ports.encodeQr),
  ...createThumbnails(ports, copy),
});
