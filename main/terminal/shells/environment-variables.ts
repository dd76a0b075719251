// The environment variables that Mayfly reads, by the names of their texts. The man page and docs/command-line.md list them in this order.

export const variables = {
  passphraseFile: 'MAYFLY_PASSPHRASE_FILE',
  profileFolder: 'MAYFLY_PROFILE_DIR',
  log: 'MAYFLY_LOG',
  keys: 'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY',
  sessionToken: 'AWS_SESSION_TOKEN',
  sessionEnd: 'AWS_CREDENTIAL_EXPIRATION',
  profile: 'AWS_PROFILE',
  endpoint: 'AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL',
  region: 'AWS_REGION, AWS_DEFAULT_REGION',
  stsEndpoint: 'AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL',
  ignoreEndpoints: 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  profileFiles: 'AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE',
  proxies: 'https_proxy, http_proxy, all_proxy, no_proxy',
  language: 'LC_ALL, LC_MESSAGES, LANG',
  languages: 'LANGUAGE',
  folders: 'XDG_DATA_HOME, XDG_CACHE_HOME',
  entries: 'XDG_CONFIG_HOME',
  windowsFolders: 'APPDATA, LOCALAPPDATA',
  messageBus: 'DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR',
  wayland: 'WAYLAND_DISPLAY',
} as const;
