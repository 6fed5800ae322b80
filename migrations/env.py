"""Run by Alembic; ``consultant_app.storage.migrate`` hands in the connection and decides on the commit."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
