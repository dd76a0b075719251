// The Electron that electron-builder downloads must be the one whose checksums came with the `electron` package, which package-lock.json holds: those
// that lie beside a download say nothing about who put both there. electron-builder.yml extends this.
'use strict';

module.exports = { electronDownload: { checksums: require('electron/checksums.json') } };
