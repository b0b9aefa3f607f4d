/** @type {WeakMap<import('node:net').Socket, Set<import('node:http').ServerResponse>>} answers that are not over, by connection */
const pending = new WeakMap();

/**
 * Lets an answer hear of the end of its connection. Of requests that came one behind the other on one connection, Node
 * tells only the first that is not yet answered: the others would wait for ever, and hold what they hold.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function hearEnd({ socket }, response) {
  const answers = pending.get(socket) ?? follow(socket);
  answers.add(response);
  response.once('close', () => answers.delete(response));
}

/** @param {import('node:net').Socket} socket */
function follow(socket) {
  /** @type {Set<import('node:http').ServerResponse>} */
  const answers = new Set();
  pending.set(socket, answers);
  socket.once('close', () => {
    for (const response of answers) {
      // One that has the connection hears of it from Node.
      if (response.socket) continue;
      response.destroyed = true;
      response.emit('close');
    }
  });
  return answers;
}
