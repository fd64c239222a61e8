// The libraries that vendors give to their customers, each as one that signs deliveries and one that verifies them.
export const oldNode = Number.parseInt(process.versions.node) < 20 && 'the libraries of Stripe and GitHub need node 20';
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
export const OTHER = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
export const BODY = '{"type": "order.filled", "id": 7, "note": "gr\u00fc\u00df"}';
export const now = () => Math.floor(Date.now() / 1000);

async function accepts(verify) {
  try {
    return (await verify()) !== false;
  } catch {
    return false;
  }
}

// Of each scheme: `sign` gives a delivery's headers, `verify` what the library of its maker says of one.
export async function libraries() {
  const {Webhook: Standard} = await import('standardwebhooks');
  const {Webhook: Svix} = await import('svix');
  const {default: Stripe} = await import('stripe');
  const octokit = await import('@octokit/webhooks-methods');
  const stripe = new Stripe('sk_test_none');
  const like = (Webhook, front) => ({
    sign: async ({body = BODY, secret = SECRET, timestamp = now(), id = 'msg_1'}) => ({
      [`${front}-id`]: id,
      [`${front}-timestamp`]: String(timestamp),
      [`${front}-signature`]: new Webhook(secret).sign(id, new Date(timestamp * 1000), body),
    }),
    verify: ({headers, body, secret}) => accepts(() => new Webhook(secret).verify(body, headers)),
  });
  return {
    'standard-webhooks': like(Standard, 'webhook'),
    svix: like(Svix, 'svix'),
    stripe: {
      sign: async ({body = BODY, secret = SECRET, timestamp = now()}) => ({
        'stripe-signature': stripe.webhooks.generateTestHeaderString({payload: body, secret, timestamp}),
      }),
      verify: ({headers, body, secret}) => accepts(() => stripe.webhooks.constructEvent(body, headers['stripe-signature'], secret)),
    },
    github: {
      sign: async ({body = BODY, secret = SECRET}) => ({'x-hub-signature-256': await octokit.sign(secret, body)}),
      verify: ({headers, body, secret}) => accepts(() => octokit.verify(secret, body, headers['x-hub-signature-256'])),
    },
  };
}
