"""Days, months and years as precise as they are known, and counting with them."""

import calendar
import datetime
from dataclasses import dataclass

__all__ = ["UNITS", "Moment"]

UNITS = ("day", "week", "month", "year", "decade")


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, a month of it or a day of that; `edtf` writes it in EDTF level 0."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, edtf: str) -> "Moment":
        """The moment that "2022", "2022-02" or "2022-02-24" names.

        Raises:
            ValueError: It names none.
        """
        parts = [int(part) for part in edtf.split("-")]
        moment = cls(*parts)
        if not moment.real:
            raise ValueError(f"{edtf!r} is no day of the calendar")
        return moment

    @property
    def edtf(self) -> str:
        """The moment in EDTF level 0.

        >>> Moment(2022, 2).edtf
        '2022-02'
        """
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @property
    def real(self) -> bool:
        """Whether the calendar has it."""
        if self.month is None:
            return 1 <= self.year <= 9999 and self.day is None
        if not (1 <= self.year <= 9999 and 1 <= self.month <= 12):
            return False
        return self.day is None or 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]

    @property
    def first_day(self) -> datetime.date:
        """The day on which it begins."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def to(self, unit: str) -> "Moment":
        """No more precise than `unit` allows; a week is known to the month.

        >>> Moment(2022, 2, 24).to("week").edtf
        '2022-02'
        """
        if unit == "day":
            return self
        return Moment(self.year, self.month if unit in ("week", "month") else None)

    def plus(self, count: int, unit: str) -> "Moment | None":
        """The moment `count` units later, as precise as the unit; None where this one is too vague for that.

        >>> Moment(2019, 8, 2).plus(-1, "month").edtf
        '2019-07'
        >>> Moment(2019, 8).plus(2, "day") is None
        True
        """
        if unit in ("day", "week"):
            return self._plus_days(count * (7 if unit == "week" else 1), unit)
        if unit == "month":
            if self.month is None:
                return None
            months = self.year * 12 + self.month - 1 + count
            moment = Moment(months // 12, months % 12 + 1)
        else:
            moment = Moment(self.year + count * (10 if unit == "decade" else 1))
        return moment if moment.real else None

    def _plus_days(self, count: int, unit: str) -> "Moment | None":
        if self.day is None:
            return self if count == 0 and unit == "week" and self.month else None
        try:
            day = self.first_day + datetime.timedelta(count)
        except OverflowError:
            return None
        return Moment(day.year, day.month, day.day).to(unit)
