// What a PIN looks like. Apart from its check, whose hash the command line does not load for a mistyped command.

/** A PIN that every sender can type and none has to encode: release 1.18 puts it into the query as it is. */
export const isPin = (text: string): boolean => /^[0-9A-Za-z]{4,32}$/.test(text);
