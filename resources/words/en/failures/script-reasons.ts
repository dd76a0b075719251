// The reasons in failures of options for scripts: the texts in English.

export const scriptReasons = {
  othersMayRead: 'others may read it',
  caFileLarge: 'it is too large',
  scriptNoField: 'there is no field “{{field}}”; there are {{choices}}',
  scriptNameIsOption:
    '“{{name}}” is read as an option, and a file here has that name: type ./{{name}} for the file, or -- between options and files',
  scriptNotUtf8: '{{option}} takes a value in UTF-8',
  scriptPathNotUtf8: 'its path is no UTF-8',
  scriptFormat: '--format takes fields like {{field}}; there are {{choices}}',
  scriptOutputEmpty: '--output needs a file',
  scriptOutputOdd: '--output takes an ordinary file',
  scriptPassphraseFd: '--passphrase-fd takes the number of an open file, 0 or from 3',
  scriptExecEmpty: '--exec needs a program',
  scriptExecEnded: 'it ended with {{code}}',
  scriptKeyInput: '--idempotency-key is for files and folders',
  scriptKeyOdd: '--idempotency-key takes 1 to 255 letters, digits and signs of ASCII, without spaces',
  scriptConfigKey: 'the name of the setting is missing',
  scriptConfigValue: 'the value is missing',
  scriptRetriesInput: 'standard input gives its bytes once, so --retries does not go with it',
  scriptRetries: '--retries takes a number from 0 to 999',
  scriptTimeout: '--timeout takes a time from 1s to 20d',
} as const;
