-- What wrk sends: a rotation of token 1, with the Content-Length of 0 that most clients send.
wrk.method = "POST"
wrk.headers["Content-Length"] = "0"
wrk.path = "/api-tokens/1/webhook/rotate-secret"
