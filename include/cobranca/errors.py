"""The errors of the product. Each message names the thing and says what to write or do instead.

CobrancaError
├── ConfigurationError   the settings folder, a connection, an environment variable
├── ErpError             the ERP answered what cannot be used, or not at all
├── ActRefused           a person may not do that, or not now (R5.9)
├── NotExplained         what is to be explained is unknown, or is more than one
├── TemplateRefused      a message's text is missing, broken or not allowed (R7.4, R7.5)
└── PipelineError        a step cannot go on
    ├── GateFailed       a critical check failed: nothing of the step is applied
    ├── RunBlocked       the ERP's own nightly update is missing or half (R8.7)
    ├── PlanLost         the plan is not the one that was judged
    └── RunRefused       another run holds the lease, or the day may not be run
"""


class CobrancaError(Exception):
    """Root of all errors that the product raises on purpose."""


class ConfigurationError(CobrancaError):
    """The settings folder, a connection or an environment variable cannot be used."""


class ErpError(CobrancaError):
    """The ERP answered something that cannot be used, or did not answer."""


class ActRefused(CobrancaError):
    """What a person asked for is not allowed by role, flow or state; nothing was written (R5.9).

    The message is for that person: in Portuguese, the rule's number first.
    """

    def __init__(self, rule: str, why: str) -> None:
        super().__init__(f"{rule}: {why}")
        self.rule = rule
        self.why = why


class NotExplained(CobrancaError):
    """What is to be explained is not there, or the words name more than one: in Portuguese, for whoever asked."""


class TemplateRefused(CobrancaError):
    """A message is not rendered: its text is missing, broken or not allowed; in Portuguese, file and line first."""

    def __init__(self, why: str, file: str = "", line: int | None = None) -> None:
        super().__init__(f"{file}{f':{line}' if line else ''}: {why}" if file else why)
        self.why = why
        self.file = file
        self.line = line


class PipelineError(CobrancaError):
    """A step of the batch cannot go on."""


class GateFailed(PipelineError):
    """A critical check of a step's plan failed (R8.6)."""


class RunBlocked(GateFailed):
    """The mirror would not be true: the ERP did not update, or listed half (R8.7)."""


class PlanLost(PipelineError):
    """The plan found on applying is not the one that the gate judged."""


class RunRefused(PipelineError):
    """The run may not start: another one is alive, or the day cannot be run (R9.4, R9.6)."""
