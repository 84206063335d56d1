// The official clients, each pointed at one wire format of the simulated provider, and one way to
// ask them: { text, usage: [in, out], finish, id, model }.
import Anthropic from "@anthropic-ai/sdk";
import OpenAI, { AzureOpenAI } from "openai";

// The clients' own retries would hide what the server said.
const once = { maxRetries: 0, timeout: 20_000, logLevel: "off" };

function chat(make) {
  return {
    errors: OpenAI,
    models: (base, key) => make(base, key).models.list(),
    async ask(base, { key = "sk-good", model = "sim-fair", stream, max_tokens }, messages) {
      const body = { model, messages, ...(max_tokens && { max_tokens }) };
      const { completions } = make(base, key, model).chat;
      if (!stream) {
        const { data, response } = await completions.create(body).withResponse();
        const { message, finish_reason } = data.choices[0];
        return { text: message.content, usage: chatUsage(data.usage), finish: finish_reason, id: data._request_id,
                 model: data.model, headers: response.headers };
      }
      const helper = completions.stream({ ...body, stream_options: { include_usage: true } });
      const data = await helper.finalChatCompletion();
      return { text: await helper.finalContent(), usage: chatUsage(data.usage), finish: data.choices[0].finish_reason,
               model: data.model };
    },
    // The events one by one: what the helpers forgive shows here.
    async events(base, { key = "sk-good", model = "sim-fair" }, messages) {
      const stream = await make(base, key, model).chat.completions.create({ model, messages, stream: true });
      let text = "";
      for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? "";
      return text;
    },
  };
}

const chatUsage = (usage) => usage && [usage.prompt_tokens, usage.completion_tokens];

const anthropic = {
  errors: Anthropic,
  client: (base, apiKey) => new Anthropic({ baseURL: base, apiKey, ...once }),
  models: (base, key) => anthropic.client(base, key).models.list(),
  async ask(base, { key = "sk-good", model = "sim-fair", stream, max_tokens = 1024 }, messages) {
    const { messages: api } = anthropic.client(base, key);
    const body = { model, messages, max_tokens };
    if (stream) return readMessage(await api.stream(body).finalMessage());
    const { data, response } = await api.create(body).withResponse();
    return { ...readMessage(data), id: data._request_id, headers: response.headers };
  },
  async events(base, { key = "sk-good", model = "sim-fair" }, messages) {
    const body = { model, messages, max_tokens: 1024, stream: true };
    const stream = await anthropic.client(base, key).messages.create(body);
    let text = "";
    for await (const event of stream) if (event.type === "content_block_delta") text += event.delta.text ?? "";
    return text;
  },
};

function readMessage(message) {
  return { text: message.content.map((block) => block.text ?? "").join(""),
           usage: [message.usage.input_tokens, message.usage.output_tokens], finish: message.stop_reason,
           model: message.model };
}

export const formats = {
  openai: chat((base, apiKey) => new OpenAI({ baseURL: `${base}/v1`, apiKey, ...once })),
  openrouter: chat((base, apiKey) => new OpenAI({ baseURL: `${base}/api/v1`, apiKey, ...once })),
  "azure dated": chat((base, apiKey, deployment) => new AzureOpenAI({
    endpoint: base, apiKey, deployment, apiVersion: "2024-12-01-preview", ...once })),
  "azure v1": chat((base, apiKey) => new OpenAI({
    baseURL: `${base}/openai/v1`, apiKey, defaultHeaders: { "api-key": apiKey }, ...once })),
  anthropic,
};
