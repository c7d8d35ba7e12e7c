"""Create the buckets that limit how often a subject may do something; count the messages that a digest stands for."""

from backend.migrate import run_script

revision = "2026_11_27_2208"
down_revision = "2026_11_27_0900"
branch_labels = None
depends_on = None

# crm_take adds `amount` to the bucket of (who, what), which holds `most` and is emptied evenly in `seconds`. It returns
# 0, or where the bucket is too full the seconds until there is room; nothing is added then. The bucket stays locked
# until the transaction ends, so that parallel calls are counted one after the other.
UP = """
create table rate_level (
    subject text not null,
    name text not null,
    level double precision not null,
    updated_at timestamptz default clock_timestamp() not null,
    constraint pk_rate_level primary key (subject, name)
);
create index ix_rate_level_updated_at on rate_level (updated_at);

create function crm_take(who text, what text, amount double precision, most double precision, seconds double precision)
returns double precision language plpgsql volatile as $$
begin
    insert into rate_level as q (subject, name, level) select who, what, amount where amount <= most
    on conflict (subject, name) do update set updated_at = clock_timestamp(),
        level = greatest(0, q.level - most * extract(epoch from clock_timestamp() - q.updated_at) / seconds) + amount
    where greatest(0, q.level - most * extract(epoch from clock_timestamp() - q.updated_at) / seconds) + amount <= most;
    if found then
        return 0;
    end if;
    return coalesce((
        select greatest(0, level - most * extract(epoch from clock_timestamp() - updated_at) / seconds)
        from rate_level where subject = who and name = what
    ), 0) * seconds / most + (amount - most) * seconds / most;
end
$$;

alter table notification add column digested integer default 0 not null;
"""

DOWN = """
drop function crm_take(text, text, double precision, double precision, double precision);
drop table rate_level;
alter table notification drop column digested;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
