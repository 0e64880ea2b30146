"""A ChatKit server that repeats what it is told. Put your model where the answer is made."""

from datetime import datetime, timezone

from chatkit.server import ChatKitServer, StreamingResult
from chatkit.types import AssistantMessageContent, AssistantMessageItem, ThreadItemDoneEvent
from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import StreamingResponse

from store import MemoryStore


class Echo(ChatKitServer[dict]):
    async def respond(self, thread, input_user_message, context):
        parts = input_user_message.content if input_user_message else []
        said = "".join(getattr(part, "text", "") for part in parts)
        yield ThreadItemDoneEvent(
            item=AssistantMessageItem(
                id=self.store.generate_item_id("message", thread, context),
                thread_id=thread.id,
                created_at=datetime.now(timezone.utc),
                content=[AssistantMessageContent(text=f"You said: {said}")],
            )
        )


app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["http://localhost:3000"],
    allow_methods=["POST"],
    allow_headers=["*"],
)
server = Echo(MemoryStore())


@app.post("/chatkit")
async def chatkit(request: Request):
    # Everyone is one user here. Read the user from the token in the header Authorization.
    result = await server.process(await request.body(), {})
    if isinstance(result, StreamingResult):
        return StreamingResponse(result, media_type="text/event-stream")
    return Response(content=result.json, media_type="application/json")
