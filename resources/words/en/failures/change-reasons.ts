// The reasons in failures of a share whose files are changed: the texts in English.

export const changeReasons = {
  changeOneFile: 'its link opens one file, and not a page',
  changeLinked: 'its files were in the bucket before',
  changeNoPages: 'its storage does not show web pages',
  changeMoved: 'its connection points to another bucket now',
  changePassword: 'its password is not kept here; give it a new password first, which gives it a new link',
  changeUnnamed: 'it has no file of that name',
  changeAll: 'at least one file stays; take its link back instead',
  changeOneForOne: 'one file takes the place of one file',
  changeNoFiles: 'there is no file to add',
  intoTwice: '--into adds to a share that has its link, so it excludes what is about links',
  intoNoInput: 'a share takes files and folders; save standard input first',
  changeNameMissing: 'the name of the file on the page is missing',
  changeFileMissing: 'the file that takes its place is missing',
  notEncrypted: 'the share is not encrypted',
  linkRevoked: 'the link was taken back',
  linkEnded: 'the link has ended',
} as const;
