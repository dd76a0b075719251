// The two modules of dbus-native that are loaded. Its front door would load its proxies, introspection and XML as well.
declare module 'dbus-native/lib/handshake.js' {
  import type { Duplex } from 'node:stream';
  import type { ConnectionOptions } from 'dbus-native';
  export default function handshake(
    stream: Duplex,
    options: ConnectionOptions,
    done: (error: Error | null) => void,
  ): void;
}

declare module 'dbus-native/lib/message.js' {
  import type { Duplex } from 'node:stream';
  import type { ConnectionOptions, Message } from 'dbus-native';
  const messages: {
    marshall(message: Message): Buffer;
    /** `onError` hears of a message that cannot be read; nothing is read after it. */
    unmarshalMessages(
      stream: Duplex,
      onMessage: (message: Message) => void,
      options: ConnectionOptions,
      onError: (error: Error) => void,
    ): void;
  };
  export default messages;
}
