import { Socket } from 'node:net';
import { bytesFrame, FrameReader, messageFrame } from '../../../../../src/lib/server/sql/frames.ts';
import type { Order, Reply } from '../../../../../src/lib/server/sql/protocol.ts';

// Speaks as a worker does, with the moments of what it says in the hands of the test: a row at once, another when it is
// told to stop, and what no worker says where the statement asks for that.
const line = new Socket({ fd: 3 });
const reader = new FrameReader();
const say = (reply: Reply) => line.write(messageFrame(reply));
const row = () => line.write(bytesFrame(Buffer.from('{"row":["42"]}\n')));
const hold = {
  ...{ uid: 1, capabilities: '0', noNewPrivileges: true, interfaces: 0 },
  ...{ fileBytes: null, dataBytes: null, engine: {}, environment: [] },
};

function answer(order: Order): void {
  if (order.kind === 'open') say({ kind: 'ready', hold });
  else if (order.kind === 'run') {
    if (order.task.sql === 'no frame') line.write(Buffer.alloc(16, 0xff));
    if (order.task.sql === 'no reply') line.write(messageFrame(null));
    say({ kind: 'head', columns: [], summary: null });
    row();
  } else if (order.kind === 'stop') {
    row();
    say({ kind: 'failed', failure: { kind: 'stopped' }, elapsedMs: 1 });
  }
}

line.on('data', (piece: Buffer) => {
  for (const frame of reader.take(piece)) if ('message' in frame) answer(frame.message as Order);
});
