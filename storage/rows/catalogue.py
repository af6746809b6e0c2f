"""The tables of the desk itself: its catalogue, and the workspace it works for."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class CatalogueRow(SQLModel, table=True):
    """One applied version of the catalogue. Older ones stay, for the record."""

    __tablename__ = "catalogue"

    team: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    document: str
    applied_by: str
    applied_at: datetime


class WorkspaceRow(SQLModel, table=True):
    """What Slack told us about itself; `url` ends with a slash."""

    __tablename__ = "workspace"

    team: str = Field(primary_key=True)
    url: str
    bot: str
