"""Threads in memory, gone with the process: what the SDK asks of a store, and no more."""

from chatkit.store import NotFoundError, Store
from chatkit.types import Page


def page(entries, after, limit, order):
    """A slice of entries that are in order of their creation."""
    ordered = list(entries) if order == "asc" else list(reversed(entries))
    start = next((i + 1 for i, entry in enumerate(ordered) if entry.id == after), 0)
    data = ordered[start : start + limit]
    has_more = start + limit < len(ordered)
    return Page(data=data, has_more=has_more, after=data[-1].id if has_more else None)


class MemoryStore(Store[dict]):
    def __init__(self):
        self.threads = {}
        self.items = {}
        self.attachments = {}

    async def load_thread(self, thread_id, context):
        return found(self.threads, thread_id)

    async def save_thread(self, thread, context):
        self.threads[thread.id] = thread.model_copy(deep=True)

    async def load_threads(self, limit, after, order, context):
        return page(list(self.threads.values()), after, limit, order)

    async def delete_thread(self, thread_id, context):
        self.threads.pop(thread_id, None)
        self.items.pop(thread_id, None)

    async def load_thread_items(self, thread_id, after, limit, order, context):
        return page(list(self.items.get(thread_id, {}).values()), after, limit, order)

    async def add_thread_item(self, thread_id, item, context):
        self.items.setdefault(thread_id, {})[item.id] = item

    async def save_item(self, thread_id, item, context):
        self.items.setdefault(thread_id, {})[item.id] = item

    async def load_item(self, thread_id, item_id, context):
        return found(self.items.get(thread_id, {}), item_id)

    async def delete_thread_item(self, thread_id, item_id, context):
        self.items.get(thread_id, {}).pop(item_id, None)

    async def save_attachment(self, attachment, context):
        self.attachments[attachment.id] = attachment

    async def load_attachment(self, attachment_id, context):
        return found(self.attachments, attachment_id)

    async def delete_attachment(self, attachment_id, context):
        self.attachments.pop(attachment_id, None)


def found(kept, key):
    if key not in kept:
        raise NotFoundError(f"There is no {key}.")
    return kept[key]
