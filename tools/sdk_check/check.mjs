// Asks the simulated provider in all its formats through the official clients, and prints what they
// made of its answers: node check.mjs '{"good": "https://127.0.0.1:1", "status-500": "…", …}'
// Exit status: 1 when something is not as it must be.
import { formats } from "./clients.mjs";

const origins = JSON.parse(process.argv[2]);
const question = [{ role: "user", content:
  "Score from 0 to 10.\n\n## Reference\nPulmonary embolism\n\n## Answer\nI think of a pulmonary embolism first." }];
const rows = [];

async function row(format, what, check) {
  let got, ok = true;
  try {
    got = await check();
  } catch (error) {
    ok = false;
    got = String(error.message ?? error);
  }
  rows.push([format, what, ok ? "ok" : "WRONG", got.replaceAll("\n", " ").slice(0, 110)]);
}

function must(condition, what) {
  if (!condition) throw new Error(what);
}

const cut = (format) => (format === "anthropic" ? "max_tokens" : "length");
const ended = (format) => (format === "anthropic" ? "end_turn" : "stop");

function checkAnswer(answer, finish) {
  must(answer.finish === finish, `finish ${answer.finish} instead of ${finish}`);
  must(answer.usage?.every((count) => Number.isInteger(count) && count > 0), `usage ${answer.usage}`);
  must(typeof answer.model === "string" && answer.model.startsWith("sim-fair"), `model ${answer.model}`);
  return `${answer.finish}, ${answer.usage.join("/")} tokens, ${JSON.stringify(answer.text)}`;
}

async function checkAnswers(format, client) {
  const answers = {};
  for (const stream of [false, true])
    await row(format, stream ? "stream" : "plain", async () => {
      const answer = (answers[stream] = await client.ask(origins.good, { stream }, question));
      must(Number.isFinite(JSON.parse(answer.text).score), "no score in " + answer.text);
      // OpenRouter's id stands in a header that the client does not read.
      must(stream || answer.id || format === "openrouter", "no request id");
      return checkAnswer(answer, ended(format));
    });
  await row(format, "same in both", async () => {
    const text = await client.events(origins.good, {}, question);
    must(text === answers[false].text && text === answers[true].text, "texts differ");
    must(String(answers[false].usage) === String(answers[true].usage), "usages differ");
    return "text and usage";
  });
  for (const stream of [false, true])
    await row(format, `cut, ${stream ? "stream" : "plain"}`, async () => {
      const answer = await client.ask(origins.good, { stream, max_tokens: 3 }, question);
      must(answer.usage[1] === 3, `${answer.usage[1]} tokens`);
      return checkAnswer(answer, cut(format));
    });
  await row(format, "models", async () => {
    const names = (await client.models(origins.good, "sk-good")).data.map((model) => model.id);
    must(names.length > 0, "none");
    return names.join(" ");
  });
}

// What every wire format calls its limits in the headers of a success; OpenRouter tells none.
const limitHeaders = {
  openai: { "x-ratelimit-limit-requests": /^\d+$/, "x-ratelimit-remaining-tokens": /^\d+$/,
            "x-ratelimit-reset-requests": /^(\d+(\.\d+)?(h|ms|m|s))+$/ },
  "azure dated": { "x-ratelimit-limit-tokens": /^\d+$/, "x-ratelimit-reset-requests": /^\d+$/ },
  "azure v1": { "x-ratelimit-remaining-requests": /^\d+$/, "x-ratelimit-reset-tokens": /^\d+$/ },
  anthropic: { "anthropic-ratelimit-requests-limit": /^\d+$/,
               "anthropic-ratelimit-tokens-reset": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/ },
};

async function checkLimits(format, client) {
  await row(format, "limit headers", async () => {
    const { headers } = await client.ask(origins.limited, {}, question);
    const wanted = Object.entries(limitHeaders[format] ?? {});
    for (const [name, form] of wanted) must(form.test(headers.get(name) ?? ""), `${name}: ${headers.get(name)}`);
    return wanted.map(([name]) => `${name}: ${headers.get(name)}`).join(", ") || "none, as documented";
  });
}

// [what, origin, question's settings, error class, status, word in the error, retry-after?]
function refusals(format) {
  const router = format === "openrouter", claude = format === "anthropic", azure = format.startsWith("azure");
  const by = (openai, azureWord, openrouter, anthropic) =>
    claude ? anthropic : router ? openrouter : azure ? azureWord : openai;
  return [
    ["bad key", "good", { key: "bad-key" }, "AuthenticationError", 401,
     by("invalid_api_key", "401", "401", "authentication_error")],
    ["model gone", "good", { model: "sim-gone" }, "NotFoundError", 404,
     by("model_not_found", "DeploymentNotFound", "404", "not_found_error")],
    ["no quota", "good", { key: "no-quota" }, router ? "APIError" : "RateLimitError", router ? 402 : 429,
     by("insufficient_quota", "insufficient_quota", "402", "rate_limit_error")],
    ["status-429", "status-429", {}, "RateLimitError", 429,
     by("rate_limit_exceeded", "429", "429", "rate_limit_error"), true],
    ["status-500", "status-500", {}, "InternalServerError", 500, by("server_error", "500", "500", "api_error")],
    ["status-529", "status-529", {}, "InternalServerError", 529,
     by("server_error", "529", "529", "overloaded_error")],
  ];
}

async function raised(ask, type, name) {
  let error;
  try {
    await ask();
  } catch (caught) {
    error = caught;
  }
  must(error, "no error");
  must(error instanceof type, `${error.constructor.name} instead of ${name}: ${error.message}`);
  return error;
}

async function checkRefusals(format, client) {
  for (const [what, origin, settings, name, status, word, waits] of refusals(format))
    for (const stream of [false, true])
      await row(format, `${what}, ${stream ? "stream" : "plain"}`, async () => {
        const error = await raised(() => client.ask(origins[origin], { ...settings, stream }, question),
                                   client.errors[name], name);
        must(error.status === status, `status ${error.status}`);
        const said = [error.code, error.type, error.error?.code, error.error?.error?.type].map(String);
        must(said.includes(word), `${word} is not among ${said}`);
        must(!waits || Number(error.headers.get("retry-after")) > 0, "no retry-after");
        return `${error.constructor.name} ${error.status} ${word}`;
      });
}

// What a stream may do under status 200.
async function checkBrokenStreams(format, client) {
  for (const fault of ["error-event", "garbage", "reset"])
    await row(format, `${fault}, stream`, async () => {
      // This client passes over events that it cannot read, and takes the rest for the answer.
      if (format === "anthropic" && fault === "garbage") {
        const [cutText, text] = [await client.events(origins[fault], {}, question),
                                 await client.events(origins.good, {}, question)];
        must(text.startsWith(cutText) && cutText.length < text.length, "not cut: " + cutText);
        return "no error, text cut: " + JSON.stringify(cutText);
      }
      const type = fault === "error-event" ? client.errors.APIError : Error;
      const error = await raised(() => client.events(origins[fault], {}, question), type, "APIError");
      return `${error.constructor.name}: ${error.message}`;
    });
}

for (const [format, client] of Object.entries(formats)) {
  await checkAnswers(format, client);
  await checkLimits(format, client);
  await checkRefusals(format, client);
  await checkBrokenStreams(format, client);
}
const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => cells[column].length)));
for (const cells of rows) console.log(cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ").trimEnd());
const wrong = rows.filter((cells) => cells[2] !== "ok").length;
console.log(`${rows.length - wrong} of ${rows.length} as they must be`);
process.exit(wrong ? 1 : 0);
