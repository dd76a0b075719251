// A server in a process of its own that answers what it was told, byte for byte: what stalls or grows is the client.
import net from 'node:net';

/** What to do with a connection, by the port it came in on. */
const plans = new Map();
const heard = [];

const text = ({ head = '', chunk = '', times = 0, tail = '' }) => ({ head, chunk, times, tail });

/** Writes head, `times` chunks (several at once, for speed) and tail, as fast as the other end takes them. */
function pour(socket, { head, chunk, times, tail }, done) {
  const perWrite = Math.max(1, Math.floor(262_144 / Math.max(1, chunk.length)));
  const block = chunk.repeat(Math.min(times, perWrite));
  let left = times;
  socket.write(head);
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      const now = Math.min(left, perWrite);
      left -= now;
      if (!socket.write(now === perWrite ? block : chunk.repeat(now))) {
        socket.once('drain', more);
        return;
      }
    }
    socket.write(tail, done);
  };
  more();
}

const drip = (socket, piece, everyMs) => {
  const timer = setInterval(() => socket.destroyed || socket.write(piece), everyMs);
  socket.on('close', () => clearInterval(timer));
};

function act(socket, plan) {
  pour(socket, text(plan), () => {
    if (plan.drip !== undefined) drip(socket, plan.drip.piece, plan.drip.everyMs);
    else if (plan.afterwards === 'reset') socket.resetAndDestroy();
    else if (plan.afterwards !== 'keep') socket.end();
  });
}

/** Answers when a whole request is there: its headers, and as many bytes as they announce. */
function serve(socket, port) {
  let request = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    request = Buffer.concat([request, data]);
    const end = request.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = request.subarray(0, end).toString('latin1');
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    if (request.length < end + 4 + length) return;
    request = request.subarray(end + 4 + length);
    heard.push({ port, line: head.split('\r\n')[0], signed: /^authorization:|X-Amz-Signature=/im.test(head) });
    const plan = plans.get(port);
    if (plan !== undefined) act(socket, plan);
  });
}

process.on('message', (order) => {
  if (order.kind === 'listen') {
    const server = net.createServer((socket) => serve(socket, server.address().port));
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      if (order.plan !== undefined) plans.set(port, order.plan);
      process.send({ id: order.id, port });
    });
  } else if (order.kind === 'heard') process.send({ id: order.id, heard });
});
process.on('disconnect', () => process.exit(0));
