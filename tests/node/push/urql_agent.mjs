// A client of urql with persisted documents driven by lines of JSON: node urql_agent.mjs
//
// {"do":"connect","id":"a","url":…,"token":…,"over":"http" | "ws","persisted":true}
//     "http": queries as JSON, subscriptions as event streams (fetchSubscriptions); "ws": everything through graphql-ws.
// {"do":"ask","client":"a","id":"q","query":…,"variables":{…}}          → result {id, data, errors, extensions}
// {"do":"subscribe","client":"a","id":"s","query":…,"variables":{…}}    → next {id, data, errors}
// {"do":"unsubscribe","id":"s"}
//     → request {client, method, accept, text, status, type} for each request over HTTP, when its headers have arrived
// {"do":"stop"}
import { Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { persistedExchange } from "@urql/exchange-persisted";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { found, report, serveCommands } from "./line_protocol.mjs";

const clients = new Map();
const subscriptions = new Map();
const sockets = [];

function watchedFetch(client) {
  return async (url, options) => {
    const response = await fetch(url, options);
    const body = options.body ? JSON.parse(options.body) : Object.fromEntries(new URL(url).searchParams);
    report("request", {
      client,
      method: options.method,
      accept: options.headers.accept,
      text: Boolean(body.query),
      status: response.status,
      type: response.headers.get("content-type"),
    });
    return response;
  };
}

function throughSocket(url, headers) {
  // Without a timeout graphql-ws closes the socket when a hash is unknown, and loses subscriptions opened meanwhile.
  const options = { lazyCloseTimeout: 3000, webSocketImpl: WebSocket, connectionParams: headers };
  const socket = createClient({ url: url.replace(/^http/, "ws"), ...options });
  sockets.push(socket);
  return subscriptionExchange({
    enableAllOperations: true,
    forwardSubscription: (request) => ({
      subscribe: (sink) => ({ unsubscribe: socket.subscribe({ ...request, query: request.query || "" }, sink) }),
    }),
  });
}

function connect({ id, url, token, over = "http", persisted = true }) {
  const headers = { authorization: `Bearer ${token}` };
  const last = over === "ws" ? throughSocket(url, headers) : fetchExchange;
  const first = persisted ? [persistedExchange({ enableForMutation: true, enableForSubscriptions: true })] : [];
  const client = new Client({
    url,
    exchanges: [...first, last],
    fetch: watchedFetch(id),
    fetchOptions: { headers },
    fetchSubscriptions: true,
    requestPolicy: "network-only",
  });
  clients.set(id, client);
}

const errorsOf = ({ error }) =>
  error && (error.networkError ? [String(error.networkError)] : error.graphQLErrors.map(({ message }) => message));

async function ask({ client, id, query, variables = {} }) {
  const result = await found(clients, client).query(query, variables).toPromise();
  report("result", { id, data: result.data, errors: errorsOf(result), extensions: result.extensions });
}

function subscribe({ client, id, query, variables = {} }) {
  const source = found(clients, client).subscription(query, variables);
  const { unsubscribe } = source.subscribe((result) => report("next", { id, data: result.data, errors: errorsOf(result) }));
  subscriptions.set(id, unsubscribe);
}

async function stop() {
  for (const end of subscriptions.values()) end();
  await Promise.allSettled(sockets.map((socket) => socket.dispose()));
}

serveCommands({ connect, ask, subscribe, unsubscribe: ({ id }) => found(subscriptions, id)() }, stop);
