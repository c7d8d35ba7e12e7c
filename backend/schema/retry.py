"""The mutation of jobs. Jobs are no rows of the models, so it is not declared as an act."""

import strawberry
from strawberry import Info

from backend.resolvers.context import Context
from backend.schema.payloads import KEY_TEXT, UserError, described, optional, user_errors
from backend.services import held_jobs


@strawberry.type(description="The result of `retryJob`.")
class RetryJobPayload:
    errors: list[UserError] = described("Why the mutation was refused; empty when it succeeded.")


@strawberry.input(description="Input of `retryJob`.")
class JobActionInput:
    id: strawberry.ID = described("The job.")
    idempotency_key: str | None = optional(KEY_TEXT)


Request = Info[Context, None]


@strawberry.type(description="Mutations of jobs.")
class JobMutation:
    @strawberry.mutation(description="Run a held job again.")
    async def retry_job(self, info: Request, input: JobActionInput) -> RetryJobPayload:
        outcome = await info.context.perform(
            "retryJob", {"id": input.id}, input.idempotency_key, lambda session: held_jobs.retry_job(session, input.id)
        )
        return RetryJobPayload(errors=user_errors(outcome))
