// Dredd sends one request for each documented answer. The document holds no examples, so a person has to say which id is answered
// by a 422.
const hooks = require('hooks');

hooks.beforeEach((transaction, done) => {
  const id = transaction.expected.statusCode === '422' ? 'abc' : '1';
  transaction.fullPath = transaction.fullPath.replace(/\/api-tokens\/[^/]*\//, `/api-tokens/${id}/`);
  done();
});
