// A graphql-sse client in distinct connections mode (and a bare fetch) driven by lines of JSON: node sse_agent.mjs
//
// {"do":"connect","id":"a","url":…,"token":…,"headers":{…},"retryAttempts":1000,"retryWait":100}: remembers; no request
//     "libraryRetries": true leaves attempts and waits to the library's defaults.
// {"do":"subscribe","client":"a","id":"s1","query":…,"variables":{…},"operationName":…,"extensions":{…},
//  "resume":"since" | "header" | true}
//     → connecting {id, retrying}, response {id, status, type}, connected {id, retrying}, next {id, payload},
//       complete {id}, error {id, status | message | errors}
//     "since" (and true) sends the last cursor as a variable, "header" as Last-Event-ID. The library drops `id:` lines,
//     so both take the cursor from the payload's first root field. Without "resume" nothing is retried.
// {"do":"unsubscribe","id":"s1"}   → complete {id}
// {"do":"token","client":"a","token":…}: used from the next request on
// {"do":"raw","id":"r","url":…,"method":"POST","headers":{…},"body":"…"}
//     → response {id, status, headers}, chunk {id, text}, end {id}, error {id, message}
// {"do":"abort","id":"r"}
// {"do":"stop"}
import { createClient } from "graphql-sse";
import { cursorOf, described, found, report, serveCommands } from "./line_protocol.mjs";

const settings = new Map();
const subscriptions = new Map();
const requests = new Map();

function connect({ id, ...rest }) {
  settings.set(id, { retryAttempts: 1000, retryWait: 100, headers: {}, ...rest });
}

function watchedFetch(id) {
  return async (url, options) => {
    const response = await fetch(url, options);
    report("response", { id, status: response.status, type: response.headers.get("content-type") });
    return response;
  };
}

function retries({ libraryRetries, retryAttempts, retryWait }, resume) {
  if (!resume) return { retryAttempts: 0 };
  if (libraryRetries) return {};
  return { retryAttempts, retry: () => new Promise((resolve) => setTimeout(resolve, retryWait)) };
}

/** Distinct connections share nothing, so each subscription has a client of its own, which retries independently. */
function subscribe({ client, id, query, variables = {}, operationName, extensions, resume = false }) {
  const setting = found(settings, client);
  const request = { query, variables: { ...variables }, operationName, extensions };
  let last;
  const held = createClient({
    url: setting.url,
    singleConnection: false,
    fetchFn: watchedFetch(id),
    headers: () => ({
      ...setting.headers,
      ...(setting.token ? { Authorization: `Bearer ${setting.token}` } : {}),
      ...(resume === "header" && last !== undefined ? { "Last-Event-ID": last } : {}),
    }),
    on: {
      connecting: (retrying) => report("connecting", { id, retrying }),
      connected: (retrying) => report("connected", { id, retrying }),
    },
    ...retries(setting, resume),
  });
  held.subscribe(request, {
    next: (payload) => {
      last = cursorOf(payload) ?? last;
      if (resume && resume !== "header" && last !== undefined) request.variables.since = last;
      report("next", { id, payload });
    },
    error: (error) => {
      subscriptions.delete(id);
      report("error", { id, ...described(error) });
    },
    complete: () => {
      subscriptions.delete(id);
      report("complete", { id });
    },
  });
  subscriptions.set(id, () => held.dispose());
}

async function raw({ id, url, method = "POST", headers = {}, body }) {
  const abort = new AbortController();
  requests.set(id, abort);
  try {
    const response = await fetch(url, { method, headers, body, signal: abort.signal });
    report("response", { id, status: response.status, headers: Object.fromEntries(response.headers) });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      report("chunk", { id, text: decoder.decode(chunk, { stream: true }) });
    }
    report("end", { id });
  } catch (error) {
    report("error", { id, message: error.cause?.message ?? error.message });
  }
}

async function stop() {
  for (const end of subscriptions.values()) end();
  for (const abort of requests.values()) abort.abort();
}

serveCommands(
  {
    connect,
    subscribe,
    unsubscribe: ({ id }) => found(subscriptions, id)(),
    token: ({ client, token }) => void (found(settings, client).token = token),
    raw,
    abort: ({ id }) => found(requests, id).abort(),
  },
  stop,
);
