# Whether pydantic accepts texts as FastAPI has it read parameters: reads {"type", "pattern", "words"} from the first line of
# standard input and a JSON text from each other line; says "1" and the value, or "0".
import datetime
import enum
import json
import sys
import uuid

from pydantic import BaseModel, ValidationError, constr, create_model

wanted = json.loads(sys.stdin.readline())
types = {"integer": int, "number": float, "boolean": bool, "uuid": uuid.UUID, "date": datetime.date, "date-time": datetime.datetime}
if wanted["type"] == "enum":
    type_ = enum.Enum("Words", {f"word{k}": word for k, word in enumerate(wanted["words"])})
elif wanted["type"] == "pattern":
    type_ = constr(regex="(?:.|\\n)*?(?:" + wanted["pattern"] + ")")  # pydantic asks whether a text begins with a match
else:
    type_ = types[wanted["type"]]
model = create_model("Asked", v=(type_, ...))

for line in sys.stdin:
    try:
        value = model(v=json.loads(line)).v
        print("1", json.dumps(str(value)))
    except (ValidationError, OverflowError):
        print("0")
