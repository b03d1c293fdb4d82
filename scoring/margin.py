"""How sure a published share is."""

import math

from scoring.model import Figures

# A share of the shops that do not ask for data rests on those shops alone.
OF_NOT_ASKING = "data.would_not_consider"


def margin(figures: Figures, name: str) -> float:
    """Give the 95 % sampling margin of a share, in percentage points; weighting by branch may enlarge it."""
    share = figures.shares[name] / 100
    asked = figures.sample
    if name == OF_NOT_ASKING:
        asked = math.floor(figures.sample * (100 - figures.shares["data.asks"]) / 100)
    return 1.96 * math.sqrt(share * (1 - share) / asked) * 100
