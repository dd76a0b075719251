// Another user of this computer: takes a port as soon as it is free, answers as a bucket would, and tells what it was sent.
import { createServer } from 'node:net';

// Not even by its rights is it one of ours, where this system lets us become somebody else.
if (process.getuid?.() === 0) {
  process.setgid(65_534);
  process.setuid(65_534);
}
const [port] = process.argv.slice(2).map(Number);
let heard = '';
const thief = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', (piece) => {
    heard += piece.toString('latin1');
    socket.write('HTTP/1.1 200 OK\r\nETag: "stolen"\r\nContent-Length: 0\r\n\r\n');
  });
});
const take = () => thief.listen({ host: '127.0.0.1', port });
thief.once('error', () => process.send('waiting'));
thief.on('error', () => setTimeout(take, 2));
thief.on('listening', () => process.send('taken'));
process.on('message', () => process.send({ heard }));
process.on('disconnect', () => process.exit(0));
take();
