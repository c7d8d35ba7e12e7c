// graphql-yoga with graphql-ws on Node's own http and ws, in production mode: node yoga.mjs PORT (0: any)
// Prints one line of JSON when it listens. POST /publish?count=N publishes N events back-to-back; GET /memory.
import { setMaxListeners } from "node:events";
import { createServer } from "node:http";
import { createPubSub, createSchema, createYoga } from "graphql-yoga";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

const typeDefs = /* GraphQL */ `
  type Query {
    ready: Boolean!
  }
  type Money {
    amount: String!
    currency: String!
  }
  type Payment {
    id: ID!
    status: String!
    amount: Money!
  }
  type PaymentChange {
    cursor: String!
    at: String!
    payment: Payment!
  }
  type Subscription {
    paymentChanged(since: String): PaymentChange!
  }
`;

/** The nth change, from 1; its cursor is an opaque text that sequenceOf decodes. */
function change(sequence) {
  return {
    cursor: Buffer.from(`change ${sequence}`).toString("base64url"),
    at: new Date().toISOString(),
    payment: {
      id: `payment-${String(sequence).padStart(8, "0")}`,
      status: "CONFIRMED",
      amount: { amount: (sequence / 100).toFixed(2), currency: "RUB" },
    },
  };
}

process.env.NODE_ENV ??= "production";
const eventTarget = new EventTarget();
setMaxListeners(0, eventTarget); // thousands of subscribers are no leak here
const pubsub = createPubSub({ eventTarget });
const schema = createSchema({
  typeDefs,
  resolvers: {
    Query: { ready: () => true },
    Subscription: {
      paymentChanged: { subscribe: () => pubsub.subscribe("paymentChanged"), resolve: (event) => event },
    },
  },
});
const yoga = createYoga({ schema, graphiql: false, landingPage: false, logging: false });

const LARGEST_BURST = 1024;
let published = 0;
function publish(count) {
  const startedAt = performance.now();
  for (let number = 0; number < count; number += 1) {
    published += 1;
    pubsub.publish("paymentChanged", change(published));
  }
  return { count, published, milliseconds: performance.now() - startedAt };
}

function answer(response, value) {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://peer");
  if (request.method === "POST" && pathname === "/publish") {
    const count = Number(searchParams.get("count") ?? 1);
    // createPubSub holds at most 1024 undelivered events for a subscriber and then throws, which ends the process.
    if (!(count >= 1 && count <= LARGEST_BURST)) return response.writeHead(400).end(`count: 1 to ${LARGEST_BURST}\n`);
    return answer(response, publish(count));
  }
  if (pathname === "/memory") return answer(response, { ...process.memoryUsage(), sockets: sockets.clients.size });
  return yoga(request, response);
});
const sockets = new WebSocketServer({ server, path: "/graphql", perMessageDeflate: false });

// As in the documentation of graphql-yoga.
useServer(
  {
    execute: (args) => args.rootValue.execute(args),
    subscribe: (args) => args.rootValue.subscribe(args),
    onSubscribe: async (context, _, params) => {
      const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
        ...context,
        req: context.extra.request,
        socket: context.extra.socket,
        params,
      });
      const args = {
        schema,
        operationName: params.operationName,
        document: parse(params.query),
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      };
      const errors = validate(args.schema, args.document);
      return errors.length ? errors : args;
    },
  },
  sockets,
);

server.listen({ port: Number(process.argv[2] ?? 0), host: "127.0.0.1", backlog: 4096 }, () => {
  const { port } = server.address();
  console.log(JSON.stringify({ ready: true, port, process: process.pid, node: process.version }));
});
process.on("SIGTERM", () => process.exit(0));
