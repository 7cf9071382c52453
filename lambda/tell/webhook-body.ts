import type { Message } from './message.ts';

/** What a webhook wants depends on whose it is. */
export function webhookBody(url: string, { text, data }: Message): string {
  const { hostname } = new URL(url);
  if (/(^|\.)slack(-gov)?\.com$/.test(hostname)) return JSON.stringify({ text });
  if (isTeams(hostname)) return JSON.stringify(teamsCard(text));
  return JSON.stringify({ ...data, text });
}

/** Teams' own webhooks, and the workflows that take their place. */
function isTeams(hostname: string): boolean {
  return /(^|\.)(webhook\.office\.com|logic\.azure\.com|powerplatform\.com)$/.test(hostname);
}

function teamsCard(text: string): object {
  const body = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ type: 'TextBlock', text: line, wrap: true, spacing: 'None' }));
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body,
        },
      },
    ],
  };
}
