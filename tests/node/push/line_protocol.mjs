// Newline-delimited JSON: commands on standard input, reports on standard output.
import { createInterface } from "node:readline";

export function report(kind, details = {}) {
  process.stdout.write(`${JSON.stringify({ report: kind, ...details, at: Date.now() })}\n`);
}

/** An error of a client library as JSON: a close event, GraphQL errors, a refused request, an Error. */
export function described(error) {
  if (Array.isArray(error)) return { errors: error };
  if (error && typeof error.code === "number" && "reason" in error)
    return { code: error.code, reason: String(error.reason) };
  if (error?.response) return { message: error.message, status: error.response.status };
  return { message: String(error?.message ?? error) };
}

/** The cursor of the first root field of a result, or undefined. */
export function cursorOf(result) {
  return Object.values(result?.data ?? {})[0]?.cursor;
}

/**
 * Runs `commands[do](command)` for every line until "stop" or the end of the input, then `stop()`, then exits.
 * A command that fails is reported as `refused` with its message, and the next one is read.
 */
export function serveCommands(commands, stop) {
  const finish = async () => {
    await Promise.race([stop(), new Promise((resolve) => setTimeout(resolve, 1000))]);
    report("stopped");
    process.stdout.write("", () => process.exit(0));
  };
  const lines = createInterface({ input: process.stdin });
  lines.on("line", async (line) => {
    if (!line.trim()) return;
    let command;
    try {
      command = JSON.parse(line);
      if (command.do === "stop") return await finish();
      if (!(command.do in commands)) throw new Error(`unknown command ${command.do}`);
      await commands[command.do](command);
    } catch (error) {
      report("refused", { command, message: error.message });
    }
  });
  lines.on("close", finish);
  process.on("unhandledRejection", (error) => report("unhandled", described(error)));
  report("ready", { process: process.pid, node: process.version });
}

export function found(things, id) {
  const thing = things.get(id);
  if (!thing) throw new Error(`nothing is called ${id}`);
  return thing;
}
