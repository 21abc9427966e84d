"""The life of organisations, month by month: they are paid, pay, hire, learn, close; and what stands at their desks."""

from model.mechanisms.base import Mechanism


class OrganizationLife(Mechanism):
    """After all rules that engage, pay or match organisations have had their say."""

    def begin(self) -> None:
        """The first month."""
        self._month()

    def every_month(self) -> None:
        """The next month."""
        self._month()

    def every_year(self) -> None:
        """Contracts and engagements have changed."""
        self.model.engagement.write()

    def regime_changed(self) -> None:
        """Contracts and engagements have changed."""
        self.model.engagement.write()

    def _month(self) -> None:
        if self.model.organizations.active:
            self.model.organizations.month()
            self.model.engagement.write()
