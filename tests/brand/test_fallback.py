from consultant_app.brand import bundled_brands, fallbacks, load_brand
from consultant_app.brand.font_file import read_font
from consultant_app.files import resource

NAMES = (
    "王小明 欧阳娜娜 陳怡君 蔡英文 司馬遼太郎 齋藤飛鳥 さくら カタカナ 김민지 "
    "محمد علي الرشيد فاطمة الزهراء گیتا پروین שרה כהן Ελένη Παπαδοπούλου Анна Каренина "
    "Łucja Şükrü Nguyễn Thị Ánh สมหญิง"
)


def test_every_family_is_the_one_that_its_file_names() -> None:
    for each in fallbacks():
        assert each.family in read_font(each.path).families


def test_names_in_the_scripts_that_are_promised_have_all_their_letters() -> None:
    for name in bundled_brands():
        brand = load_brand(name)
        for face in (brand.title, brand.text):
            known = set(read_font(face.normal).letters).union(
                *(read_font(each.path).letters for each in fallbacks())
            )
            assert {letter for letter in NAMES if ord(letter) not in known} == set()


def test_they_stay_small_enough_to_carry_and_bring_their_licence() -> None:
    assert sum(each.path.stat().st_size for each in fallbacks()) < 5_000_000
    assert "SIL Open Font License" in resource("fonts", "OFL-Noto.txt").read_text(encoding="utf-8")
