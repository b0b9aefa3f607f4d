import { Socket } from 'node:net';
import { bytesFrame, FrameReader, messageFrame } from '../frames.ts';
import type { Order, Reply } from '../protocol.ts';

/** The only way out of a worker: a socket to the server, on this file descriptor. */
const descriptor = 3;
const pieceBytes = 256 * 1024;

/** The worker's end of the connection to the server. */
export interface Line {
  tell(reply: Reply): void;
  /** Sends bytes of a result; the promise is kept when the server can take more. */
  send(bytes: Uint8Array): Promise<void>;
}

/** Opens the connection; without a server there is nothing to do, so its end is the worker's. */
export function openLine(hear: (order: Order) => void): Line {
  const socket = new Socket({ fd: descriptor, readable: true, writable: true });
  const reader = new FrameReader();
  socket.on('data', (piece: Buffer) => {
    for (const frame of reader.take(piece)) if ('message' in frame) hear(frame.message as Order);
  });
  socket.on('error', () => process.exit(1));
  socket.on('close', () => process.exit(0));
  socket.on('end', () => process.exit(0));
  return {
    tell: (reply) => void socket.write(messageFrame(reply)),
    async send(bytes) {
      for (let from = 0; from < bytes.byteLength; from += pieceBytes) {
        const isTaken = socket.write(bytesFrame(bytes.subarray(from, from + pieceBytes)));
        if (!isTaken) await new Promise<void>((drained) => socket.once('drain', drained));
      }
    },
  };
}
