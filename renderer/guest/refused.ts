// By which statuses a storage refuses a presigned URL, for pages and for the terminal that does what they do.

/** Of a bad signature, of one that has ended, of an object that is gone, or that nobody may know of. */
export const isRefused = (status: number): boolean => [400, 401, 403, 404, 410].includes(status);
