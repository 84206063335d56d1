"""The answers that the servers of the loads give: a verdict as a provider would write it."""

import json

TOKENS = 59  # with the role's event and the finishing one, 61 events
VERDICT = json.dumps({"score": 4, "justification": "The answer names appendicitis, the established diagnosis, beside a "
                      "perforated ulcer and a renal colic, and its reasons for putting it first are those of the case."})


def pieces(text, count):
    """`text` in `count` pieces of nearly the same length."""
    borders = [len(text) * i // count for i in range(count + 1)]
    return [text[a:b] for a, b in zip(borders, borders[1:])]


def openai_events():
    """Events as api.openai.com sends them, about 235 bytes each: 61, and the mark at the end."""
    def event(delta, finish=None, usage=None):
        return "data: " + json.dumps({
            "id": "chatcmpl-Bq7Zt0x9aWmYk2JcR4uVdE8sN", "object": "chat.completion.chunk", "created": 1764086400,
            "model": "gpt-6-sol", "system_fingerprint": "fp_a288987b44",
            "choices": [] if usage else [{"index": 0, "delta": delta, "finish_reason": finish}],
            **({"usage": usage} if usage else {})}, separators=(",", ":")) + "\n\n"
    usage = {"prompt_tokens": 1342, "completion_tokens": TOKENS, "total_tokens": 1342 + TOKENS,
             "prompt_tokens_details": {"cached_tokens": 0}, "completion_tokens_details": {"reasoning_tokens": 0}}
    # The last of a real stream's events carry no text; the first carries the role.
    texts = pieces(VERDICT, TOKENS - 1)
    return [event({"role": "assistant", "content": ""}), *(event({"content": t}) for t in texts),
            event({}, "stop"), event({}, usage=usage) + "data: [DONE]\n\n"]


def anthropic_events():
    def event(kind, **fields):
        return f"event: {kind}\ndata: " + json.dumps({"type": kind, **fields}, separators=(",", ":")) + "\n\n"
    message = {"id": "msg_01XFDUDYJgAACzvnptvVoYEL", "type": "message", "role": "assistant", "model": "claude-opus-4-6",
               "content": [], "stop_reason": None, "stop_sequence": None,
               "usage": {"input_tokens": 1342, "output_tokens": 1}}
    texts = pieces(VERDICT, TOKENS - 3)
    return [event("message_start", message=message),
            event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
            *(event("content_block_delta", index=0, delta={"type": "text_delta", "text": t}) for t in texts),
            event("content_block_stop", index=0),
            event("message_delta", delta={"stop_reason": "end_turn", "stop_sequence": None}, usage={"output_tokens": TOKENS}),
            event("message_stop")]


def openai_whole():
    """The same verdict not streamed: about a kilobyte."""
    return json.dumps({
        "id": "chatcmpl-Bq7Zt0x9aWmYk2JcR4uVdE8sNhP1f", "object": "chat.completion", "created": 1764086400,
        "model": "gpt-6-sol-2026-08-06",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": VERDICT, "refusal": None, "annotations": []},
                     "logprobs": None, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1342, "completion_tokens": TOKENS, "total_tokens": 1342 + TOKENS,
                  "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
                  "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0,
                                                "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}},
        "service_tier": "default", "system_fingerprint": "fp_a288987b44"}, indent=2)
