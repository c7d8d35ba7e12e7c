// A graphql-ws client (and a bare WebSocket) driven by lines of JSON: node ws_agent.mjs
//
// {"do":"connect","id":"a","url":…,"token":…,"lazy":false,"keepAlive":ms,"origin":…,"headers":{…},
//  "retryAttempts":1000,"retryWait":100,"retryErrors":true,"payload":{…}}
//     → connecting {client, retrying}, opened, connected {client, retrying, payload}, closed {client, code, reason},
//       error {client, …}, ping/pong {client, received, payload}
//     "libraryRetries": true leaves attempts, waits and the choice of what to retry to the library's defaults.
// {"do":"subscribe","client":"a","id":"s1","query":…,"variables":{…},"operationName":…,"extensions":{…},"resume":true}
//     → next {id, payload}, complete {id}, error {id, code+reason | errors | message}
// {"do":"unsubscribe","id":"s1"}   → complete {id}
// {"do":"token","client":"a","token":…}: used from the next connection on
// {"do":"ping","client":"a","payload":{…},"frame":false}  → pong {client, received: true} (frame: pong_frame)
// {"do":"terminate","client":"a"}: closes the socket as if it did not respond (close event 4499)
// {"do":"dispose","client":"a"}
// {"do":"raw","id":"r","url":…,"protocol":…,"origin":…,"headers":{…}}
//     → open {id, protocol}, message {id, text}, close {id, code, reason}, ping_frame {id},
//       unexpected_response {id, status, headers, body}, error {id, message}
// {"do":"send","id":"r","text":…} or {"do":"send","id":"r","base64":…} (a binary message)
// {"do":"ping","id":"r"} (a ping frame → pong_frame), {"do":"close","id":"r","code":…,"reason":…}, {"do":"drop","id":"r"}
// {"do":"stop"}
//
// Without "libraryRetries" a client retries exactly while one of its subscriptions has "resume": retrying belongs to
// the client in graphql-ws, not to the subscription. Codes that the library considers fatal are never retried.
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { cursorOf, described, found, report, serveCommands } from "./line_protocol.mjs";

const clients = new Map();
const subscriptions = new Map();
const sockets = new Map();

function watchFrames(socket, name) {
  socket.on("ping", () => report("ping_frame", name));
  socket.on("pong", () => report("pong_frame", name));
}

function socketWith({ origin, headers }) {
  return class extends WebSocket {
    constructor(address, protocols) {
      super(address, protocols, { origin, headers, perMessageDeflate: false });
    }
  };
}

function retries(command, held) {
  if (command.libraryRetries) return {};
  const { retryAttempts = 1000, retryWait = 100, retryErrors = true } = command;
  return {
    retryAttempts,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, retryWait)),
    shouldRetry: (problem) => held.resuming.size > 0 && (retryErrors || "code" in problem),
  };
}

function listeners(id, held) {
  return {
    connecting: (retrying) => report("connecting", { client: id, retrying }),
    opened: (socket) => {
      held.socket = socket;
      watchFrames(socket, { client: id });
      report("opened", { client: id });
    },
    connected: (_, payload, retrying) => report("connected", { client: id, retrying, payload }),
    closed: (event) => report("closed", { client: id, code: event.code, reason: String(event.reason) }),
    error: (error) => report("error", { client: id, ...described(error) }),
    ping: (received, payload) => report("ping", { client: id, received, payload }),
    pong: (received, payload) => report("pong", { client: id, received, payload }),
  };
}

function connect(command) {
  const { id, url, lazy = false, keepAlive = 0, payload = {} } = command;
  const held = { token: command.token, resuming: new Set() };
  held.client = createClient({
    url,
    lazy,
    keepAlive,
    webSocketImpl: socketWith(command),
    connectionParams: () => (held.token ? { Authorization: `Bearer ${held.token}`, ...payload } : payload),
    onNonLazyError: (error) => report("gave_up", { client: id, ...described(error) }),
    on: listeners(id, held),
    ...retries(command, held),
  });
  clients.set(id, held);
}

function subscribe({ client, id, query, variables = {}, operationName, extensions, resume = false }) {
  const held = found(clients, client);
  // graphql-ws serialises the request anew on every connection, so a changed variable is what it continues with.
  const request = { query, variables: { ...variables }, operationName, extensions };
  if (resume) held.resuming.add(id);
  const ended = () => {
    held.resuming.delete(id);
    subscriptions.delete(id);
  };
  const stop = held.client.subscribe(request, {
    next: (payload) => {
      const cursor = cursorOf(payload);
      if (resume && cursor !== undefined) request.variables.since = cursor;
      report("next", { id, payload });
    },
    error: (error) => {
      ended();
      report("error", { id, ...described(error) });
    },
    complete: () => {
      ended();
      report("complete", { id });
    },
  });
  subscriptions.set(id, stop);
}

function ping({ client, id, payload, frame = false }) {
  if (id) return found(sockets, id).ping();
  const { socket } = found(clients, client);
  if (frame) return socket.ping();
  socket.send(JSON.stringify(payload ? { type: "ping", payload } : { type: "ping" }));
}

function refusal(id) {
  return (request, response) => {
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      report("unexpected_response", { id, status: response.statusCode, headers: response.headers, body });
    });
    response.on("close", () => request.destroy());
  };
}

function raw({ id, url, protocol, origin, headers }) {
  const protocols = protocol === undefined || protocol === null ? [] : [protocol].flat();
  const socket = new WebSocket(url, protocols, { origin, headers, perMessageDeflate: false });
  sockets.set(id, socket);
  watchFrames(socket, { id });
  socket.on("open", () => report("open", { id, protocol: socket.protocol }));
  socket.on("message", (data, binary) => report("message", { id, text: String(data), binary }));
  socket.on("close", (code, reason) => report("close", { id, code, reason: String(reason) }));
  socket.on("error", (error) => report("error", { id, message: error.message }));
  socket.on("unexpected-response", refusal(id));
}

async function stop() {
  for (const socket of sockets.values()) socket.terminate();
  await Promise.allSettled([...clients.values()].map(({ client }) => client.dispose()));
}

serveCommands(
  {
    connect,
    subscribe,
    unsubscribe: ({ id }) => found(subscriptions, id)(),
    token: ({ client, token }) => void (found(clients, client).token = token),
    ping,
    terminate: ({ client }) => found(clients, client).client.terminate(),
    dispose: ({ client }) => found(clients, client).client.dispose(),
    raw,
    send: ({ id, text, base64 }) => found(sockets, id).send(base64 ? Buffer.from(base64, "base64") : text),
    close: ({ id, code, reason }) => found(sockets, id).close(code, reason),
    drop: ({ id }) => found(sockets, id).terminate(),
  },
  stop,
);
