"""The bot as `tandem run` starts it, with the settings that the environment holds."""

import zoneinfo
from pathlib import Path

from bot.run import run
from bot.settings import load_settings

if __name__ == "__main__":
    zoneinfo.reset_tzpath(())
    run(load_settings(Path("no such file")))
