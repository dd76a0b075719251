// The reasons in failures of addresses of servers and buckets: the texts in English.

export const addressReasons = {
  endpointEmpty: 'it is empty',
  endpointSpace: 'it contains a space',
  endpointScheme: 'it starts with {{scheme}}://',
  endpointNoAddress: 'it is not a web address',
  endpointUser: 'it contains a user name or password',
  endpointQuery: 'it contains a query',
  endpointFragment: 'it contains a fragment',
  endpointNoHost: 'it has no host',
  endpointMetadata: 'it is a metadata address',
  endpointPath: 'its path cannot be signed',
  bucketLength: 'it must have 3 to 63 characters',
  bucketCharacters: 'only letters, digits, dots and hyphens are allowed',
  bucketDots: 'it contains two dots in a row',
  bucketAddress: 'it looks like an IP address',
  addressBeforeBucket: 'an IP address cannot have the bucket in front of it',
  capitalsInHost: 'capital letters cannot stand in a host name',
} as const;
