// Options for scripts: the texts in English.

export const scripts = {
  wouldDelete_one:
    '“{{name}}”: {{count}} object would be deleted, and its link asked until it opens no more. Nothing was done.',
  wouldDelete_other:
    '“{{name}}”: {{count}} objects would be deleted, and its links asked until they open no more. Nothing was done.',
  config: {
    connection: 'where files go when nobody says otherwise',
    expires: 'how long links live, in seconds',
    page: 'several, always or never',
    inline: 'true: pictures, sound, video and plain text open in the browser',
    form: 'of a link on the clipboard: link, text, markdown, html or template',
    limit: 'for all uploads together; 0: none',
    parallel: 'requests at once at most',
  },
} as const;

export const scriptCommands = {
  'config list': 'the defaults of options, which are the settings of the window',
  'config get': 'one of them, as config set takes it',
  'config set': 'change one of them',
} as const;

export const scriptOptions = {
  output: 'write it to this file, whole or not at all, readable by you alone',
  format: 'a line for each: text, and in double braces fields of --json, like .url; \\n and \\t too',
  json: 'JSON for programs',
  jsonLinks: 'one line of JSON per link',
  jsonFiles: 'one line of JSON per file',
  quiet: 'no progress and no hints',
  verbose: 'tell on standard error what is done, with each request',
  'profile-dir': 'the folder of another history, settings and connections',
  jsonl: 'as --json, a line for each',
  progress: 'json: lines of JSON on standard error tell how far it is',
  exec: 'run this program after each file; MAYFLY_PATH and MAYFLY_NAME tell it which, its standard input has the line of --json',
  'idempotency-key': 'the same key gives the same share: for a script that may run twice',
  retries: 'try again so often after the network or the server failed; what has arrived stays',
  'dry-run': 'show what would be done, and change nothing',
  timeout: 'end the command after so long, like 90s or 15m; an upload goes on later',
  'passphrase-fd': 'read the passphrase of keys in files from this open file, like 3',
} as const;
