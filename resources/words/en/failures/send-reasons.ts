// The reasons in failures of sending files to a file request: the texts in English.

export const sendReasons = {
  sendSize: 'it takes files of up to {{size}}',
  sendRoom: 'files that it still takes: {{count}}',
  sendPictures: 'it takes pictures only',
  sendDocuments: 'it takes documents only',
  sendMissing: 'the files to send are missing',
  sendLongText: 'a name has up to {{name}} characters, and a note up to {{note}}',
} as const;
