// OpenAI's official SDK for Node: node openai_sdk.mjs .../openai/index.mjs < job. Prints the seconds of CPU of all calls.
import fs from "node:fs";
import process from "node:process";
import tls from "node:tls";
import { pathToFileURL } from "node:url";

const job = JSON.parse(fs.readFileSync(0, "utf8"));
// The SDK has no option for an authority of one's own, and Node reads NODE_EXTRA_CA_CERTS only as it starts.
const authority = fs.readFileSync(job.authority, "utf8");
const createSecureContext = tls.createSecureContext;
tls.createSecureContext = (options) => {
    const context = createSecureContext(options);
    context.context.addCACert(authority);
    return context;
};
const { default: OpenAI } = await import(pathToFileURL(process.argv[2]));
const client = new OpenAI({ apiKey: "none", baseURL: job.url + "/v1", maxRetries: 0 });
const body = JSON.parse(job.body);
let left = job.calls;

async function work() {
    while (left-- > 0) {
        const answer = await client.chat.completions.create(body);
        let text = "";
        if (body.stream) for await (const event of answer) text += event.choices[0]?.delta?.content ?? "";
        else text = answer.choices[0].message.content;
        JSON.parse(text);
    }
}

const before = process.cpuUsage();
await Promise.all(Array.from({ length: job.threads }, work));
const used = process.cpuUsage(before);
console.log((used.user + used.system) / 1e6);
