"""What can go wrong while many runs are under way, beside bad input."""


class WorkersEndedError(RuntimeError):
    """Worker processes died, with what to do about it.

    Examples:
        >>> from experiments.errors import WorkersEndedError
        >>> issubclass(WorkersEndedError, RuntimeError)
        True
    """

    def __init__(
        self,
        told: str = (
            "workers: found a worker process that ended early; allowed fewer workers (memory may have run out), or, "
            "in a script, workers=1 or a call under `if __name__ == '__main__':`"
        ),
    ) -> None:
        super().__init__(told)
