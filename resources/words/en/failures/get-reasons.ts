// The reasons in failures of saving what a link gives: the texts in English.

export const getReasons = {
  getNoAddress: 'it is no web address',
  getUserName: 'it holds a user name',
  getNoPage: 'no page of Mayfly answers there',
  getNoInput: 'the link is expected on standard input',
  getInputTwice: 'standard input is either the link or the password',
  getMissing: 'the link is missing',
} as const;
