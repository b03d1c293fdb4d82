"""Two shopkeepers' answers, and the scores that they come to by the README's weights and points."""

TAPPED: dict[str, str | tuple[str, ...]] = {
    "shop_type": "both",
    "branch": "food",
    "today": ("whatsapp", "google"),
    "social": "sometimes",
    "platforms": ("instagram",),
    "email": "planned",
    "sms": "known",
    "blog": "unknown",
    "twitter": "known",
    "data_asks": "yes",
    "data_file": "yes",
    "data_consent": "no",
    "goal": "return",
}
TAPPED_SCORE = 46
"""0.20·(75 social + 25 e-mail + 75 data + 50 online) + 0.08·10 sms + 0.07·0 blog + 0.05·10 X = 46.3."""
TAPPED_MONITOR = 45
"""The same without online, over 0.80: 36.3 / 0.80 = 45.4."""

TYPED: dict[str, tuple[str, ...]] = {
    "shop_type": ("1",),
    "branch": ("bike shop",),
    "today": ("google and leaflet", "website", "done"),
    "social": ("ocasionally",),
    "platforms": ("Instagram, YouTube", "done"),
    "email": ("Every month",),
    "sms": ("stopped",),
    "blog": ("soon",),
    "twitter": ("never heard of it",),
    "data_asks": ("No",),
    "data_file": ("on paper",),
    "data_consider": ("no",),
    "data_reasons": ("no time", "ready"),
    "goal": ("customers who come back",),
}
TYPED_SCORE = 48
"""0.20·(75 social + 100 e-mail + 0 data + 50 online) + 0.08·10 sms + 0.07·25 blog + 0.05·0 X = 47.55."""
TYPED_MONITOR = 47
"""The same without online, over 0.80: 37.55 / 0.80 = 46.9."""
