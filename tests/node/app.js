// The echo app on Bolt for Node: a bit of everything that an app does. tests/echo is its twin.

import bolt from "@slack/bolt";

const TOPICS = ["Pages", "Mail", "Data"];

const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

app.command("/echo", async ({ ack, command, client }) => {
  await ack({ text: `You said: ${command.text}` });
  await client.views.open({
    trigger_id: command.trigger_id,
    view: form("Echo", command.channel_id),
  });
});

app.shortcut("echo_anywhere", async ({ ack, shortcut, client }) => {
  await ack();
  await client.views.open({
    trigger_id: shortcut.trigger_id,
    view: form("Echo anywhere", shortcut.user.id),
  });
});

app.shortcut("echo_this", async ({ ack, shortcut, respond }) => {
  await ack();
  await respond({ text: `It says: ${shortcut.message.text}` });
});

app.options("topic", async ({ ack, payload }) => {
  const found = TOPICS.filter((each) => each.toLowerCase().includes(payload.value.toLowerCase()));
  await ack({ options: found.map((each) => ({ text: plain(each), value: each.toLowerCase() })) });
});

app.view({ callback_id: "echo", type: "view_submission" }, async ({ ack, view, client }) => {
  const { words: said, topic } = view.state.values;
  const words = said.said.value;
  if (words === "bad") {
    await ack({ response_action: "errors", errors: { words: "Say something kind." } });
    return;
  }
  if (words === "more") {
    await ack({ response_action: "update", view: form("Say more", view.private_metadata) });
    return;
  }
  await ack();
  const about = topic.topic.selected_option?.text.text ?? "nothing";
  await client.chat.postMessage({
    channel: view.private_metadata,
    text: `${words}, about ${about}`,
    blocks: [section(`*${words}*, about ${about}`), button("Press me", "press")],
  });
});

app.view({ callback_id: "echo", type: "view_closed" }, async ({ ack, body, client }) => {
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: "You closed the form." });
});

app.action("press", async ({ ack, respond }) => {
  await ack();
  await respond({
    replace_original: true,
    text: "Pressed once",
    blocks: [section("Pressed once"), button("Again", "again")],
  });
});

app.action("again", async ({ ack, body, client }) => {
  await ack();
  const where = { channel: body.channel.id, ts: body.message.ts };
  await client.chat.update({ ...where, text: "Pressed twice", blocks: [section("Pressed twice")] });
});

app.event("app_mention", async ({ event, say }) => {
  await say({ text: `I heard: ${event.text}`, thread_ts: event.ts });
});

app.event("reaction_added", async ({ event, client }) => {
  const { channel, ts } = event.item;
  await client.reactions.add({ channel, timestamp: ts, name: "eyes" });
});

app.event("app_home_opened", async ({ event, client }) => {
  if (event.tab !== "home") return;
  const home = { type: "home", blocks: [section(`Welcome, <@${event.user}>`)] };
  await client.views.publish({ user_id: event.user, view: home });
});

app.message("make a file", async ({ message, client }) => {
  await client.filesUploadV2({
    channel_id: message.channel,
    content: "An echo",
    filename: "echo.txt",
    title: "Echo",
  });
});

function form(title, channel) {
  const words = { type: "plain_text_input", action_id: "said", max_length: 100 };
  const topic = { type: "external_select", action_id: "topic", min_query_length: 0 };
  return {
    type: "modal",
    callback_id: "echo",
    title: plain(title),
    submit: plain("Send"),
    close: plain("Cancel"),
    notify_on_close: true,
    private_metadata: channel,
    blocks: [
      { type: "input", block_id: "words", label: plain("Words"), element: words },
      { type: "input", block_id: "topic", label: plain("Topic"), element: topic, optional: true },
    ],
  };
}

function plain(text) {
  return { type: "plain_text", text };
}

function section(text) {
  return { type: "section", text: { type: "mrkdwn", text } };
}

function button(text, action_id) {
  return { type: "actions", elements: [{ type: "button", text: plain(text), action_id }] };
}

await app.start();
