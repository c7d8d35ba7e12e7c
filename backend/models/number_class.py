"""What the classes of phone numbers are and cost."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Ascii, Base, Code, one_of
from backend.models.sim import NumberClass


class NumberClassTerms(Base):
    """The patterns and the prices of a class of numbers. There is a row for each class, and STANDARD is the rest.

    `expressions`: the regular expressions of `patterns`. `rank`: of several classes that fit, the highest applies.
    """

    __tablename__ = "number_class"

    number_class: Mapped[NumberClass] = mapped_column(Code(NumberClass), primary_key=True)
    rank: Mapped[int]
    patterns: Mapped[list[str]] = mapped_column(ARRAY(sa.Text(collation="C")), server_default=sa.text("'{}'"))
    expressions: Mapped[list[str]] = mapped_column(ARRAY(sa.Text(collation="C")), server_default=sa.text("'{}'"))
    price_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    change_fee_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    currency: Mapped[Ascii] = mapped_column(server_default="KGS")
    updated_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())

    __table_args__ = (
        one_of("number_class", NumberClass),
        sa.UniqueConstraint("rank"),
        sa.CheckConstraint("price_minor >= 0 and change_fee_minor >= 0", "prices"),
        sa.CheckConstraint("cardinality(patterns) = cardinality(expressions)", "expressions"),
        sa.CheckConstraint("number_class <> 'STANDARD' or (price_minor = 0 and cardinality(patterns) = 0)", "standard"),
    )
