// The options of `mayfly get` in the help: the texts in English.

export const getOptions = {
  getTo: 'the folder to save in; made where there is none (default: where the command runs)',
  getList: 'show names and sizes, and save nothing',
  getWait: 'of a share that is still being sent, wait for the rest too (default: on a terminal)',
  getPassword: 'the password of the files is a line of standard input (on a terminal it is asked for)',
} as const;
