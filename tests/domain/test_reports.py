import pytest

from consultant_app.domain.reports import PASSWORD_LETTERS, ReportOptions, Strength, password_strength


@pytest.mark.parametrize(
    ("password", "strength"),
    [
        ("", Strength.TOO_SHORT),
        ("Aa1!xyz", Strength.TOO_SHORT),
        ("12345678", Strength.WEAK),
        ("aaaaaaaaaaaaaaaa", Strength.WEAK),
        ("password", Strength.WEAK),
        ("MotDePasse123456", Strength.WEAK),
        ("jolieplante", Strength.FAIR),
        ("Rose-Thé", Strength.FAIR),
        ("quatre fleurs sous la pluie", Strength.STRONG),
    ],
)
def test_a_password_is_as_strong_as_it_is_long_and_varied(password: str, strength: Strength) -> None:
    assert password_strength(password) is strength


def test_a_longer_password_is_never_weaker() -> None:
    order = list(Strength)
    letters = "kY7p-wQz4mT!cR2v"
    found = [order.index(password_strength(letters[:count])) for count in range(len(letters) + 1)]
    assert found == sorted(found)
    assert found[PASSWORD_LETTERS - 1] == 0 < found[PASSWORD_LETTERS]


def test_a_report_shows_her_unless_she_wishes_otherwise() -> None:
    assert ReportOptions().with_photo
