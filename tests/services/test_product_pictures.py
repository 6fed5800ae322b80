from pathlib import Path

from consultant_app.services.product_pictures import product_pictures


def test_a_picture_is_found_by_the_products_name_and_none_is_none(tmp_path: Path) -> None:
    for name in ("serum.png", "milk.svg", "milk.png", "cream.gif"):
        (tmp_path / name).write_bytes(b"")
    assert product_pictures(["milk", "serum", "cream", "oil"], tmp_path) == {
        "milk": tmp_path / "milk.svg",
        "serum": tmp_path / "serum.png",
    }


def test_the_demonstration_house_shows_its_packs() -> None:
    assert product_pictures(["ma-cleanse-milk", "nobody's"]).keys() == {"ma-cleanse-milk"}
