// Options for scripts: the texts in English.

export const scripts = {
  wouldDelete_one:
    '“{{name}}”: {{count}} object would be deleted, and its link asked until it opens no more. Nothing was done.',
  wouldDelete_other:
    '“{{name}}”: {{count}} objects would be deleted, and its links asked until they open no more. Nothing was done.',
} as const;

export const scriptOptions = {
  output: 'write it to this file, whole or not at all, readable by you alone',
  format: 'a line for each: text, and in double braces fields of --json, like .url; \\n and \\t too',
  json: 'JSON for programs',
  jsonLinks: 'one line of JSON per link',
  jsonFiles: 'one line of JSON per file',
  quiet: 'no progress and no hints',
  jsonl: 'as --json, a line for each',
  progress: 'json: lines of JSON on standard error tell how far it is',
  exec: 'run this program after each file; MAYFLY_PATH and MAYFLY_NAME tell it which, its standard input has the line of --json',
  'dry-run': 'show what would be done, and change nothing',
  timeout: 'end the command after so long, like 90s or 15m; an upload goes on later',
  'passphrase-fd': 'read the passphrase of keys in files from this open file, like 3',
} as const;
