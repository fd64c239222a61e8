-- Writes the secret of every answer to the file that SECRETS names, a line each. Slower than rotate.lua: not for measuring.
dofile("bench/rotate.lua")

local out = io.open(os.getenv("SECRETS"), "w")

function response(status, headers, body)
  out:write(status == 200 and body:match('"webhook_secret":"([^"]*)"') or "none " .. status, "\n")
end

function done()
  out:close()
end
