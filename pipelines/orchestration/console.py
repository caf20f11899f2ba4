"""What a run prints on the terminal: warnings and errors alone; every event stands in the UI."""

import logging
import sys

import dagster as dg


@dg.logger(
    config_schema={"log_level": dg.Field(str, default_value="WARNING", description="What to print, and above.")},
    description="Prints warnings and errors.",
)
def console(context: dg.InitLoggerContext) -> logging.Logger:
    """Return a logger that prints messages without Dagster's run ids."""
    logger = logging.Logger("clusterbook", level=context.logger_config["log_level"])
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Plain("%(levelname)s %(message)s"))
    logger.addHandler(handler)
    return logger


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Leave out what Dagster puts before the message itself."""
        told = getattr(record, "dagster_meta", None)
        message = told.get("orig_message") if isinstance(told, dict) else None
        return f"{record.levelname.lower()}: {message}" if message else super().format(record)
