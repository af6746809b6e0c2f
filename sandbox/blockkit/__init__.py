"""Block Kit as Slack checks it: limits, surfaces, and the words of its refusals (contract 3)."""
