// Files that take over the page's origin where a browser opens them there; each tells when it runs.

import type { GivenFile } from './published';

/** What a hostile file does when it runs: it leaves this in the title, or asks for this path. */
export const mark = 'taken-over';
const act = `document.title='${mark}';fetch('/${mark}')`;
const script = `<script>${act}</script>`;

const file = (path: string, contentType: string, body: string | Uint8Array): GivenFile => ({ path, contentType, body });

export const hostileObjects: readonly GivenFile[] = [
  file('page.html', 'text/html', `<!doctype html>${script}`),
  file(
    'page.xhtml',
    'application/xhtml+xml',
    `<html xmlns="http://www.w3.org/1999/xhtml"><head>${script}</head></html>`,
  ),
  file(
    'drawing.svg',
    'image/svg+xml',
    `<svg xmlns="http://www.w3.org/2000/svg">${script}<rect onload="${act}"/></svg>`,
  ),
  file(
    'styled.xml',
    'text/xml',
    `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#s"?><x:stylesheet id="s" version="1.0" xmlns:x="http://www.w3.org/1999/XSL/Transform"><x:template match="/"><html xmlns="http://www.w3.org/1999/xhtml">${script}</html></x:template></x:stylesheet>`,
  ),
  file('library.js', 'text/javascript', act),
  file('module.mjs', 'text/javascript', `${act};export default 1`),
  file('program.wasm', 'application/wasm', Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])),
  file(
    'archive.mhtml',
    'multipart/related',
    `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n${script}\r\n--b--`,
  ),
  file(
    'paper.pdf',
    'application/pdf',
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\('/${mark}'\\))>>>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>`,
  ),
  file('untyped', '', `<!doctype html>${script}`),
  file('seven.html', 'text/html; charset=utf-7', `+ADw-script+AD4-${act}+ADw-/script+AD4-`),
  file('film.swf', 'application/x-shockwave-flash', 'FWS\u0005'),
  file('program.hta', 'application/hta', `<hta:application/>${script}`),
  file('picture.ico', 'image/x-icon', `<html>${script}</html>`),
  file('polyglot.gif', 'image/gif', `GIF89a=0;${act};//`),
  file('sw.js', 'text/javascript', `self.addEventListener('fetch',()=>0);fetch('/${mark}')`),
];
